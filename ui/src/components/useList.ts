import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { awaitsSecondKey, singleLettersOn } from "../lib/commands";
import { lastActive } from "../lib/lastActive";
import { reachesList } from "../lib/reach";
import { useSelection } from "./useSelection";

type ListOptions = {
	/** The rows in order. The hook keeps its place by id, so rows may come, go and move. */
	ids: readonly string[];
	/** Names the list, so that one comes back to the row that was active when it was left. */
	name?: string;
	/** Left out: many rows can be selected. */
	select?: "many" | "none";
	onOpen?: (id: string) => void;
	onPeek?: (id: string) => void;
	/** The active row changed: for commands that act on it, and for a peek that follows. */
	onActive?: (id: string | null) => void;
	/** Brings a row of a windowed list into the DOM. */
	scrollTo?: (index: number) => void;
	/** Anything else pressed on a row; answer true when it was used. */
	onKey?: (event: KeyboardEvent, id: string) => boolean;
};

const isFieldTarget = (target: EventTarget) =>
	target instanceof Element && target.closest("input, textarea, select, [contenteditable='true']") !== null;

/**
 * Roving focus for a list of rows: ↑↓ or J K move, Home and End jump, Enter opens, Space peeks,
 * X selects, Shift with arrows extends, ⌘A selects all, Esc clears the selection.
 */
export function useList({
	ids,
	name,
	select = "many",
	onOpen,
	onPeek,
	onActive,
	scrollTo,
	onKey,
}: ListOptions) {
	const [active, setActive] = useState<string | null>(() => (name ? lastActive.get(name) : null));
	const selection = useSelection(ids);
	const wantsFocus = useRef<string | null>(null);
	const rows = useRef(new Map<string, HTMLElement>());

	const index = active === null ? -1 : ids.indexOf(active);
	const [lastIndex, setLastIndex] = useState(0);
	if (index >= 0 && index !== lastIndex) setLastIndex(index);
	// The row that left hands its place to the one that took it.
	const current = index >= 0 ? active : (ids[Math.min(lastIndex, ids.length - 1)] ?? null);

	useEffect(() => {
		if (active !== null && index < 0 && current !== null && wasFocused(rows.current, active)) {
			wantsFocus.current = current;
			rows.current.get(current)?.focus();
		}
	});

	const activate = useCallback(
		(id: string, focus: boolean) => {
			setActive(id);
			if (name) lastActive.set(name, id);
			onActive?.(id);
			if (!focus) return;
			const row = rows.current.get(id);
			if (row) {
				row.focus();
				row.scrollIntoView({ block: "nearest" });
			} else {
				wantsFocus.current = id;
				scrollTo?.(ids.indexOf(id));
			}
		},
		[ids, name, onActive, scrollTo],
	);

	useEffect(() => {
		const onKeyDown = (event: globalThis.KeyboardEvent) => {
			if (current === null || /ArrowLeft|ArrowRight/.test(event.key) || !reachesList(event)) return;
			event.preventDefault();
			activate(current, true);
		};
		window.addEventListener("keydown", onKeyDown);
		return () => window.removeEventListener("keydown", onKeyDown);
	}, [current, activate]);

	const returned = useRef(active);
	useEffect(() => {
		const row = returned.current === null ? undefined : rows.current.get(returned.current);
		if (row && document.activeElement === document.body) row.focus();
	}, []);

	const move = (to: number, extend: boolean) => {
		const id = ids[Math.max(0, Math.min(ids.length - 1, to))];
		if (id === undefined) return;
		if (extend && current !== null) selection.extend(current, id);
		activate(id, true);
	};

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.defaultPrevented || current === null || isFieldTarget(event.target)) return;
		const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
		const mod = event.metaKey || event.ctrlKey;
		const onRow = event.target instanceof Element && event.target.hasAttribute("data-row");
		const letters = singleLettersOn() && !mod && !event.altKey && !awaitsSecondKey(event);
		const selecting = select === "many";
		const at = ids.indexOf(current);
		const used = (() => {
			if (event.altKey) return onKey?.(event, current) ?? false;
			if (key === "ArrowDown" || (letters && key === "j"))
				return done(() => move(at + 1, event.shiftKey && selecting));
			if (key === "ArrowUp" || (letters && key === "k"))
				return done(() => move(at - 1, event.shiftKey && selecting));
			if (key === "Home") return done(() => move(0, false));
			if (key === "End") return done(() => move(ids.length - 1, false));
			if (key === "Enter" && onRow && !mod && onOpen) return done(() => onOpen(current));
			if (key === " " && onRow && onPeek) return done(() => onPeek(current));
			if (selecting && selection.onKey(event, current)) return true;
			return onKey?.(event, current) ?? false;
		})();
		if (used) {
			event.preventDefault();
			event.stopPropagation();
		}
	};

	return {
		/** The row that keys and commands act on; null only when the list is empty. */
		active: current,
		selection,
		focus: (id: string) => activate(id, true),
		listProps: { onKeyDown },
		rowProps: (id: string) => ({
			ref: (element: HTMLElement | null) => {
				if (!element) {
					rows.current.delete(id);
					return;
				}
				rows.current.set(id, element);
				if (wantsFocus.current === id) {
					wantsFocus.current = null;
					element.focus();
				}
			},
			"data-row": id,
			tabIndex: id === current ? 0 : -1,
			"aria-selected": select === "many" ? selection.selected.has(id) : undefined,
			onFocus: () => {
				if (id !== active) activate(id, false);
			},
		}),
	};
}

function done(act: () => void) {
	act();
	return true;
}

function wasFocused(rows: Map<string, HTMLElement>, gone: string) {
	return !rows.has(gone) && document.activeElement === document.body;
}
