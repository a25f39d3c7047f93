import { createStore, useStore } from "./store";

export type Unsaved = { key: string; label: string; text: string; at: string };

const STORED = "openbacklog.unsaved";

function stored(): readonly Unsaved[] {
	try {
		return JSON.parse(localStorage.getItem(STORED) ?? "[]") as Unsaved[];
	} catch {
		return [];
	}
}

const unsaved = createStore<readonly Unsaved[]>(stored());

function change(next: (before: readonly Unsaved[]) => readonly Unsaved[]) {
	unsaved.set(next);
	localStorage.setItem(STORED, JSON.stringify(unsaved.get()));
}

/** Keeps a text that could not be saved until it is saved, copied and discarded, or typed again. */
export function keepUnsaved(key: string, label: string, text: string) {
	if (text.trim() === "") return;
	const entry: Unsaved = { key, label, text, at: new Date().toISOString() };
	change((before) => [...before.filter((other) => other.key !== key), entry]);
}

export function dropUnsaved(key: string) {
	if (unsaved.get().some((entry) => entry.key === key)) {
		change((before) => before.filter((entry) => entry.key !== key));
	}
}

export function useUnsaved() {
	return useStore(unsaved, (entries) => entries);
}
