import type { ChipKind, Makes } from "../../bindings";
import type { KindShape } from "../../components/KindIcon";

/** What a line becomes, as the person sees it: a capture waits in the inbox. */
export const makesWord: Record<Makes, string> = {
	task: "Task",
	capture: "Inbox",
	problem: "Problem",
	evidence: "Evidence",
	decision: "Decision",
};

/** The objects a token can name; other tokens set a field. */
export const namedBy: Partial<Record<ChipKind, KindShape>> = {
	project: "project",
	bet: "bet",
	persona: "persona",
	problem: "problem",
};
