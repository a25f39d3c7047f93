import { useRef, useState } from "react";
import type { TaskPage } from "../../bindings";
import type { EditingHandle } from "../../components/InlineText";
import { useCommands } from "../../lib/commands";
import { useCopyBrief } from "../../lib/useCopyBrief";
import type { ChecklistHandle } from "./Checklist";
import type { OpenPicker } from "./TaskPickers";
import { useTaskWrites } from "./useTaskWrites";

/** What the page and the peek of a task can do, and the keys for it. */
export function useTaskPage(id: string, page: TaskPage | undefined, isActive: () => boolean) {
	const writes = useTaskWrites();
	const brief = useCopyBrief("task", id);
	const [picker, setPicker] = useState<OpenPicker>(null);
	const [blocking, setBlocking] = useState(false);
	const [whole, setWhole] = useState(false);
	const name = useRef<EditingHandle>(null);
	const steps = useRef<ChecklistHandle>(null);
	const checks = useRef<ChecklistHandle>(null);

	const task = page?.task;
	const rename = () => name.current?.startEditing();
	const here = () => task !== undefined && isActive();
	useCommands([
		{
			id: "task.done",
			title: "Mark as done or to do",
			group: "Edit",
			keys: ["mod+d"],
			when: here,
			run: () => task && void writes.toggleDone(task),
		},
		{
			id: "task.status",
			title: "Set the status…",
			group: "Edit",
			keys: ["s"],
			when: here,
			run: () => setPicker("status"),
		},
		{
			id: "task.priority",
			title: "Set the priority…",
			group: "Edit",
			keys: ["p"],
			when: here,
			run: () => setPicker("priority"),
		},
		{
			id: "task.blocked",
			title: "Blocked…",
			group: "Edit",
			keys: ["b"],
			when: here,
			run: () => setBlocking(true),
		},
		{
			id: "task.why",
			title: "Show why in sentences",
			group: "View",
			keys: ["w"],
			when: here,
			run: () => setWhole(!whole),
		},
		{
			id: "task.rename",
			title: "Rename the task",
			group: "Edit",
			keys: ["f2"],
			when: here,
			run: rename,
		},
		{
			id: "task.check",
			title: "Add a check",
			group: "Create",
			keys: ["shift+mod+d"],
			when: here,
			run: () => checks.current?.startAdding(),
		},
		{
			id: "task.step",
			title: "Add a step",
			group: "Create",
			keys: ["shift+mod+l"],
			when: here,
			run: () => steps.current?.startAdding(),
		},
		{
			id: "task.brief",
			title: "Copy the brief",
			group: "Here",
			keys: ["shift+mod+c"],
			when: here,
			run: () => void brief.copy(),
		},
	]);

	return {
		writes,
		brief,
		picker,
		setPicker,
		blocking,
		setBlocking,
		whole,
		toggleWhole: () => setWhole(!whole),
		name,
		rename,
		steps,
		checks,
	};
}

export type TaskPageState = ReturnType<typeof useTaskPage>;
