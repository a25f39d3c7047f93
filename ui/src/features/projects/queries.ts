import { commands } from "../../bindings";
import { reasonKinds } from "../../lib/kinds";
import { planQuery } from "../../lib/query";

export function boardQuery(productId: string) {
	return planQuery({
		key: ["project-board", productId],
		reads: ["project", "task", "product", "bet", "persona"],
		fn: () => commands.projectBoard(productId),
	});
}

export function projectQuery(id: string) {
	return planQuery({
		key: ["project-page", id],
		reads: reasonKinds,
		fn: () => commands.projectPage(id),
	});
}
