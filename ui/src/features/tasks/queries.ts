import { commands, type ProjectPage, type TaskFilter } from "../../bindings";
import { reasonKinds } from "../../lib/kinds";
import { projectQuery } from "../../lib/projectQueries";
import { planQuery } from "../../lib/query";

export function taskQuery(id: string) {
	return planQuery({
		key: ["task-page", id],
		reads: reasonKinds,
		fn: () => commands.taskPage(id),
	});
}

export function taskListQuery(filter: TaskFilter) {
	return planQuery({
		key: ["task-list", filter],
		reads: ["task", "project"],
		fn: () => commands.taskList(filter),
	});
}

/** What the picker of a dependency offers. */
export function findQuery(productId: string, text: string) {
	return planQuery({
		key: ["find-task", productId, text],
		reads: ["task"],
		fn: async () =>
			(await commands.find({ product: productId, text, kinds: ["task"], finished: true, limit: 20 })).rows,
	});
}

/** The tasks on the page of a project. */
export function projectTasksQuery(projectId: string) {
	return { ...projectQuery(projectId), select: (page: ProjectPage) => page.tasks };
}
