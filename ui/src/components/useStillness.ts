import { type RefObject, useEffect } from "react";

/** What a person reads by: rows, cards and the parts of a page. */
const LANDMARKS = "[data-row], [data-card], section, header";
const FIELD = "input, textarea, [contenteditable='true']";
/** More than one, so that a row that moves away by itself does not take the view along. */
const MOST = 5;

type Landmark = { element: Element; top: number };

/**
 * Keeps what is in view where it is when something above it grows or shrinks. Some web engines do this by
 * themselves; here all do it alike.
 */
export function useStillness(scroller: RefObject<HTMLElement | null>) {
	useEffect(() => {
		const view = scroller.current;
		if (!view) return;
		let landmarks: Landmark[] = [];
		/** The text field being typed in comes before every other landmark. */
		let field: Landmark | null = null;

		const topOf = (element: Element) =>
			element.getBoundingClientRect().top - view.getBoundingClientRect().top + view.scrollTop;
		const look = () => {
			landmarks = [];
			field = null;
			if (view.scrollTop === 0) return;
			const focused = document.activeElement;
			if (focused?.matches(FIELD) && view.contains(focused))
				field = { element: focused, top: topOf(focused) };
			for (const element of view.querySelectorAll(LANDMARKS)) {
				const top = topOf(element);
				if (top < view.scrollTop) continue;
				landmarks.push({ element, top });
				if (landmarks.length === MOST) break;
			}
		};
		const settle = () => {
			const shifts = (field ? [field] : landmarks)
				.filter(({ element }) => element.isConnected)
				.map(({ element, top }) => topOf(element) - top)
				.sort((a, b) => Math.abs(a) - Math.abs(b));
			// What stays where it is shows that nothing above it changed.
			const shift = shifts[0] ?? 0;
			if (Math.abs(shift) >= 1) view.scrollTop += shift;
			look();
		};

		const changes = new MutationObserver(settle);
		changes.observe(view, { childList: true, subtree: true, characterData: true });
		view.addEventListener("scroll", look, { passive: true });
		view.addEventListener("focusin", look);
		return () => {
			changes.disconnect();
			view.removeEventListener("scroll", look);
			view.removeEventListener("focusin", look);
		};
	}, [scroller]);
}
