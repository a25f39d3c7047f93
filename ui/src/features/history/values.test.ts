import { expect, it } from "vitest";
import type { FieldChange, Kind } from "../../bindings";
import { exactDay, exactTime } from "../../lib/formats";
import { claude, you } from "../../lib/testing/samplePlan";
import { changeOf, readable } from "./values";

const change = (field: string, before: string, after: string, kind: Kind = "task"): FieldChange => ({
	kind,
	id: "one",
	ref: "T-1",
	field,
	before,
	after,
});

it.each([
	["status", "todo", "doing", "To do", "Doing"],
	["priority", "none", "p1", "No priority", "P1"],
	["blocked", "0", "1", "No", "Yes"],
	["state", "open", "being_solved", "Open", "Being solved"],
	["steps", "1", "0", "Done", "Not done"],
	["project", "P-7", "P-19", "P-7", "P-19"],
	["target", "0.12", "40", "0.12", "40"],
])("shows the words of %s as the screens write them", (field, before, after, from, to) => {
	expect(changeOf(change(field, before, after))).toEqual({
		as: "value",
		before: { text: from },
		after: { text: to },
	});
});

it("shows a moment and a day in the form of the place, and keeps how they are stored", () => {
	const at = "2026-01-05T09:00:00Z";
	expect(changeOf(change("started_at", "", at))).toEqual({
		as: "value",
		before: null,
		after: { text: exactTime(at), raw: at },
	});
	expect(changeOf(change("review_on", "2026-01-05", "", "bet"))).toEqual({
		as: "value",
		before: { text: exactDay("2026-01-05"), raw: "2026-01-05" },
		after: null,
	});
	expect(exactDay("2026-01-05")).toMatch(/5/);
});

it("shows a list line by line", () => {
	expect(changeOf(change("labels", '["sync"]', "[]"))).toEqual({ as: "lines", before: ["sync"], after: [] });
});

it("leaves the person's own text as it is, whatever it looks like", () => {
	for (const [before, after] of [
		["done", "doing"],
		["[draft] sync", "sync"],
		["[1]", ""],
	] as const) {
		expect(changeOf(change("name", before, after))).toEqual({ as: "text", before, after });
	}
});

it("shows settings by what they are called and set to", () => {
	const value = (before: string, after: string) => changeOf(change("value", before, after, "setting"));
	expect(value('"system"', '"dark"')).toMatchObject({ before: { text: "System" }, after: { text: "Dark" } });
	expect(value("true", "false")).toMatchObject({ before: { text: "Yes" }, after: { text: "No" } });
	expect(value('"Ctrl+K"', '"Ctrl+J"')).toEqual({ as: "text", before: "Ctrl+K", after: "Ctrl+J" });
	expect(changeOf(change("created", "", "single_letter_keys", "setting"))).toMatchObject({
		after: { text: "Single-letter keys" },
	});
});

it("does not tell again who answered a check, and keeps a check that begins alike", () => {
	const ticked = [change("checks", "0", "1"), change("checks", "", "ai Claude Code")];
	expect(readable(ticked, claude)).toEqual([ticked[0]]);
	const mine = [change("checks", "0", "1"), change("checks", "ai Claude Code", "you")];
	expect(readable(mine, you)).toEqual([mine[0]]);
	const unticked = [change("checks", "1", "0"), change("checks", "ai Claude Code", "")];
	expect(readable(unticked, you)).toEqual([unticked[0]]);
	const written = [change("checks", "", "you can write on the train")];
	expect(readable(written, you)).toEqual(written);
});
