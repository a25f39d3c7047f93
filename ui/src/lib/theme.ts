import type { Theme } from "../bindings";

/** Remembered so that the next start paints in the right theme before the settings are read. */
const STORED = "openbacklog.theme";

export function applyTheme(theme: Theme) {
	document.documentElement.dataset.theme = theme;
	localStorage.setItem(STORED, theme);
}

export function applyLastTheme() {
	const last = localStorage.getItem(STORED);
	if (last) document.documentElement.dataset.theme = last;
}
