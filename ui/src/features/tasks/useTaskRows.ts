import { useState } from "react";
import type { TaskRow } from "../../bindings";
import type { MenuEntry } from "../../components/Menu";
import { useList } from "../../components/useList";
import { useCommands } from "../../lib/commands";
import { followPeek, togglePeek } from "../../lib/peek";
import { useRegion } from "../../lib/region";
import { orderEntries, priorityEntries, statusEntries } from "./taskMenu";
import { useTaskWrites } from "./useTaskWrites";

export type RowMenu = "all" | "status" | "priority" | "move";

type Options = {
	/** Names the list among those that remember their active row. */
	name: string;
	tasks: readonly TaskRow[];
	onOpen: (id: string) => void;
	/** Brings a row of a windowed list into the document. */
	reveal: (id: string) => void;
	/** Left out where the order of the list is not the order of a project. */
	onMove?: (task: TaskRow, slot: number) => void;
};

/** What every list of tasks can do with its rows, by keys, menus and the palette. */
export function useTaskRows({ name, tasks, onOpen, reveal, onMove }: Options) {
	const writes = useTaskWrites();
	const region = useRegion();
	const [menu, setMenu] = useState<{ id: string; which: RowMenu } | null>(null);
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

	const active = tasks.find(({ id }) => id === list.active);
	const chosen = () => tasks.filter(({ id }) => list.chosen.includes(id));
	const here = () => region.isActive() && active !== undefined;
	const open = (which: RowMenu) => () => active && setMenu({ id: active.id, which });
	useCommands([
		{
			id: "task.done",
			title: "Mark as done or to do",
			group: "Edit",
			keys: "mod+d",
			when: here,
			run: () => eachChosen((task) => writes.toggleDone(task)),
		},
		{
			id: "task.status",
			title: "Set the status…",
			group: "Edit",
			keys: "s",
			when: here,
			run: open("status"),
		},
		{
			id: "task.priority",
			title: "Set the priority…",
			group: "Edit",
			keys: "p",
			when: here,
			run: open("priority"),
		},
		{
			id: "task.move",
			title: "Move…",
			group: "Edit",
			keys: "m",
			when: () => here() && onMove !== undefined,
			run: open("move"),
		},
		{
			id: "task.blocked",
			title: "Blocked…",
			group: "Edit",
			keys: "b",
			when: here,
			run: () => active && setBlocking(active),
		},
		{
			id: "task.rename",
			title: "Rename the task",
			group: "Edit",
			keys: "e",
			when: here,
			run: () => active && setRenaming(active.id),
		},
		{
			id: "task.rename-too",
			title: "Rename the task in place",
			group: "Edit",
			keys: "f2",
			when: here,
			run: () => active && setRenaming(active.id),
		},
	]);

	function eachChosen(act: (task: TaskRow) => unknown) {
		for (const task of chosen()) void act(task);
	}

	/** A menu acts on the selection when its row is part of it, else on its row alone. */
	function actOn(task: TaskRow, act: (task: TaskRow) => unknown) {
		if (list.selected.has(task.id)) eachChosen(act);
		else void act(task);
	}

	function entries(task: TaskRow, which: RowMenu): MenuEntry[] {
		const status = statusEntries(task.status, (next) => actOn(task, (one) => writes.setStatus(one, next)));
		const priority = priorityEntries(task.priority, (next) =>
			actOn(task, (one) => writes.patch(one.id, { priority: next })),
		);
		const at = tasks.findIndex(({ id }) => id === task.id);
		const moves = onMove ? orderEntries(at, tasks.length, (slot) => onMove(task, slot)) : [];
		if (which === "status") return status;
		if (which === "priority") return priority;
		if (which === "move") return moves;
		return [
			{ label: "Open", keys: "enter", run: () => onOpen(task.id) },
			{ label: "Peek", keys: "space", run: () => togglePeek({ kind: "task", id: task.id }) },
			{ label: "Rename", keys: "e", run: () => setRenaming(task.id) },
			{ type: "separator" },
			{ type: "menu", label: "Status", entries: status },
			{ type: "menu", label: "Priority", entries: priority },
			{
				label: task.blocked ? "Change what blocks it…" : "Blocked…",
				keys: "b",
				run: () => setBlocking(task),
			},
			...(moves.length > 0 ? [{ type: "menu", label: "Move…", entries: moves } as const] : []),
			{ type: "separator" },
			{ label: "Move to trash", danger: true, run: () => actOn(task, (one) => writes.archive(one.id)) },
		];
	}

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
		menuOf: (task: TaskRow) => (menu?.id === task.id ? entries(task, menu.which) : null),
		openMenu(id: string, isOpen: boolean) {
			setMenu(isOpen ? { id, which: "all" } : null);
			if (!isOpen) list.focus(id);
		},
	};
}

export type TaskRowsState = ReturnType<typeof useTaskRows>;
