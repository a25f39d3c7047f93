import { awaitsSecondKey, singleLettersOn } from "./commands";

const BUSY =
	"input, textarea, select, [contenteditable='true'], [role='dialog'], [role='menu'], [data-region]";

/**
 * Whether a key that moves is meant for the list or board of the screen although the focus is not in it:
 * arrows while nothing has the focus, as after going to another screen, and J and K from any button outside.
 */
export function reachesList(event: KeyboardEvent): boolean {
	if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return false;
	const focused = document.activeElement;
	if (focused === null || focused === document.body) {
		return event.key.startsWith("Arrow") || isLetterMove(event);
	}
	return isLetterMove(event) && !focused.closest(BUSY);
}

/** J and K move down and up, unless they are the second of two keys or single letters are switched off. */
export function isLetterMove(event: Pick<KeyboardEvent, "key" | "timeStamp">): boolean {
	return (event.key === "j" || event.key === "k") && singleLettersOn() && !awaitsSecondKey(event);
}
