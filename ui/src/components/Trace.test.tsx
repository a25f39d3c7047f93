import { act, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Trace } from "./Trace";

let onScreen: (visible: boolean) => void = () => {};

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal(
		"IntersectionObserver",
		class {
			constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
				onScreen = (isIntersecting) => act(() => callback([{ isIntersecting }]));
			}
			observe() {}
			disconnect() {}
		},
	);
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

const wait = (time: number) => act(() => vi.advanceTimersByTime(time));
const trace = (onSeen: () => void) =>
	render(
		<Trace mark={{ by: "Claude Code" }} onSeen={onSeen}>
			text
		</Trace>,
	);

it("fades only after being on screen in a focused window", () => {
	const focused = vi.spyOn(document, "hasFocus").mockReturnValue(false);
	const seen = vi.fn();
	const { container } = trace(seen);
	onScreen(true);
	wait(10_000);
	expect(container.querySelector("[data-fading]")).toBeNull();

	focused.mockReturnValue(true);
	act(() => void window.dispatchEvent(new Event("focus")));
	wait(600);
	expect(container.querySelector("[data-fading]")).not.toBeNull();
	wait(2_400);
	expect(seen).toHaveBeenCalledOnce();
});

it("starts over when it is scrolled away too soon", () => {
	vi.spyOn(document, "hasFocus").mockReturnValue(true);
	const seen = vi.fn();
	trace(seen);
	onScreen(true);
	wait(500);
	onScreen(false);
	wait(10_000);
	expect(seen).not.toHaveBeenCalled();
});

it("keeps the tint until one leaves where motion is reduced", () => {
	vi.stubGlobal("matchMedia", () => ({ matches: true }));
	vi.spyOn(document, "hasFocus").mockReturnValue(true);
	const seen = vi.fn();
	const { container, unmount } = trace(seen);
	onScreen(true);
	wait(10_000);
	expect(container.querySelector("[data-fading]")).toBeNull();
	expect(seen).not.toHaveBeenCalled();
	unmount();
	expect(seen).toHaveBeenCalledOnce();
});
