import { useEffect, useMemo, useRef } from "react";
import { type Keys, normalKeys, pressName } from "./keys";
import { createStore, useStore } from "./store";

export type CommandGroup = "Go to" | "Here" | "Create" | "Edit" | "View" | "App";

/** One thing a person can do. Keys, menus, the palette and the key overlay all read it from here. */
export type Command = {
	/** "task.done": stable, unique among what is on screen. */
	id: string;
	/** A verb first: "Mark as done". */
	title: string;
	group: CommandGroup;
	keys?: Keys;
	run: () => void;
	/** False hides it everywhere and lets its keys through. */
	when?: () => boolean;
	/** Acts although a text field has focus. Left out: only keys with `mod` do. */
	inText?: boolean;
};

/** How long the first of two keys ("g p") waits for the second, in milliseconds. */
const SEQUENCE = 1_200;

/** One entry for each `useCommands` on screen, the innermost last. */
const registered = createStore<readonly (readonly Command[])[]>([]);
const letters = createStore(true);

/** Keys without ⌘/Ctrl/Alt can be switched off as a group (WCAG 2.1.4). */
export function setSingleLetters(on: boolean) {
	letters.set(() => on);
}

export function singleLettersOn(): boolean {
	return letters.get();
}

/** Registers commands while the calling component is shown. They may close over the newest props. */
export function useCommands(commands: readonly Command[]) {
	const newest = useRef(commands);
	newest.current = commands;
	const shape = commands.map(({ id, title, keys }) => `${id}\n${title}\n${keys ?? ""}`).join("\n\n");

	// biome-ignore lint/correctness/useExhaustiveDependencies: what is shown decides; functions are read when called.
	const stable = useMemo(
		() =>
			newest.current.map((command): Command => {
				const current = () => newest.current.find(({ id }) => id === command.id);
				return {
					...command,
					run: () => current()?.run(),
					when: () => current()?.when?.() ?? current() !== undefined,
				};
			}),
		[shape],
	);

	useEffect(() => {
		registered.set((before) => [...before, stable]);
		return () => registered.set((before) => before.filter((commands) => commands !== stable));
	}, [stable]);
}

function available(): Command[] {
	return registered
		.get()
		.toReversed()
		.flat()
		.filter((command) => command.when?.() !== false);
}

/**
 * Every command that can run now, the ones of the innermost screen first, each once.
 * Keys that an inner screen uses for something else are left out.
 */
export function useAvailableCommands(): Command[] {
	useStore(registered, (all) => all);
	const [titles, taken] = [new Set<string>(), new Set<string>()];
	const shown: Command[] = [];
	for (const command of available()) {
		const { title, keys } = command;
		if (!titles.has(title)) shown.push(keys && taken.has(keys) ? { ...command, keys: undefined } : command);
		titles.add(title);
		if (keys) taken.add(keys);
	}
	return shown;
}

/** The command with this id, to show its keys in a menu or tooltip. */
export function useCommand(id: string): Command | null {
	return useStore(registered, (all) => all.flat().findLast((command) => command.id === id) ?? null);
}

const TEXT = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]';
const OWN_KEYS = '[role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"][data-popup]';

function actsIn(target: EventTarget | null, command: Command): boolean {
	if (!(target instanceof Element)) return true;
	if (!target.closest(TEXT)) return true;
	return command.inText ?? (command.keys ?? "").includes("mod+");
}

function isLetter(press: string) {
	return !/^(alt|mod|shift\+mod)\+/.test(press) && press.replace("shift+", "").length === 1;
}

/** The first of two keys, once it was pressed. */
let first: { press: string; at: number } | null = null;

/** Whether the next letter belongs to a key pressed before it, so that lists leave it alone. */
export function awaitsSecondKey(event: Pick<Event, "timeStamp">): boolean {
	return first !== null && event.timeStamp - first.at < SEQUENCE;
}

/** The one key handler of a window. Answers with the way to stop it. */
export function listenToKeys(target: Window = window): () => void {
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.defaultPrevented || event.isComposing) return;
		if (event.target instanceof Element && event.target.closest(OWN_KEYS)) return;
		const press = pressName(event);
		if (["shift", "control", "meta", "alt"].includes(event.key.toLowerCase())) return;
		if (isLetter(press) && !letters.get()) return;

		const usable = available().filter((command) => command.keys && actsIn(event.target, command));
		const sequence = first && awaitsSecondKey(event) ? `${first.press} ${press}` : null;
		first = null;
		const match =
			(sequence && usable.find(({ keys }) => normalKeys(keys ?? "") === sequence)) ||
			usable.find(({ keys }) => normalKeys(keys ?? "") === press);
		if (match) {
			event.preventDefault();
			match.run();
		} else if (usable.some(({ keys }) => normalKeys(keys ?? "").startsWith(`${press} `))) {
			first = { press, at: event.timeStamp };
		}
	};

	target.addEventListener("keydown", onKeyDown);
	return () => {
		target.removeEventListener("keydown", onKeyDown);
		first = null;
	};
}
