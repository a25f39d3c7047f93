// Many writers on one plan: two stdio servers as fast as they can, an HTTP client and the terminal beside
// them until those are done. Says what a write costs each, and that none was lost, repeated or unsigned.
import { overHttp, overStdio } from "../harness/client.ts";
import { moveIn } from "../harness/home.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { sql } from "../harness/sqlite.ts";
import { type Measure, quantile, report, times } from "./report.mts";

const writes = Number(process.env.OPENBACKLOG_BENCH_WRITES ?? 10_000);
/** Milliseconds that one write in a hundred may take longer than. */
const bar = 100;
/** The listener allows 20 requests in a second: milliseconds between two. */
const pause = 55;

type Writer = { name: string; measured: boolean; write: (task: string) => Promise<unknown> };

const home = await moveIn();
const { token } = await home.serve();
const claude = await overStdio(home, { name: "Claude Code", era: "2026-07-28" });
await planAcmeNotes(claude);
const codex = await overStdio(home, { name: "Codex" });
const listener = await overHttp(home, token);
const save = (name: string) => ({ items: [{ type: "task", parent: "P-1", fields: { name } }] });
const driven: Writer[] = [
	{
		name: "Claude Code",
		measured: true,
		write: async (task) => accepted(await claude.call("plan_save", save(task))),
	},
	{
		name: "Codex",
		measured: true,
		write: async (task) => accepted(await codex.call("plan_save", save(task))),
	},
];
const beside: Writer[] = [
	{
		name: "HTTP",
		measured: true,
		write: async (task) => accepted(await listener.call("plan_save", save(task))),
	},
	// Its time is that of a process, not of a write.
	{ name: "terminal", measured: false, write: (task) => captured(task) },
];

async function captured(task: string): Promise<void> {
	const { code, stderr } = await home.run("capture", `${task} #P-1`);
	if (code !== 0) throw new Error(`The terminal was refused: ${stderr}`);
}

let done = false;
const taken = new Map<string, number[]>();
const once = async ({ name, write }: Writer) => {
	const values = taken.get(name) ?? [];
	taken.set(name, values);
	values.push(...(await times(1, () => write(`Task ${values.length + 1} of ${name}`))));
};
const besides = beside.map(async (writer) => {
	while (!done) {
		await once(writer);
		await new Promise((resolve) => setTimeout(resolve, pause));
	}
});
await Promise.all(
	driven.map(async (writer) => {
		for (let write = 0; write < writes; write++) await once(writer);
	}),
);
done = true;
await Promise.all(besides);

const measures: Measure[] = [...driven, ...beside]
	.filter(({ measured }) => measured)
	.map(({ name }) => ({ what: name, values: taken.get(name) ?? [] }));
report(`A write among ${driven.length + beside.length} writers, ms`, measures);
for (const { what, values } of measures) {
	console.log(`p99 of ${what}: ${quantile(values, 0.99) <= bar ? "met" : "OVER"} (${bar} ms)`);
}
for (const { name } of [...driven, ...beside]) {
	const made = taken.get(name)?.length;
	const kept = sql(home, `SELECT count(*) FROM tasks WHERE name LIKE 'Task % of ${name}'`);
	const logged = sql(
		home,
		`SELECT count(*) FROM row_changes WHERE table_name = 'tasks' AND op = 'insert' AND after LIKE '%"Task % of ${name}"%'`,
	);
	console.log(`${name}: ${made} accepted, ${kept} kept, ${logged} logged`);
}
await Promise.all([claude, codex, listener].map((assistant) => assistant.close()));
await home.leave();
