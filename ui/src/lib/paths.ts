import type { Kind } from "../bindings";

/** The page of an object. Captures and settings have no page of their own. */
export function pathOf({ kind, id }: { kind: Kind; id: string }): string {
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
	}
}
