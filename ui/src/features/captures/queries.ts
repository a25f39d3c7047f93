import { commands } from "../../bindings";
import { planQuery } from "../../lib/query";

export function inboxQuery(productId: string) {
	return planQuery({
		key: ["inbox", productId],
		reads: ["capture", "project", "bet", "persona", "problem"],
		fn: () => commands.inbox(productId),
	});
}

/** The same read as the board's, for choosing where a task goes. */
export function boardQuery(productId: string) {
	return planQuery({
		key: ["project-board", productId],
		reads: ["project", "task", "product", "bet", "persona"],
		fn: () => commands.projectBoard(productId),
	});
}
