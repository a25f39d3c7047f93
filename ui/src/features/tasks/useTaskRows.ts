import { useState } from "react";
import type { TaskRow } from "../../bindings";
import { useList } from "../../components/useList";
import { useRowActions } from "../../components/useRowActions";
import { useCommands } from "../../lib/commands";
import { followPeek, togglePeek } from "../../lib/peek";
import { useRegion } from "../../lib/region";
import { endEntries, orderEntries, priorityEntries, statusEntries } from "./taskMenu";
import { useTaskWrites } from "./useTaskWrites";

type Options = {
	/** Names the list among those that remember their active row. */
	name: string;
	tasks: readonly TaskRow[];
	onOpen: (id: string) => void;
	/** Brings a row of a windowed list into the document. */
	reveal: (id: string) => void;
	/** Left out where the order of the list is not the order of a project. */
	onMove?: (task: TaskRow, slot: number) => void;
	onMoveAll?: (tasks: readonly TaskRow[], end: "first" | "last") => void;
};

/** What every list of tasks can do with its rows, by keys, menus and the palette. */
export function useTaskRows({ name, tasks, onOpen, reveal, onMove, onMoveAll }: Options) {
	const writes = useTaskWrites(reveal);
	const region = useRegion();
	const [renaming, setRenaming] = useState<string | null>(null);
	const [blocking, setBlocking] = useState<TaskRow | null>(null);

	const list = useList({
		ids: tasks.map(({ id }) => id),
		name,
		onOpen,
		onPeek: (id) => togglePeek({ kind: "task", id }),
		onActive: (id) => id && region.isActive() && followPeek({ kind: "task", id }),
		scrollTo: (index) => {
			const task = tasks[index];
			if (task) reveal(task.id);
		},
		onKey: (event, id) => {
			const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
			const at = tasks.findIndex((task) => task.id === id);
			const task = tasks[at];
			if (!event.altKey || !step || !task || !onMove) return false;
			if (at + step >= 0 && at + step < tasks.length) onMove(task, at + step);
			return true;
		},
	});
	const { selection } = list;

	const idsOf = (chosen: readonly TaskRow[]) => chosen.map(({ id }) => id);
	const { menuOf, onMenu } = useRowActions<TaskRow>({
		rows: tasks,
		active: list.active,
		selection,
		isActive: region.isActive,
		onClosed: list.focus,
		actions: [
			{ label: "Open", keys: ["enter"], one: ({ id }) => onOpen(id) },
			{ label: "Peek", keys: ["space"], one: ({ id }) => togglePeek({ kind: "task", id }) },
			{
				label: ({ id }) => (selection.selected.has(id) ? "Unselect" : "Select"),
				keys: ["x"],
				command: { id: "task.select", title: "Select or unselect the task", group: "Here" },
				one: ({ id }) => selection.toggle(id),
			},
			{
				label: "Rename",
				keys: ["e", "f2"],
				command: { id: "task.rename", title: "Rename the task", group: "Edit" },
				one: ({ id }) => setRenaming(id),
			},
			{
				label: "Status",
				keys: ["s"],
				apart: true,
				command: { id: "task.status", title: "Set the status…", group: "Edit" },
				choices: (task, all) => statusEntries(task.status, (next) => void writes.setStatus(all, next)),
			},
			{
				label: "Priority",
				keys: ["p"],
				command: { id: "task.priority", title: "Set the priority…", group: "Edit" },
				choices: (task, all) =>
					priorityEntries(task.priority, (priority) => void writes.patchEach(idsOf(all), { priority })),
			},
			{
				label: ({ blocked }) => (blocked ? "Change what blocks it…" : "Blocked…"),
				keys: ["b"],
				command: { id: "task.blocked", title: "Blocked…", group: "Edit" },
				one: setBlocking,
			},
			{
				label: "Move…",
				keys: ["m"],
				command: { id: "task.move", title: "Move…", group: "Edit", when: () => onMove !== undefined },
				choices: (task, all) =>
					all.length > 1 && onMoveAll
						? endEntries((end) => onMoveAll(all, end))
						: onMove
							? orderEntries(tasks.indexOf(task), tasks.length, (slot) => onMove(task, slot))
							: [],
			},
			{
				label: "Move to trash",
				danger: true,
				apart: true,
				all: (chosen) => void writes.archive(idsOf(chosen)),
			},
		],
	});

	useCommands([
		{
			id: "task.done",
			title: "Mark as done or to do",
			group: "Edit",
			keys: ["mod+d"],
			when: () => region.isActive() && list.active !== null,
			run: () => {
				const chosen = new Set(selection.orElse(list.active));
				void writes.toggleDone(...tasks.filter(({ id }) => chosen.has(id)));
			},
		},
	]);

	return {
		list,
		region,
		writes,
		renaming,
		blocking,
		stopBlocking: () => setBlocking(null),
		stopRenaming(id: string, byKey: boolean) {
			setRenaming(null);
			if (byKey) list.focus(id);
		},
		menuOf,
		onMenu,
	};
}

export type TaskRowsState = ReturnType<typeof useTaskRows>;
