// What the doors and the app cost on a plan of ten thousand tasks.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { type Assistant, overStdio } from "../harness/client.ts";
import { type Home, moveIn } from "../harness/home.ts";
import { accepted } from "../harness/plan.ts";
import openScreen from "../harness/screen.ts";
import { AppWindow, until } from "../harness/window.ts";
import { report, round, times } from "./report.mts";

const tasks = 10_000;
const projects = 100;
const batch = 50;
const idleSeconds = 30;

/** Nine tenths are finished, as in a plan that has lived for a while. */
function task(project: number, n: number) {
	const open = n % 10 === 1;
	const name = `Task ${n} of project ${project}`;
	const fields = { name, description: "One sitting of work.", status: open ? "todo" : "done" };
	return { type: "task", parent: `P-${project}`, fields, checks: open ? ["It can be seen to work"] : [] };
}

async function plan(assistant: Assistant): Promise<void> {
	const product = {
		type: "product",
		id: "@big",
		fields: { name: "Big plan", vision: "Room for everything." },
	};
	accepted(await assistant.call("plan_save", { items: [product] }));
	for (let project = 1; project <= projects; project++) {
		const fields = { name: `Project ${project}`, why: `Reason ${project} for the work that follows.` };
		accepted(await assistant.call("plan_save", { items: [{ type: "project", fields }] }));
		for (let first = 1; first <= tasks / projects; first += batch) {
			const items = Array.from({ length: batch }, (_, n) => task(project, first + n));
			accepted(await assistant.call("plan_save", { items }));
		}
	}
}

async function measureVerbs(assistant: Assistant): Promise<void> {
	const runs = 100;
	const measure = (verb: string, input: (run: number) => Record<string, unknown>) =>
		times(runs, async (run) => accepted(await assistant.call(verb, input(run))));
	report(`Verbs over stdio, ${tasks} tasks`, {
		plan_brief: await measure("plan_brief", () => ({})),
		"plan_brief T-…": await measure("plan_brief", (run) => ({ ref: `T-${run * 90 + 1}` })),
		"plan_find text": await measure("plan_find", (run) => ({ text: `project ${run + 1}` })),
		"plan_find everything": await measure("plan_find", (run) => ({
			text: `project ${run + 1}`,
			status: ["todo", "doing", "done"],
		})),
		"plan_get 1 ref": await measure("plan_get", (run) => ({ refs: [`T-${run * 90 + 1}`] })),
		"plan_get 20 refs": await measure("plan_get", (run) => ({
			refs: Array.from({ length: 20 }, (_, n) => `T-${run * 20 + n + 1}`),
		})),
		task_update: await measure("task_update", (run) => ({ ref: `T-${run * 10 + 1}`, status: "doing" })),
		"plan_save one task": await measure("plan_save", (run) => ({
			items: [{ type: "task", parent: "P-1", fields: { name: `Late task ${run}` } }],
		})),
	});
}

async function measureStarts(home: Home): Promise<void> {
	report("Starts", {
		"openbacklog mcp → tools/list": await times(20, async () => {
			const assistant = await overStdio(home);
			await assistant.verbs();
			await assistant.close();
		}),
		"openbacklog brief T-500": await times(20, () => home.run("brief", "T-500")),
	});
}

/** Processor seconds of a process and all it started: the webview runs in processes of its own. */
function processorSeconds(pid: number): number {
	const ticks = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	const own = (Number(fields[11]) + Number(fields[12])) / ticks;
	const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
		readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
	);
	return children.reduce((sum, child) => sum + processorSeconds(child), own);
}

async function measureApp(home: Home): Promise<void> {
	const starts: number[] = [];
	for (let run = 0; run < 3; run++) {
		const startedAt = Date.now();
		const window = await AppWindow.open(home);
		await window.find("navigation", "Main");
		const paintedAt = await window.browser.execute(() => {
			const paint = performance.getEntriesByName("first-contentful-paint")[0];
			return performance.timeOrigin + (paint?.startTime ?? performance.now());
		});
		starts.push(paintedAt - startedAt);
		if (run === 2) await measureIdle(window);
		await window.quit();
	}
	report("App, driver included", { "start → first content": starts });
}

async function measureIdle(window: AppWindow): Promise<void> {
	// The capture window is made a while after the main one; only then has the app come to rest.
	await window.lookAt("capture");
	await window.lookAt("main");
	await until("the app is at rest", async () => (await processorShare(window, 2)) < 2);
	const share = await processorShare(window, idleSeconds);
	console.log(`\nIdle for ${idleSeconds} s with the window open: ${round(share)} % of one core`);
}

/** Percent of one core that the app takes over this time. */
async function processorShare(window: AppWindow, seconds: number): Promise<number> {
	const before = processorSeconds(window.pid);
	await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
	return ((processorSeconds(window.pid) - before) / seconds) * 100;
}

const closeScreen = await openScreen();
const home = await moveIn();
const assistant = await overStdio(home, { name: "Bench" });
await plan(assistant);
await measureVerbs(assistant);
await assistant.close();
await measureStarts(home);
await measureApp(home);
await home.leave();
await closeScreen();
