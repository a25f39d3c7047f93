import type { Check, Step, StillOpen, TaskPatch, TaskRow } from "../../bindings";
import { type Backend, touched, wireErrorOf } from "./fakes";
import { given, placedIn, type SamplePlan } from "./livingPlan";
import * as sample from "./sampleWork";

export function taskAnswers(plan: SamplePlan): Partial<Backend> {
	const owner = (part: string) => {
		const parts = plan.tasks.find(({ steps, checks }) => [...steps, ...checks].some(({ id }) => id === part));
		if (!parts) throw wireErrorOf({ code: "not_found", message: "This line is no longer in the task." });
		return parts.row.id;
	};
	const checks = (id: string, change: (checks: Check[]) => Check[]) =>
		plan.writeTask(id, (parts) => ({ ...parts, checks: change(parts.checks) }), ["checks"]);
	const steps = (id: string, change: (steps: Step[]) => Step[]) =>
		plan.writeTask(id, (parts) => ({ ...parts, steps: change(parts.steps) }), ["steps"]);
	const patched = (id: string, { blocked, ...rest }: TaskPatch) => {
		const flag = !blocked
			? {}
			: blocked === "clear"
				? { blocked: false, blocked_reason: "" }
				: { blocked: true, blocked_reason: blocked.set };
		return plan.changeTask(
			id,
			(parts) => ({ ...parts, task: { ...given(parts.task, rest), ...flag } }),
			Object.keys({ ...rest, ...(blocked && { blocked }) }),
		);
	};
	const stillOpen = (id: string): StillOpen[] => {
		const { row, checks } = plan.parts(id);
		const open = checks.filter(({ done }) => !done).map(({ text }) => text);
		if (row.status === "done" || open.length === 0) return [];
		return [{ task: { kind: "task", id, ref: row.ref, name: row.name }, checks: open }];
	};
	return {
		taskList: ({ statuses: wanted, text }) =>
			plan.tasks
				.map(({ row }) => row)
				.filter(({ status }) => wanted.length === 0 || wanted.includes(status))
				.filter(({ name, ref }) => `${ref} ${name}`.toLowerCase().includes(text.toLowerCase())),
		taskPage: (id) => plan.page(id),
		createTask: async (input) => {
			const id = plan.nextId("task");
			const project = plan.project(input.project_id);
			const link = { kind: "project", id: project.id, ref: project.ref, name: project.name } as const;
			const row: TaskRow = {
				...sample.emptyTask,
				id,
				ref: `T-${id.slice(5)}`,
				name: input.name,
				project: link,
			};
			plan.tasks = [...plan.tasks, { row, task: sample.taskOf(row), steps: [], checks: [], waits: [] }];
			return plan.commit(
				touched({ kind: "task", id, ref: row.ref, name: row.name, rev: 1, effect: "created", within: link }),
			);
		},
		updateTask: (id, patch) => plan.commit(patched(id, patch)),
		updateTasks: (ids, patch, openChecks) => {
			const open = patch.status === "done" && openChecks === "ask" ? ids.flatMap(stillOpen) : [];
			if (open.length > 0) {
				throw wireErrorOf({ code: "open_checks", message: "Checks are open.", open_checks: open });
			}
			return plan.commit(...ids.map((id) => patched(id, patch)));
		},
		moveTasks: (ids, _project, _status, placement) => {
			let place = placement;
			for (const id of ids) {
				const rows = placedIn(
					plan.tasks.map((parts) => ({ id: parts.row.id, parts })),
					{ id, parts: plan.parts(id) },
					place,
				);
				plan.tasks = rows.map(({ parts }) => parts);
				place = { at: "after", id };
			}
			return plan.commit(...ids.map((id) => plan.changeTask(id, (parts) => parts, ["rank"])));
		},
		addStep: (id, text) => steps(id, (now) => [...now, { id: plan.nextId("task"), text, done: false }]),
		updateStep: (id, text, done) =>
			steps(owner(id), (now) => now.map((step) => (step.id === id ? given(step, { text, done }) : step))),
		moveStep: (id, placement) =>
			steps(owner(id), (now) => {
				const step = now.find((other) => other.id === id);
				return step ? placedIn(now, step, placement) : now;
			}),
		removeStep: (id) => steps(owner(id), (now) => now.filter((step) => step.id !== id)),
		addCheck: (id, text) =>
			checks(id, (now) => [...now, { id: plan.nextId("task"), text, done: false, how: "", by: null }]),
		updateCheck: (id, text, done, how) =>
			checks(owner(id), (now) =>
				now.map((check) =>
					check.id === id
						? { ...given(check, { text, done, how }), by: done ? sample.you : check.by }
						: check,
				),
			),
		removeCheck: (id) => checks(owner(id), (now) => now.filter((check) => check.id !== id)),
		addDependency: (id, other) => {
			const target = plan.parts(other).row.ref;
			const { ref } = plan.parts(id).row;
			if (plan.parts(other).waits.includes(ref)) {
				throw wireErrorOf({
					code: "refused",
					message: `These tasks would wait for each other: ${ref} → ${target} → ${ref}.`,
				});
			}
			return plan.writeTask(id, (parts) => ({ ...parts, waits: [...parts.waits, target] }), ["depends_on"]);
		},
		removeDependency: (id, other) => {
			const target = plan.parts(other).row.ref;
			return plan.writeTask(
				id,
				(parts) => ({ ...parts, waits: parts.waits.filter((ref) => ref !== target) }),
				["depends_on"],
			);
		},
		find: ({ text = "" }) => {
			const rows = plan.tasks
				.filter(({ row }) => `${row.ref} ${row.name}`.toLowerCase().includes(text.toLowerCase()))
				.map(({ row }) => ({
					kind: "task" as const,
					id: row.id,
					ref: row.ref,
					name: row.name,
					status: row.status,
					priority: row.priority === "none" ? null : row.priority,
					within: row.project,
					rev: row.rev,
					held: row.held,
				}));
			return sample.found(rows);
		},
	};
}
