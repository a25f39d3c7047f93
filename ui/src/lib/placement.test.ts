import { describe, expect, it } from "vitest";
import { placed, placementAt, slotAt } from "./placement";

const order = ["a", "b", "c", "d"];

describe("placement", () => {
	it("names the neighbour below, counting without the item itself", () => {
		expect(placementAt(order, "a", 1)).toEqual({ at: "before", id: "c" });
		expect(placementAt(order, "d", 0)).toEqual({ at: "before", id: "a" });
	});

	it("names the neighbour above at the end of the list", () => {
		expect(placementAt(order, "b", 3)).toEqual({ at: "after", id: "d" });
	});

	it("is last in a list that holds nothing else", () => {
		expect(placementAt([], "a", 0)).toEqual({ at: "last" });
		expect(placementAt(["a"], "a", 0)).toEqual({ at: "last" });
	});

	it("skips neighbours that left while the card was held", () => {
		const present = (id: string) => id !== "c" && id !== "d";
		expect(placementAt(order, "a", 1, present)).toEqual({ at: "after", id: "b" });
		expect(placementAt(["b", "c"], "a", 0, (id) => id === "c")).toEqual({ at: "before", id: "c" });
	});

	it("puts an item that came from elsewhere into the list", () => {
		const list = [{ id: "a" }, { id: "b" }];
		expect(placed(list, { id: "x" }, 1).map((item) => item.id)).toEqual(["a", "x", "b"]);
		expect(placed(list, { id: "a" }, 9).map((item) => item.id)).toEqual(["b", "a"]);
	});
});

describe("the slot under the pointer", () => {
	const rows = [
		{ start: 0, size: 40 },
		{ start: 48, size: 80 },
	];

	it("is before a row on its upper half and after it on its lower half", () => {
		expect(slotAt(19, rows)).toBe(0);
		expect(slotAt(21, rows)).toBe(1);
		expect(slotAt(87, rows)).toBe(1);
		expect(slotAt(89, rows)).toBe(2);
	});

	it("is the end below the last row and the start above the first", () => {
		expect(slotAt(900, rows)).toBe(2);
		expect(slotAt(-5, rows)).toBe(0);
		expect(slotAt(10, [])).toBe(0);
	});
});
