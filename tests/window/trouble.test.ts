import { expect } from "vitest";
import { overStdio } from "../harness/client.ts";
import { planAcmeNotes } from "../harness/plan.ts";
import { holdLock, sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";
import { AppWindow } from "../harness/window.ts";

test("while another program has the plan locked, the window says so, keeps running and loses nothing typed", async ({
	home,
}) => {
	const planner = await overStdio(home);
	await planAcmeNotes(planner);
	await planner.close();
	const window = await AppWindow.open(home);
	await window.click("link", /^Projects/);
	await window.click("gridcell", /Offline sync/);

	const holder = await holdLock(home);
	await window.click("button", "New task");
	await window.type("Written into a locked plan");
	await window.press("Enter");
	await window.shows(/Another program is using the plan/);
	await window.shows("Queue edits while offline");

	holder.endInput();
	await holder.ended;
	await window.press("Enter");
	await window.find("row", /Written into a locked plan/);
	await window.quit();
});

test("a plan written by a newer version is named as such and left alone", async ({ home }) => {
	const planner = await overStdio(home);
	await planAcmeNotes(planner);
	await planner.close();
	sql(home, "PRAGMA user_version = 99");

	const window = await AppWindow.open(home);
	await window.shows(/OpenBacklog was updated/);
	expect(sql(home, "PRAGMA user_version")).toBe("99");
	await window.quit();
});
