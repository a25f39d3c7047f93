import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { announcement, say, sayLater } from "./announce";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.runAllTimers();
	vi.useRealTimers();
});

it("tells news at most once in five seconds, and then the newest", () => {
	sayLater("one");
	sayLater("two");
	sayLater("three");
	expect(announcement.get()).toBe("one");
	vi.advanceTimersByTime(5_000);
	expect(announcement.get()).toBe("three");
});

it("answers the person at once and lets the news wait longer", () => {
	vi.setSystemTime(Date.now() + 60_000);
	sayLater("news");
	sayLater("more news");
	vi.advanceTimersByTime(4_000);
	say("moved");
	sayLater("even more news");
	vi.advanceTimersByTime(4_000);
	expect(announcement.get()).toBe("moved");
	vi.advanceTimersByTime(1_000);
	expect(announcement.get()).toBe("even more news");
});
