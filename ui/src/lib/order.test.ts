import { describe, expect, it } from "vitest";
import { inHeldOrder, movesBetween } from "./order";

const held = (order: string, now: string) => inHeldOrder([...order], [...now], (key) => key).join("");

describe("a held order", () => {
	it("keeps the order of what is known", () => expect(held("abcd", "dcba")).toBe("abcd"));
	it("leaves out what is gone", () => expect(held("abcd", "db")).toBe("bd"));
	it("puts a new item behind the one it follows", () => expect(held("abc", "cbxa")).toBe("abxc"));
	it("puts a new first item first", () => expect(held("abc", "xyabc")).toBe("xyabc"));
	it("is the new order when nothing is known", () => expect(held("", "abc")).toBe("abc"));
});

describe("the moves between two orders", () => {
	const moves = (from: string, to: string) => movesBetween([...from], [...to]);
	it("are none when they are the same", () => expect(moves("abc", "abc")).toBe(0));
	it("are one when one item went far", () => expect(moves("abcde", "eabcd")).toBe(1));
	it("count the fewest", () => expect(moves("abcde", "cabed")).toBe(2));
	it("do not count what came or went", () => expect(moves("abc", "xcb")).toBe(1));
});
