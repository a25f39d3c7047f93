import type { Priority, TaskKind, TaskStatus } from "../../bindings";
import type { MenuEntry } from "../../components/Menu";
import { kindWord, priorities, priorityWord, statusWord, taskKinds, taskStatuses } from "./words";

export function statusEntries(now: TaskStatus | null, choose: (status: TaskStatus) => void): MenuEntry[] {
	return taskStatuses.map((status) => ({
		label: statusWord[status],
		chosen: status === now,
		run: () => choose(status),
	}));
}

export function priorityEntries(now: Priority | null, choose: (priority: Priority) => void): MenuEntry[] {
	return priorities.map((priority) => ({
		label: priorityWord[priority],
		chosen: priority === now,
		run: () => choose(priority),
	}));
}

export function kindEntries(now: TaskKind, choose: (kind: TaskKind) => void): MenuEntry[] {
	return taskKinds.map((kind) => ({ label: kindWord[kind], chosen: kind === now, run: () => choose(kind) }));
}

/** Where a drag could take a row of a list, as words. `slot` counts gaps in the list without the row. */
export function orderEntries(at: number, length: number, move: (slot: number) => void): MenuEntry[] {
	const outcomes = [
		{ label: "Up", slot: at - 1, keys: "alt+up" },
		{ label: "Down", slot: at + 1, keys: "alt+down" },
		{ label: "To the top", slot: 0 },
		{ label: "To the bottom", slot: length - 1 },
	];
	return outcomes
		.filter(({ slot }) => slot !== at && slot >= 0 && slot < length)
		.map(({ label, slot, keys }) => ({ label, keys, run: () => move(slot) }));
}

/** Where several rows of a list can go together. */
export function endEntries(move: (end: "first" | "last") => void): MenuEntry[] {
	return [
		{ label: "To the top", run: () => move("first") },
		{ label: "To the bottom", run: () => move("last") },
	];
}
