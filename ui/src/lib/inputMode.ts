const MODIFIERS = ["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"];
const TEXT = 'input:not([type="checkbox"]):not([type="radio"]), textarea, [contenteditable="true"]';

/** Whether a key only writes in the field it is pressed in. */
function writes({ key, target, ctrlKey, metaKey, isComposing }: KeyboardEvent): boolean {
	if (isComposing) return true;
	if (ctrlKey || metaKey || !(target instanceof Element) || !target.closest(TEXT)) return false;
	return [...key].length === 1 || key === "Backspace" || key === "Delete";
}

/**
 * Keeps on the root element whether keys or the pointer are used, for the focus ring: after a click, web
 * engines draw no ring around what a script gives the focus to, although a key asked for it.
 * Answers with the way to stop.
 */
export function listenToInput(target: Window = window): () => void {
	const { dataset } = target.document.documentElement;
	const onKeyDown = (event: KeyboardEvent) => {
		if (!MODIFIERS.includes(event.key) && !writes(event)) dataset.input = "keys";
	};
	const onPointerDown = () => {
		dataset.input = "pointer";
	};
	// Before every other listener, some of which stop what they use.
	target.addEventListener("keydown", onKeyDown, true);
	target.addEventListener("pointerdown", onPointerDown, true);
	return () => {
		target.removeEventListener("keydown", onKeyDown, true);
		target.removeEventListener("pointerdown", onPointerDown, true);
		delete dataset.input;
	};
}
