import type { Priority, TaskKind, TaskStatus } from "../../bindings";

export const taskStatuses: readonly TaskStatus[] = ["todo", "doing", "done", "dropped"];

export const statusWord: Record<TaskStatus, string> = {
	todo: "To do",
	doing: "Doing",
	done: "Done",
	dropped: "Dropped",
};

export const priorities: readonly Priority[] = ["p1", "p2", "p3", "none"];

export const priorityWord: Record<Priority, string> = {
	p1: "P1",
	p2: "P2",
	p3: "P3",
	none: "No priority",
};

export const taskKinds: readonly TaskKind[] = ["code", "test", "docs", "design", "other"];

export const kindWord: Record<TaskKind, string> = {
	code: "Code",
	test: "Test",
	docs: "Docs",
	design: "Design",
	other: "Other",
};
