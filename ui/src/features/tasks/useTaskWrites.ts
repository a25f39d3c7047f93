import { useState } from "react";
import { commands, type TaskPatch, type TaskRow } from "../../bindings";
import { say } from "../../lib/announce";
import { useWrite } from "../../lib/write";
import { statusWord } from "./words";

type Finishable = Pick<TaskRow, "id" | "name" | "status"> & { checks_done: number; checks_total: number };

/** The writes that rows and pages of tasks share. Finishing with open checks asks first. */
export function useTaskWrites() {
	const [asking, setAsking] = useState<string | null>(null);
	const update = useWrite(commands.updateTask);
	const archive = useWrite(commands.archiveTask);

	const patch = (id: string, change: TaskPatch) => update.run(id, change, null);

	async function setStatus(task: Finishable, status: TaskRow["status"], openChecksAreFine = false) {
		if (status === task.status) return;
		if (status === "done" && !openChecksAreFine && task.checks_done < task.checks_total) {
			setAsking(task.id);
			return;
		}
		setAsking(null);
		if (await patch(task.id, { status })) say(`${task.name}, ${statusWord[status].toLowerCase()}.`);
	}

	return {
		patch,
		setStatus,
		toggleDone: (task: Finishable) => setStatus(task, task.status === "done" ? "todo" : "done"),
		archive: (id: string) => archive.run(id),
		rename: update.save,
		/** The task that would be done with open checks, until the person answers. */
		asking,
		stopAsking: () => setAsking(null),
		error: update.error ?? archive.error,
	};
}

export type TaskWrites = ReturnType<typeof useTaskWrites>;
