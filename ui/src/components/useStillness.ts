import { type RefObject, useEffect } from "react";

/** What a person reads by: rows, cards and the parts of a page. */
const LANDMARKS = "[data-row], [data-card], section, header";
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

		const topOf = (element: Element) =>
			element.getBoundingClientRect().top - view.getBoundingClientRect().top + view.scrollTop;
		const look = () => {
			landmarks = [];
			if (view.scrollTop === 0) return;
			for (const element of view.querySelectorAll(LANDMARKS)) {
				const top = topOf(element);
				if (top < view.scrollTop) continue;
				landmarks.push({ element, top });
				if (landmarks.length === MOST) break;
			}
		};
		const settle = () => {
			const shifts = landmarks
				.filter(({ element }) => element.isConnected)
				.map(({ element, top }) => topOf(element) - top)
				.sort((a, b) => a - b);
			const shift = shifts[shifts.length >> 1] ?? 0;
			if (Math.abs(shift) >= 1) view.scrollTop += shift;
			look();
		};

		const changes = new MutationObserver(settle);
		changes.observe(view, { childList: true, subtree: true, characterData: true });
		view.addEventListener("scroll", look, { passive: true });
		return () => {
			changes.disconnect();
			view.removeEventListener("scroll", look);
		};
	}, [scroller]);
}
