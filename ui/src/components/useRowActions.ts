import { useState } from "react";
import { type Command, useCommands } from "../lib/commands";
import type { MenuEntry } from "./Menu";
import type { Selection } from "./useSelection";

/** One thing that can be done with a row or card: written once for its menu, its keys and the palette. */
export type RowAction<Row> = {
	/** In the menu: "Rename". */
	label: string | ((row: Row) => string);
	keys?: Command["keys"];
	danger?: boolean;
	/** Begins a new group of the menu. */
	apart?: boolean;
	/** Left out: only the menu has it. */
	command?: Pick<Command, "id" | "title" | "group" | "when">;
} & (
	| { one: (row: Row) => void }
	/** Acts on the selection when the row is part of it. */
	| { all: (rows: readonly Row[]) => void }
	/** A menu of its own, which its keys open alone. Without entries it is not offered. */
	| { choices: (row: Row, rows: readonly Row[]) => MenuEntry[] }
);

type Options<Row> = {
	/** In the order they are shown. */
	rows: readonly Row[];
	actions: readonly RowAction<Row>[];
	/** The row that keys act on. */
	active: string | null;
	selection: Selection;
	/** Whether keys are meant for these rows now. */
	isActive: () => boolean;
	/** A menu was closed: the focus goes back to its row. */
	onClosed: (id: string) => void;
};

/** What rows can do, by menu, by keys and by the palette, with one of them or with all that are selected. */
export function useRowActions<Row extends { id: string }>(options: Options<Row>) {
	const { rows, actions, selection, isActive, onClosed } = options;
	const [menu, setMenu] = useState<{ id: string; only: string | null } | null>(null);
	const active = rows.find(({ id }) => id === options.active);

	const rowsOf = (ids: readonly string[]) => {
		const wanted = new Set(ids);
		return rows.filter(({ id }) => wanted.has(id));
	};

	function run(action: RowAction<Row>, row: Row) {
		if ("one" in action) action.one(row);
		else if ("all" in action) action.all(rowsOf(selection.orElse(row.id)));
		else if (action.command) setMenu({ id: row.id, only: action.command.id });
	}

	useCommands(
		actions.flatMap((action): Command[] => {
			if (!action.command) return [];
			const { when, ...command } = action.command;
			return [
				{
					...command,
					keys: action.keys,
					when: () => isActive() && active !== undefined && when?.() !== false,
					run: () => active && run(action, active),
				},
			];
		}),
	);

	function entryOf(action: RowAction<Row>, row: Row): MenuEntry[] {
		const label = typeof action.label === "string" ? action.label : action.label(row);
		const around = () => rowsOf(selection.around(row.id));
		const apart: MenuEntry[] = action.apart ? [{ type: "separator" }] : [];
		if ("choices" in action) {
			const entries = action.choices(row, around());
			return entries.length === 0 ? apart : [...apart, { type: "menu", label, entries }];
		}
		const run = () => ("one" in action ? action.one(row) : action.all(around()));
		return [...apart, { label, keys: action.keys?.[0], danger: action.danger, run }];
	}

	return {
		/** The entries of the menu that is open on a row, or null. */
		menuOf(row: Row): MenuEntry[] | null {
			if (menu?.id !== row.id) return null;
			const only = actions.find(({ command }) => command && command.id === menu.only);
			if (only && "choices" in only) return only.choices(row, rowsOf(selection.around(row.id)));
			return actions.flatMap((action) => entryOf(action, row));
		},
		onMenu(id: string, open: boolean) {
			setMenu(open ? { id, only: null } : null);
			if (!open) onClosed(id);
		},
	};
}
