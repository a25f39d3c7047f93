import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { PlanChanged } from "../bindings";
import { live, markFieldSeen, markSeen, record } from "./live";
import { touched } from "./testing/fakes";
import { claude, projectLink, you } from "./testing/samplePlan";

const change = (more: Partial<PlanChanged>): PlanChanged => ({
	seq: 1,
	set: 7,
	product_id: "product-1",
	action: "update_task",
	by: claude,
	at: "2026-11-22T10:00:00Z",
	entities: [touched({ kind: "task", id: "t1", ref: "T-1", fields: ["why", "steps"], within: projectLink })],
	undoes: null,
	...more,
});

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

it("marks the fields an AI changed and leaves no trace of the person", () => {
	record(change({}));
	record(change({ set: 8, by: you, entities: [touched({ kind: "task", id: "t2", fields: ["why"] })] }));
	const { marks } = live.get();
	expect([...(marks.get("t1")?.fields.keys() ?? [])]).toEqual(["why", "steps"]);
	expect(marks.has("t2")).toBe(false);
});

it("forgets a field when it was seen and the object when it was opened", () => {
	record(change({}));
	markFieldSeen("t1", "why");
	expect([...(live.get().marks.get("t1")?.fields.keys() ?? [])]).toEqual(["steps"]);
	markSeen("t1");
	expect(live.get().marks.size).toBe(0);
});

it("gathers one receipt for each change set, with its places", () => {
	record(change({}));
	record(change({ entities: [touched({ kind: "project", id: "p9", ref: "P-9" })] }));
	record(change({ set: 8 }));
	expect(live.get().receipts.map(({ set, changes, places }) => ({ set, changes, places }))).toEqual([
		{ set: 7, changes: 2, places: ["P-7", "P-9"] },
		{ set: 8, changes: 1, places: ["P-7"] },
	]);
});

it("takes back marks and receipt of a set that is undone", () => {
	record(change({}));
	record(change({ set: 8, entities: [touched({ kind: "task", id: "t1", fields: ["name"] })] }));
	record(change({ set: 9, by: you, undoes: 7, entities: [] }));
	expect([...(live.get().marks.get("t1")?.fields.keys() ?? [])]).toEqual(["name"]);
	expect(live.get().receipts.map(({ set }) => set)).toEqual([8]);
});

it("leaves no trace of a commit that tells no objects", () => {
	record(change({ entities: [] }));
	expect(live.get().receipts).toEqual([]);
	expect(live.get().present).toEqual([]);
});

it("shows a client for 20 seconds after its last change", () => {
	record(change({}));
	vi.advanceTimersByTime(15_000);
	record(change({ set: 8 }));
	vi.advanceTimersByTime(15_000);
	expect(live.get().present.map(({ name }) => name)).toEqual(["Claude Code"]);
	vi.advanceTimersByTime(5_000);
	expect(live.get().present).toEqual([]);
});

it("leaves a ghost of a removed row for 8 seconds", () => {
	record(change({ entities: [touched({ kind: "task", id: "t1", name: "Old", effect: "removed" })] }));
	expect(live.get().ghosts.map(({ name }) => name)).toEqual(["Old"]);
	vi.advanceTimersByTime(8_000);
	expect(live.get().ghosts).toEqual([]);
});
