import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import { byHand, page, refs } from "../harness/byHand.ts";
import type { Home } from "../harness/home.ts";
import { sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";

// Made with the command of the version before single changes could be undone: the
// sample; then in “Acme” a project with a bet, a problem and four tasks; a turn of
// Cursor of three calls (set 13); undos of sets 14, 12, 11, 22 and 21; the undo of
// one of those (16, by 25), which puts a pin back; X-1 to the trash and back.
const fixture = new URL("../fixtures/plan_of_second_schema.db.gz", import.meta.url);

const acme = (home: Home, ...args: string[]) => byHand(home, "--product", "Acme", ...args);

test("a plan of the version before opens as it was, and its history is undone and redone", async ({
	home,
}) => {
	writeFileSync(home.database, gunzipSync(readFileSync(fixture)));
	const undo = (what: string) => acme(home, "undo", what);

	expect(await refs(home, "task", "--product", "Acme")).toEqual(["T-1", "T-2", "T-3", "T-4"]);
	expect(await acmePage(home, "T-1")).toMatchObject({ task: { status: "doing", pinned: true } });
	const { changes } = (await acme(home, "undo", "list")) as {
		changes: { set: number; sentence: string; undone: boolean }[];
	};
	expect(changes.map(({ set, undone, sentence }) => `${set} ${undone} ${sentence}`)).toEqual([
		"25 false put back: pinned T-1 “Queue edits”",
		"24 false took back: removed T-2 “Retry”",
		"23 false took back: added K-1 “A thought without a place”",
		"22 true added K-1 “A thought without a place”",
		"21 true removed T-2 “Retry”",
		"20 false restored X-1 “Notes vanish”",
		"19 false removed X-1 “Notes vanish”",
		"18 false added T-4 “Measure”",
		"17 false took back: finished T-2 “Retry”",
		"16 true took back: pinned T-1 “Queue edits”",
	]);

	// Undone sets are refused, undos are undone, and the chain of them holds.
	expect((await home.run("--product", "Acme", "undo", "set 21")).stderr).toContain("undone already");
	await undo("set 17");
	expect(await acmePage(home, "T-2")).toMatchObject({ task: { status: "done" } });
	await undo("set 25");
	expect(await acmePage(home, "T-1")).toMatchObject({ task: { pinned: false } });

	// One call of the old turn alone, then the rest of it.
	const why = sql(home, "SELECT seq FROM changes WHERE set_seq = 13 ORDER BY seq LIMIT 1 OFFSET 1");
	await undo(why);
	expect(await acmePage(home, "P-1")).toMatchObject({ project: { why: "" } });
	expect(await refs(home, "task", "--product", "Acme")).toContain("T-3");
	await undo("set 13");
	expect(await refs(home, "task", "--product", "Acme")).not.toContain("T-3");

	// What made the sample takes it to the trash whole.
	const tasks = sql(home, "SELECT count(*) FROM tasks");
	const { change } = (await undo("set 1")) as { change: number };
	expect(sql(home, "SELECT count(*) FROM tasks")).toBe(tasks);
	expect(await products(home)).toEqual(["Acme"]);
	await undo(String(change));
	expect(await products(home)).toEqual(["Larder", "Acme"]);
	expect(sql(home, "PRAGMA foreign_key_check")).toBe("");
});

async function acmePage(home: Home, ref: string) {
	return page(home, ref, "--product", "Acme");
}

async function products(home: Home): Promise<string[]> {
	const { products } = (await byHand(home, "product", "list")) as { products: string[] };
	return products;
}
