import { type KeyboardEvent, useState } from "react";
import { awaitsSecondKey, singleLettersOn } from "../lib/commands";

const none: ReadonlySet<string> = new Set();

/** Which rows of a list or cards of a board are selected. X selects, ⌘A selects all, Esc clears. */
export function useSelection(ids: readonly string[]) {
	const [kept, setSelected] = useState(none);
	// What left is no longer selected, even if it comes back.
	const selected = kept.size === 0 ? kept : new Set(ids.filter((id) => kept.has(id)));
	if (selected.size !== kept.size) setSelected(selected);

	const inOrder = () => ids.filter((id) => selected.has(id));
	const clear = () => setSelected(none);
	const toggle = (id: string) =>
		setSelected((before) => {
			const next = new Set(before);
			if (!next.delete(id)) next.add(id);
			return next;
		});

	/** Answers true when the key was used on the row `id`. */
	const onKey = (event: KeyboardEvent, id: string): boolean => {
		const key = event.key.toLowerCase();
		const mod = event.metaKey || event.ctrlKey;
		const letters = singleLettersOn() && !mod && !event.altKey && !awaitsSecondKey(event);
		if (mod && key === "a") setSelected(new Set(ids));
		else if (letters && key === "x") toggle(id);
		else if (key === "escape" && selected.size > 0) clear();
		else return false;
		return true;
	};

	return {
		selected,
		toggle,
		extend: (...more: string[]) => setSelected((before) => new Set([...before, ...more])),
		clear,
		onKey,
		/** What the menu of a row acts on: the selection when the row is part of it, else the row alone. */
		around: (id: string) => (selected.has(id) ? inOrder() : [id]),
		/** What a key acts on: the selection when there is one, else the active row. */
		orElse: (id: string | null) => (selected.size > 0 ? inOrder() : id === null ? [] : [id]),
	};
}

export type Selection = ReturnType<typeof useSelection>;
