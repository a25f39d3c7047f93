import { commands } from "../bindings";
import { reasonKinds } from "./kinds";
import { planQuery } from "./query";

/** The board of a product: also read where a project is chosen. */
export function boardQuery(productId: string) {
	return planQuery({
		key: ["project-board", productId],
		reads: ["project", "task", "product", "bet", "persona"],
		fn: () => commands.projectBoard(productId),
	});
}

/** A project with its tasks: one request and one moment of the plan for both. */
export function projectQuery(id: string) {
	return planQuery({
		key: ["project-page", id],
		reads: reasonKinds,
		fn: () => commands.projectPage(id),
	});
}
