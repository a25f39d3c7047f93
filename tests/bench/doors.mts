// What the doors cost: starting a server, each verb, its memory and its rest, against the bars.
import { type Home, moveIn } from "../harness/home.ts";
import { processorShare, residentMemory } from "./process.mts";
import { type Measure, report, times } from "./report.mts";
import { seed } from "./seed.mts";
import { httpTarget, stdioTarget, type Target } from "./target.mts";

/** Milliseconds, MiB and percent. Plans larger than `size` entities may take twice the time. */
const bars = { size: 10_000, start: 100, read: 10, write: 20, memory: 20, grown: 1, idle: 0.5 };
const runs = 200;
const starts = 20;
const manyCalls = 10_000;
const idleSeconds = 10;
/** Connections that nobody uses are closed within two minutes. */
const restSeconds = 125;
/** The listener allows 20 requests in a second: milliseconds between two, and few runs. */
const overHttp = { runs: 20, pause: 55 };

type Input = Record<string, unknown>;
type Sort = { what: string; verb: string; bar: number; input: (run: number) => Input };

/** The calls of an agent's day; `open` are refs of tasks to do, `free` of those that wait for nothing. */
function sorts(open: string[], free: string[]): Sort[] {
	const task = (run: number) => open[run % open.length];
	const read = (what: string, verb: string, input: Sort["input"]) => ({ what, verb, bar: bars.read, input });
	const write = (what: string, verb: string, input: Sort["input"]) => ({
		what,
		verb,
		bar: bars.write,
		input,
	});
	return [
		read("plan_brief", "plan_brief", () => ({})),
		read("plan_brief T-…", "plan_brief", (run) => ({ ref: task(run) })),
		read("plan_brief T-… in full", "plan_brief", (run) => ({ ref: task(run), detail: "full" })),
		read("plan_find word", "plan_find", () => ({ text: "queues" })),
		read("plan_find three words", "plan_find", (run) => ({ text: `project ${run} syncing` })),
		read("plan_find label", "plan_find", () => ({ label: "sync" })),
		read("plan_find word and label", "plan_find", () => ({ text: "queues", label: "sync" })),
		read("plan_find done", "plan_find", () => ({ status: ["done"] })),
		read("plan_find word, done", "plan_find", () => ({ text: "queues", status: ["done"] })),
		read("plan_find under P-1", "plan_find", () => ({ under: "P-1" })),
		read("plan_get T-…", "plan_get", (run) => ({ refs: [task(run)] })),
		read("plan_get 20 refs", "plan_get", (run) => ({ refs: open.slice(run % 50, (run % 50) + 20) })),
		read("plan_get by name", "plan_get", () => ({ refs: ["Task 3 of project 10 about queues and syncing"] })),
		read("task_next", "task_next", () => ({})),
		read("plan_check", "plan_check", () => ({})),
		read("plan_check P-1", "plan_check", () => ({ under: "P-1" })),
		read("plan_guide", "plan_guide", () => ({ types: ["task"] })),
		write("task_claim", "task_claim", (run) => ({ ref: free[run % free.length] })),
		write("task_update", "task_update", (run) => ({ ref: task(run), status: "doing", note: `Run ${run}.` })),
		write("plan_save a new task", "plan_save", (run) => ({
			items: [{ type: "task", parent: "P-1", fields: { name: `Write late task ${run}` } }],
		})),
		write("plan_save a text", "plan_save", (run) => ({
			items: [{ ref: task(run), fields: { description: `Said another way, run ${run}.` } }],
		})),
	];
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What this server offers of the calls. */
async function offered(target: Target): Promise<Sort[]> {
	const verbs = await target.verbs();
	const rows = await target.call("plan_find", { types: ["task"], status: ["todo", "doing"], limit: 100 });
	const next = await target.call("task_next", { limit: 20 });
	return sorts(refs(rows), refs(next)).filter(({ verb }) => verbs.includes(verb));
}

/** The refs that begin a row, each once. */
function refs(rows: string): string[] {
	return [...new Set(rows.match(/^T-\d+/gm))];
}

/** Waits until the index is built, behind the first search: till then only names are found. */
async function indexed(target: Target): Promise<void> {
	const query = { text: "sentence", status: ["done"], limit: 1 };
	while (!/^T-\d+/m.test(await target.call("plan_find", query))) await pause(200);
}

/** The verbs in turn, so that a busy moment of the machine falls on all of them. */
async function measureVerbs(target: Target, factor: number, how: typeof overHttp): Promise<Measure[]> {
	const measured = (await offered(target)).map((sort) => ({ ...sort, values: [] as number[] }));
	for (let run = 0; run < how.runs; run++) {
		for (const { verb, input, values } of measured) {
			if (how.pause > 0) await pause(how.pause);
			values.push(...(await times(1, () => target.call(verb, input(run)))));
		}
	}
	return measured.map(({ what, values, bar }) => ({ what, values, bar: bar * factor }));
}

async function measureStarts(home: Home, factor: number): Promise<Measure[]> {
	const listed: number[] = [];
	const briefed: number[] = [];
	for (let run = 0; run < starts; run++) {
		const began = performance.now();
		const target = await stdioTarget(home);
		await target.verbs();
		listed.push(performance.now() - began);
		briefed.push(...(await times(1, () => target.call("plan_brief", {}))));
		await target.close();
	}
	return [
		{ what: "start → tools/list", values: listed, bar: bars.start * factor },
		{ what: "first plan_brief of a process", values: briefed },
	];
}

async function measureRest(home: Home): Promise<Measure[]> {
	const target = await stdioTarget(home);
	await target.verbs();
	const atFirst = residentMemory(target.pid);
	await target.call("plan_brief", {});
	const opened = residentMemory(target.pid);
	const share = await processorShare(target.pid, idleSeconds);
	const calls = (await offered(target)).filter(({ verb }) => verb !== "task_claim");
	const memoryAfter = async (from: number, to: number) => {
		for (let n = from; n < to; n++) {
			const { verb, input } = calls[n % calls.length] as Sort;
			await target.call(verb, input(n));
		}
		return residentMemory(target.pid);
	};
	const warm = await memoryAfter(0, manyCalls / 10);
	const last = await memoryAfter(manyCalls / 10, manyCalls);
	await pause(restSeconds * 1000);
	const rested = residentMemory(target.pid);
	await target.close();
	return [
		{ what: "memory of a new server, MiB", values: [atFirst], bar: bars.memory },
		{ what: "memory at rest after a brief, MiB", values: [opened], bar: bars.memory },
		{ what: `memory after ${manyCalls / 10} calls, MiB`, values: [warm] },
		{ what: `memory after ${manyCalls} calls, MiB`, values: [last] },
		{ what: "memory grown in between, MiB", values: [last - warm], bar: bars.grown },
		{ what: "memory at rest after them, MiB", values: [rested], bar: bars.memory },
		{ what: "processor at rest, %", values: [share], bar: bars.idle },
	];
}

/** Measures over plans of so many entities each, of which a tenth are open. */
export async function measureDoors(sizes: number[]): Promise<void> {
	for (const size of sizes) {
		const home = await moveIn();
		seed(home.dataFolder, size);
		const factor = size > bars.size ? 2 : 1;
		const stdio = await stdioTarget(home);
		const unindexed = await times(1, () => stdio.call("plan_find", { text: "queues" }));
		await indexed(stdio);
		const verbs = await measureVerbs(stdio, factor, { runs, pause: 0 });
		await stdio.close();
		report(`Over stdio, ${size} entities: milliseconds, or what is said`, [
			...(await measureStarts(home, factor)),
			{ what: "first plan_find, before an index", values: unindexed },
			...verbs,
			...(await measureRest(home)),
		]);
		const http = await httpTarget(home);
		const measures = await measureVerbs(http, factor, overHttp);
		const memory = residentMemory(http.pid);
		await http.close();
		report(`Over HTTP, ${size} entities: milliseconds, or what is said`, [
			...measures,
			{ what: "memory of the listener, MiB", values: [memory] },
		]);
		await home.leave();
	}
}
