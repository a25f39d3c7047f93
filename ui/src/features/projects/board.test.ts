import { describe, expect, it } from "vitest";
import type { ProjectCard, ProjectStatus } from "../../bindings";
import { type Column, heir, isThere, neighbour, placementOf, stepTarget, withMove } from "./board";
import { moved } from "./words";

function card(id: string, status: ProjectStatus): ProjectCard {
	return {
		id,
		ref: id.toUpperCase(),
		name: id,
		kind: "feature",
		status,
		why_line: "",
		labels: [],
		bet: null,
		persona: null,
		appetite_days: null,
		started_at: null,
		tasks_done: 0,
		tasks_total: 0,
		tasks_doing: 0,
		tasks_blocked: 0,
		gaps: [],
		updated_at: "2026-01-01T00:00:00Z",
		rev: 1,
	};
}

function board(cards: Partial<Record<ProjectStatus, string[]>>): Column[] {
	const statuses: ProjectStatus[] = ["idea", "ready", "building", "done", "dropped"];
	return statuses.map((status) => ({
		status,
		cards: (cards[status] ?? []).map((id) => card(id, status)),
		hint: null,
	}));
}

const columns = board({ idea: ["a", "b", "c"], building: ["d"], done: ["e", "f"] });
const ids = (column: Column | undefined) => column?.cards.map((one) => one.id);

describe("focus on the board", () => {
	it("moves up and down within the column and stops at its ends", () => {
		expect(neighbour(columns, "a", "down")).toBe("b");
		expect(neighbour(columns, "c", "down")).toBeNull();
		expect(neighbour(columns, "a", "up")).toBeNull();
	});

	it("passes over columns without cards", () => {
		expect(neighbour(columns, "a", "right")).toBe("d");
		expect(neighbour(columns, "d", "left")).toBe("a");
	});

	it("stays in the row, or takes the last card of a shorter column", () => {
		expect(neighbour(columns, "c", "right")).toBe("d");
		expect(neighbour(columns, "f", "left")).toBe("d");
	});

	it("goes to the card below, above or beside when a card leaves", () => {
		expect(heir(columns, "b")).toBe("c");
		expect(heir(columns, "c")).toBe("b");
		expect(heir(columns, "d")).toBe("e");
		expect(heir(board({ idea: ["a"] }), "a")).toBeNull();
	});
});

describe("moving a card with the arrows", () => {
	it("steps within the column and ends at its edges", () => {
		expect(stepTarget(columns, "a", "down")).toEqual({ status: "idea", slot: 1 });
		expect(stepTarget(columns, "a", "up")).toBeNull();
		expect(stepTarget(columns, "c", "down")).toBeNull();
	});

	it("goes to the next column, even one without cards", () => {
		expect(stepTarget(columns, "b", "right")).toEqual({ status: "ready", slot: 0 });
		expect(stepTarget(columns, "f", "left")).toEqual({ status: "building", slot: 1 });
	});

	it("ends at the sides of the board", () => {
		expect(stepTarget(columns, "a", "left")).toBeNull();
		expect(stepTarget(board({ dropped: ["x"] }), "x", "right")).toBeNull();
	});
});

describe("a moved card", () => {
	it("shows in its new column with its new status while the rest keep their order", () => {
		const after = withMove(columns, "b", { status: "building", slot: 0 });
		expect(ids(after[0])).toEqual(["a", "c"]);
		expect(ids(after[2])).toEqual(["b", "d"]);
		expect(after[2]?.cards[0]?.status).toBe("building");
	});

	it("is placed by the neighbours the person saw", () => {
		expect(placementOf(columns, columns, "d", { status: "idea", slot: 1 })).toEqual({
			at: "before",
			id: "b",
		});
		expect(placementOf(columns, columns, "d", { status: "idea", slot: 3 })).toEqual({ at: "after", id: "c" });
		expect(placementOf(columns, columns, "d", { status: "ready", slot: 0 })).toEqual({ at: "last" });
	});

	it("lands where the pointer shows although an AI took the neighbour away meanwhile", () => {
		const now = board({ idea: ["a", "c"], ready: ["b"], building: ["d"] });
		expect(placementOf(columns, now, "d", { status: "idea", slot: 1 })).toEqual({ at: "before", id: "c" });
	});

	it("writes nothing when dropped where it was", () => {
		expect(isThere(columns, "b", { status: "idea", slot: 1 })).toBe(true);
		expect(isThere(columns, "b", { status: "idea", slot: 2 })).toBe(false);
		expect(isThere(columns, "b", { status: "ready", slot: 1 })).toBe(false);
	});

	it("is announced with its place", () => {
		expect(moved("Offline sync", "building", 2, 2)).toBe("Offline sync, moved to Building, 2 of 2.");
	});
});
