import type { Undone } from "../bindings";
import { createStore } from "./store";

/** What the strip says after an undo, in milliseconds. */
const SHOWN = 12_000;

export const lastUndone = createStore<Undone | null>(null);

export function showUndone(undone: Undone) {
	lastUndone.set(() => undone);
	setTimeout(() => lastUndone.set((shown) => (shown === undone ? null : shown)), SHOWN);
}
