import type { Kind } from "../bindings";

/** The page of an object, or null for what has none. Captures and settings share one with their like. */
export function pathOf({ kind, id }: { kind: Kind; id: string }): string | null {
	switch (kind) {
		case "project":
			return `/projects/${id}`;
		case "task":
			return `/tasks/${id}`;
		case "capture":
			return "/inbox";
		case "product":
			return "/product";
		case "setting":
			return "/settings";
		case "pillar":
		case "outcome":
		case "bet":
		case "persona":
		case "problem":
		case "pain":
		case "evidence":
		case "decision":
			return null;
	}
}
