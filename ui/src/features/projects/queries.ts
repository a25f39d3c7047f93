import { commands } from "../../bindings";
import { planQuery } from "../../lib/query";

export function boardQuery(productId: string) {
	return planQuery({
		key: ["project-board", productId],
		reads: ["project", "task", "product"],
		fn: () => commands.projectBoard(productId),
	});
}

export function projectQuery(id: string) {
	return planQuery({
		key: ["project-page", id],
		reads: ["project", "task", "product"],
		fn: () => commands.projectPage(id),
	});
}
