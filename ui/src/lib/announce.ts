import { createStore } from "./store";

/** Screen readers are told at most this often about what others do, in milliseconds. */
const QUIET = 5_000;

export const announcement = createStore("");

let lastSaid = Number.NEGATIVE_INFINITY;
let waiting: string | null = null;

function sayNow(text: string) {
	lastSaid = Date.now();
	// A region that is set to the text it already holds stays silent, so repeat it with a trailing space.
	announcement.set((before) => (before === text ? `${text}\u00a0` : text));
}

/** The answer to something the person just did. */
export function say(text: string) {
	waiting = null;
	sayNow(text);
}

/** News from elsewhere. It waits its turn, and only the newest one that waits is kept. */
export function sayLater(text: string) {
	const wait = lastSaid + QUIET - Date.now();
	if (wait <= 0) {
		sayNow(text);
		return;
	}
	if (waiting === null) {
		setTimeout(() => {
			const text = waiting;
			waiting = null;
			if (text !== null) sayLater(text);
		}, wait);
	}
	waiting = text;
}
