import type { Undone } from "../bindings";
import { say } from "./announce";
import { createStore } from "./store";

/** How long the strip says what an undo did, in milliseconds. */
const SHOWN = 12_000;

/** What was put back, and what was kept because it changed later. */
export const lastUndone = createStore<string | null>(null);

export function reportUndone({ sentence, kept }: Undone, word: "Undone" | "Redone" = "Undone") {
	const report = [`${word}: ${sentence}`, ...kept].join(" · ");
	lastUndone.set(() => report);
	setTimeout(() => lastUndone.set((shown) => (shown === report ? null : shown)), SHOWN);
	say(report);
}
