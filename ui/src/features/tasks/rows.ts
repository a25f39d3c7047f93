import type { Link, TaskRow } from "../../bindings";

export type GroupedRow = { kind: "project"; project: Link; count: number } | { kind: "task"; task: TaskRow };

/** One flat list for a windowed view: each project's heading, then its tasks in the order they came. */
export function groupByProject(tasks: readonly TaskRow[]): GroupedRow[] {
	const groups = new Map<string, TaskRow[]>();
	for (const task of tasks) {
		const group = groups.get(task.project.id);
		if (group) group.push(task);
		else groups.set(task.project.id, [task]);
	}
	return [...groups.values()].flatMap((group) => {
		const project = group[0]?.project;
		if (!project) return [];
		const heading: GroupedRow = { kind: "project", project, count: group.length };
		return [heading, ...group.map((task): GroupedRow => ({ kind: "task", task }))];
	});
}

/** Dropped work is over too, so a project counts it as neither open nor done. */
export function countDone(tasks: readonly TaskRow[]): { done: number; total: number } {
	const counted = tasks.filter((task) => task.status !== "dropped");
	return { done: counted.filter((task) => task.status === "done").length, total: counted.length };
}
