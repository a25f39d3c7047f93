import { useEffect, useId, useMemo } from "react";

/** What floats above the page and hands the focus back: palette, menus, dialogs. */
const FLOATING = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"][data-popup]';

let active: string | null = null;
let regions = 0;

function follow({ target }: FocusEvent) {
	if (!(target instanceof Element) || target.closest(FLOATING)) return;
	active = target.closest("[data-region]")?.getAttribute("data-region") ?? null;
}

/**
 * A part of the screen that keys act on: a list, a board, the peek. It stays active while a menu, a dialog
 * or the palette is open above it, so that those can run its commands.
 * A page is a region `byDefault`: keys act on it while the focus is in no other.
 */
export function useRegion({ byDefault = false } = {}) {
	const id = useId();
	useEffect(() => {
		regions += 1;
		if (regions === 1) document.addEventListener("focusin", follow);
		return () => {
			regions -= 1;
			if (regions === 0) document.removeEventListener("focusin", follow);
			if (active === id) active = null;
		};
	}, [id]);
	return useMemo(
		() => ({ props: { "data-region": id }, isActive: () => active === id || (byDefault && active === null) }),
		[id, byDefault],
	);
}
