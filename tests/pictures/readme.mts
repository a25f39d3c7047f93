// Takes the pictures of the README from the real app: npm run pictures --workspace tests
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { overStdio } from "../harness/client.ts";
import { moveIn } from "../harness/home.ts";
import { accepted } from "../harness/plan.ts";
import openScreen from "../harness/screen.ts";
import { AppWindow } from "../harness/window.ts";

const docs = join(import.meta.dirname, "..", "..", "docs");

const product = {
	type: "product",
	fields: {
		name: "Acme Notes",
		vision: "People who travel write a note anywhere and never wonder whether it is safe.",
	},
};

const project = {
	type: "project",
	id: "@sync",
	fields: {
		name: "Offline sync",
		status: "building",
		why_line: "Notes written on a train must arrive, all of them, without a thought.",
		why: "Two of five people we talked to lost a note on a train. Both went back to paper the same week. **A note that may be gone is not a note.**",
		what: "Edits made without a network are queued on the device and sent in order when it returns. A conflict keeps both texts.",
		in: ["Text notes", "The web app and the Android app"],
		out: ["Shared notes", "Attachments over 10 MB"],
	},
};

const tasks = [
	{
		name: "Queue edits while offline",
		priority: "P1",
		checks: ["Edits made offline arrive after reconnecting", "The queue survives a crash"],
	},
	{ name: "Send the queue in order", priority: "P1", checks: ["Two devices end up with the same text"] },
	{ name: "Keep both texts of a conflict", checks: ["Neither text is lost", "The newer one is shown first"] },
	{ name: "Retry with growing pauses", checks: ["A server that is down gets at most one request a minute"] },
	{ name: "Show what waits to be sent", kind: "design", checks: ["The count is right after a restart"] },
	{
		name: "Write the page about offline use",
		kind: "docs",
		checks: ["It answers the three questions from support"],
	},
].map(({ checks, ...fields }) => ({ type: "task", parent: "@sync", fields, checks }));

mkdirSync(docs, { recursive: true });
const closeScreen = await openScreen();
const home = await moveIn();
const planner = await overStdio(home, { name: "Claude Code" });
accepted(await planner.call("plan_save", { items: [product] }));
accepted(await planner.call("plan_save", { items: [project, ...tasks] }));

const window = await AppWindow.open(home);
await window.resize(1200, 880);
await window.click("link", /^Projects/);
await window.click("gridcell", /Offline sync/);
await window.find("grid", "Tasks");

const builder = await overStdio(home, { name: "Claude Code" });
accepted(
	await builder.call("task_update", {
		ref: "T-1",
		status: "done",
		checks: [
			{ n: 1, met: true, how: "offline.test.ts cuts the network for 60 s" },
			{ n: 2, met: true, how: "Killed the app 50 times while it was writing" },
		],
	}),
);
accepted(await builder.call("task_update", { ref: "T-2", status: "doing" }));
await window.shows(/Claude Code.* · \d+ changes/);

for (const [theme, file] of [
	["light", "screenshot.png"],
	["dark", "screenshot-dark.png"],
] as const) {
	await window.invoke("update_settings", { patch: { theme } });
	await window.picture(join(docs, file), theme);
}
await Promise.all([planner.close(), builder.close()]);
await window.quit();
await home.leave();
await closeScreen();
