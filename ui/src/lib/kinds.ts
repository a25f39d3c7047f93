import type { Kind } from "../bindings";

/** What the screens call one object of a kind. */
const words: Record<Kind, string> = {
	product: "product",
	pillar: "pillar",
	outcome: "outcome",
	bet: "bet",
	persona: "persona",
	problem: "problem",
	pain: "pain",
	project: "project",
	task: "task",
	capture: "captured thought",
	evidence: "evidence",
	decision: "decision",
	setting: "setting",
};

export const everyKind = Object.keys(words) as Kind[];

/** What the reasons of a project or a task are made of. */
export const reasonKinds: readonly Kind[] = everyKind.filter(
	(kind) => kind !== "capture" && kind !== "setting",
);

export function kindWord(kind: Kind): string {
	return words[kind];
}
