import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(() => {
	cleanup();
	localStorage.clear();
});

// jsdom lays nothing out: it has no observers and cannot scroll.
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
Element.prototype.scrollIntoView ??= () => {};
globalThis.matchMedia ??= (query: string) =>
	({
		matches: false,
		media: query,
		addEventListener() {},
		removeEventListener() {},
	}) as unknown as MediaQueryList;
