import { useState } from "react";
import { commands, type OpenChecks, type StillOpen, type TaskPatch, type TaskRow } from "../../bindings";
import { say } from "../../lib/announce";
import { count } from "../../lib/formats";
import { useWrite } from "../../lib/write";
import { statusWord } from "./words";

type Named = Pick<TaskRow, "id" | "name" | "status">;
type Question = { open: readonly StillOpen[]; ids: string[] };

/** The writes that rows and pages of tasks share. The plan asks before it finishes one with open checks. */
export function useTaskWrites(onAsked?: (id: string) => void) {
	const [question, setQuestion] = useState<Question | null>(null);
	const rename = useWrite(commands.updateTask);
	const trash = useWrite(commands.archive);
	const update = useWrite(commands.updateTasks, {
		onRefused: ({ open_checks: open }, ids) => {
			if (!open[0]) return;
			setQuestion({ open, ids });
			onAsked?.(open[0].task.id);
		},
	});

	const patchEach = (ids: string[], change: TaskPatch) => update.run(ids, change, "ask");

	async function set(ids: string[], name: string, status: TaskRow["status"], openChecks: OpenChecks) {
		setQuestion(null);
		const what = ids.length === 1 ? name : count(ids.length, "task");
		if (await update.run(ids, { status }, openChecks)) say(`${what}, ${statusWord[status].toLowerCase()}.`);
	}

	async function setStatus(tasks: readonly Named[], status: TaskRow["status"]) {
		const others = tasks.filter((task) => task.status !== status);
		const ids = others.map(({ id }) => id);
		if (others[0]) await set(ids, others[0].name, status, "ask");
	}

	return {
		patch: (id: string, change: TaskPatch) => patchEach([id], change),
		patchEach,
		setStatus,
		/** Done, unless all of them are. */
		toggleDone: (...tasks: readonly Named[]) =>
			setStatus(tasks, tasks.every(({ status }) => status === "done") ? "todo" : "done"),
		archive: (ids: readonly string[]) =>
			trash.run(
				ids.map((id) => ["task", id]),
				null,
			),
		rename: rename.save,
		/** What the plan asks at the first task whose checks are open, until the person answers. */
		asking: question && {
			at: question.open[0]?.task.id,
			open: question.open,
			tasks: question.ids.length,
			onFinish: () => void set(question.ids, question.open[0]?.task.name ?? "", "done", "overrule"),
			onCancel: () => setQuestion(null),
		},
	};
}

export type TaskWrites = ReturnType<typeof useTaskWrites>;
