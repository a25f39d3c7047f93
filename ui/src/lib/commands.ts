import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
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
	/** Any of them runs it. The first is the one to show where there is room for one. */
	keys?: readonly Keys[];
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
	useLayoutEffect(() => {
		newest.current = commands;
	});
	const shape = commands.map(({ id, title, keys = [] }) => [id, title, ...keys].join("\n")).join("\n\n");

	// biome-ignore lint/correctness/useExhaustiveDependencies: what is shown decides; functions are read when called.
	const stable = useMemo(
		() =>
			commands.map((command): Command => {
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
	const [titles, taken] = [new Set<string>(), new Set<Keys>()];
	const shown: Command[] = [];
	for (const command of available()) {
		const { title, keys = [] } = command;
		if (!titles.has(title)) shown.push({ ...command, keys: keys.filter((one) => !taken.has(one)) });
		titles.add(title);
		for (const one of keys) taken.add(one);
	}
	return shown;
}

const TEXT = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]';
const OWN_KEYS = '[role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"][data-popup]';

function actsIn(target: EventTarget | null, { inText }: Command, keys: Keys): boolean {
	if (!(target instanceof Element)) return true;
	if (!target.closest(TEXT)) return true;
	return inText ?? keys.includes("mod+");
}

/** Every way to run a command by keys from where the focus is, the innermost screen's first. */
function usableIn(target: EventTarget | null): { keys: Keys; run: () => void }[] {
	return available().flatMap((command) =>
		(command.keys ?? [])
			.filter((keys) => actsIn(target, command, keys))
			.map((keys) => ({ keys: normalKeys(keys), run: command.run })),
	);
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

		const usable = usableIn(event.target);
		const sequence = first && awaitsSecondKey(event) ? `${first.press} ${press}` : null;
		first = null;
		const match =
			(sequence && usable.find(({ keys }) => keys === sequence)) || usable.find(({ keys }) => keys === press);
		if (match) {
			event.preventDefault();
			match.run();
		} else if (usable.some(({ keys }) => keys.startsWith(`${press} `))) {
			first = { press, at: event.timeStamp };
		}
	};

	target.addEventListener("keydown", onKeyDown);
	return () => {
		target.removeEventListener("keydown", onKeyDown);
		first = null;
	};
}
