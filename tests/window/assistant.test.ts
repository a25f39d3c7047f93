import { expect } from "vitest";
import { type Assistant, overHttp, overStdio } from "../harness/client.ts";
import { initialize, post } from "../harness/http.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { test } from "../harness/test.ts";
import { AppWindow } from "../harness/window.ts";

/** Reads the brief, ticks the check and says how it knows, marks the task done. */
async function buildFirstTask(assistant: Assistant): Promise<void> {
	const brief = accepted(await assistant.call("plan_brief", { ref: "T-1" }));
	expect(brief).toContain("Edits made offline arrive after reconnecting");
	accepted(
		await assistant.call("task_update", {
			ref: "T-1",
			status: "done",
			checks: [{ n: 1, met: true, how: "Ran the offline test twice" }],
		}),
	);
}

async function openFirstTask(window: AppWindow): Promise<void> {
	await window.click("link", /^Projects/);
	await window.click("gridcell", /Offline sync/);
	await window.click("row", /Queue edits while offline/);
	await window.shows("Edits made offline arrive after reconnecting");
}

test("what an assistant does over stdio appears in the open window, signed, and is undone from the strip", async ({
	home,
}) => {
	const planner = await overStdio(home);
	await planAcmeNotes(planner);
	await planner.close();
	const window = await AppWindow.open(home);
	await openFirstTask(window);

	const assistant = await overStdio(home, { name: "Claude Code" });
	await buildFirstTask(assistant);
	await window.shows("Ran the offline test twice");
	const strip = await window.find("contentinfo");
	await expect.poll(() => strip.getText()).toMatch(/Claude Code.* · \d+ changes? in P-1/);

	await window.click("button", /^Undo/, { within: ["contentinfo"] });
	await window.showsNoMore("Ran the offline test twice");
	expect(accepted(await assistant.call("plan_get", { refs: ["T-1"] }))).toMatch(/T-1 todo/);
	await assistant.close();
	await window.quit();
});

test("the same works over HTTP with a token, and without one the app refuses", async ({ home }) => {
	const planner = await overStdio(home);
	await planAcmeNotes(planner);
	await planner.close();
	const window = await AppWindow.open(home);
	expect((await post(home, "/mcp", initialize)).status).toBe(401);

	const { token } = await window.invoke<{ token: string }>("create_connection", {
		label: "Cursor",
		mode: "build",
	});
	await openFirstTask(window);
	const assistant = await overHttp(home, token, { name: "cursor-client" });
	await buildFirstTask(assistant);
	await window.shows("Ran the offline test twice");
	await window.shows(/Cursor.* · \d+ changes? in P-1/);
	expect((await assistant.call("plan_save", { items: [] })).failed).toBe(true);
	await assistant.close();
	await window.quit();
});

test("an assistant works while the app is closed, and the window shows it when it opens", async ({
	home,
}) => {
	const assistant = await overStdio(home, { name: "Claude Code" });
	await planAcmeNotes(assistant);
	await buildFirstTask(assistant);
	await assistant.close();

	const window = await AppWindow.open(home);
	await openFirstTask(window);
	await window.shows("Ran the offline test twice");
	await window.click("link", /^Activity/);
	await window.find("article", /^Claude Code/);
	await window.quit();
});
