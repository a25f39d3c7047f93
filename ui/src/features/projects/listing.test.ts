import { describe, expect, it } from "vitest";
import type { ProjectCard } from "../../bindings";
import type { Column } from "./board";
import { byRank, matching, nextSort, type Sort, sorted, withHeadings } from "./listing";

function card(ref: string, name: string, done: number, total: number): ProjectCard {
	return {
		id: ref,
		ref,
		name,
		kind: "feature",
		status: "idea",
		why_line: "",
		labels: [],
		bet: null,
		persona: null,
		appetite_days: null,
		started_at: null,
		tasks_done: done,
		tasks_total: total,
		tasks_doing: 0,
		tasks_blocked: 0,
		gaps: [],
		updated_at: "2026-01-01T00:00:00Z",
		rev: 1,
	};
}

const columns: Column[] = [
	{ status: "idea", cards: [card("P-10", "Tags", 1, 2), card("P-9", "Merge view", 0, 0)], hint: null },
	{ status: "ready", cards: [], hint: null },
];
const listRows = (some: Column[], sort: Sort) => withHeadings(some, sorted(some, sort));
const shown = (rows: ReturnType<typeof listRows>) =>
	rows.map((row) => (row.kind === "status" ? row.status : row.card.ref));

describe("the list of projects", () => {
	it("groups by status and leaves out the statuses without projects", () => {
		expect(shown(listRows(columns, byRank))).toEqual(["idea", "P-10", "P-9"]);
	});

	it("sorts refs by their number, names by letter and progress by its share", () => {
		expect(shown(listRows(columns, { by: "ref", descending: false }))).toEqual(["idea", "P-9", "P-10"]);
		expect(shown(listRows(columns, { by: "name", descending: false }))).toEqual(["idea", "P-9", "P-10"]);
		expect(shown(listRows(columns, { by: "progress", descending: true }))).toEqual(["idea", "P-10", "P-9"]);
	});

	it("turns round on the second choice of a column and returns to the board's order on the third", () => {
		const once = nextSort(byRank, "name");
		const twice = nextSort(once, "name");
		expect(once).toEqual({ by: "name", descending: false });
		expect(twice).toEqual({ by: "name", descending: true });
		expect(nextSort(twice, "name")).toEqual(byRank);
	});

	it("keeps the projects that hold every word of the filter", () => {
		expect(shown(listRows(matching(columns, "MERGE p-9"), byRank))).toEqual(["idea", "P-9"]);
		expect(listRows(matching(columns, "merge tags"), byRank)).toEqual([]);
		expect(matching(columns, "  ")[0]).toBe(columns[0]);
	});
});
