import { describe, expect, it } from "vitest";
import type { Link, TaskRow, TaskStatus } from "../../bindings";
import { countDone, groupByProject } from "./rows";

function row(id: string, project: string, status: TaskStatus = "todo"): TaskRow {
	const link: Link = { kind: "project", id: project, ref: project, name: project };
	return {
		id,
		ref: id,
		name: id,
		kind: "code",
		status,
		priority: "none",
		labels: [],
		project: link,
		blocked: false,
		blocked_reason: "",
		waits_for: [],
		checks_done: 0,
		checks_total: 0,
		steps_done: 0,
		steps_total: 0,
		updated_at: "2026-01-01T00:00:00Z",
		rev: 1,
		held: null,
	};
}

describe("the list of tasks", () => {
	it("puts each project's tasks under its heading and keeps their order", () => {
		const rows = groupByProject([row("T-1", "P-1"), row("T-2", "P-2"), row("T-3", "P-1")]);
		const shown = rows.map((one) =>
			one.kind === "project" ? `${one.project.ref} ${one.count}` : one.task.id,
		);
		expect(shown).toEqual(["P-1 2", "T-1", "T-3", "P-2 1", "T-2"]);
	});

	it("counts dropped tasks neither as done nor as open", () => {
		const tasks = [row("a", "P-1", "done"), row("b", "P-1", "todo"), row("c", "P-1", "dropped")];
		expect(countDone(tasks)).toEqual({ done: 1, total: 2 });
	});
});
