import "@testing-library/jest-dom/vitest";
import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { lastActive } from "../lastActive";
import { forgetEverything } from "../live";
import { queryClient } from "../query";

// Milliseconds; a busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
	cleanup();
	queryClient.clear();
	forgetEverything();
	lastActive.forget();
	localStorage.clear();
	clearMocks();
});

// jsdom lays nothing out: it has no observers, measures no text and cannot scroll.
class Unobserved {
	observe() {}
	unobserve() {}
	disconnect() {}
	takeRecords() {
		return [];
	}
}
globalThis.ResizeObserver ??= Unobserved as unknown as typeof ResizeObserver;
globalThis.IntersectionObserver ??= Unobserved as unknown as typeof IntersectionObserver;
window.scrollTo = () => {};
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.getAnimations ??= () => [];
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();
globalThis.matchMedia ??= (query: string) =>
	({
		matches: false,
		media: query,
		addEventListener() {},
		removeEventListener() {},
	}) as unknown as MediaQueryList;
