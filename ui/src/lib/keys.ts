import { isMac } from "./platform";

/**
 * Keys are written "mod+k", "shift+mod+z", "g p" (one after the other), "?" or "f2".
 * `mod` is ⌘ on macOS and Ctrl elsewhere.
 */
export type Keys = string;

type Pressed = Pick<KeyboardEvent, "key" | "code" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

const named: Record<string, string> = { " ": "space", Escape: "esc", ArrowUp: "up", ArrowDown: "down" };
const glyphs: Record<string, string> = {
	space: "Space",
	esc: "Esc",
	enter: isMac ? "⏎" : "Enter",
	backspace: isMac ? "⌫" : "Backspace",
	up: "↑",
	down: "↓",
};

function keyName({ key, code }: Pressed): string {
	const name = named[key];
	if (name) return name;
	// Letters follow the printed key where a layout has Latin letters, and the place of the key where it has none.
	const place = /^Key([A-Z])$/.exec(code)?.[1];
	if (place && !/^[a-z]$/i.test(key)) return place.toLowerCase();
	return key.toLowerCase();
}

/** One key press in the written form. Shift counts for letters and named keys; in "?" it is already used up. */
export function pressName(event: Pressed): string {
	const key = keyName(event);
	const shift = event.shiftKey && (key.length > 1 || /\p{L}/u.test(key));
	const mod = isMac ? event.metaKey : event.ctrlKey;
	return [event.altKey && "alt", shift && "shift", mod && "mod", key].filter(Boolean).join("+");
}

export function normalKeys(keys: Keys): string {
	const order = ["alt", "shift", "mod"];
	const press = (written: string) => {
		const parts = written.split("+");
		const key = parts.at(-1) ?? "";
		return [...order.filter((part) => parts.slice(0, -1).includes(part)), key].join("+");
	};
	return keys.split(" ").map(press).join(" ");
}

/** The keys as people read them: ⇧⌘Z on macOS, Ctrl+Shift+Z elsewhere, G P for two in a row. */
export function keyLabel(keys: Keys): string {
	const marks = isMac ? { alt: "⌥", shift: "⇧", mod: "⌘" } : { mod: "Ctrl+", alt: "Alt+", shift: "Shift+" };
	const press = (written: string) => {
		const parts = written.split("+");
		const key = parts.at(-1) ?? "";
		const front = Object.entries(marks)
			.filter(([mark]) => parts.slice(0, -1).includes(mark))
			.map(([, shown]) => shown);
		return [...front, glyphs[key] ?? key.toUpperCase()].join("");
	};
	return keys.split(" ").map(press).join(" ");
}
