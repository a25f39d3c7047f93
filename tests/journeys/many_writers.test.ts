import { expect } from "vitest";
import { eras, overHttp, overStdio } from "../harness/client.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";
import { countOn } from "../harness/work.ts";

// Two calls each: less than the burst of 60 requests that an HTTP client may send.
const writesEach = 25;

test("many processes write at once and no write is lost, repeated or unsigned", async ({ home }) => {
	await home.serve();
	const tokens = await Promise.all(eras.map((era) => home.token(era)));
	const writers = await Promise.all([
		...eras.map((era) => overStdio(home, { era, name: `stdio ${era}` })),
		...eras.map((era, n) => overHttp(home, tokens[n] ?? null, { era })),
	]);
	const [first] = writers;
	if (first) await planAcmeNotes(first);

	await Promise.all(
		writers.map(async (writer, number) => {
			for (let write = 1; write <= writesEach; write++) {
				const name = `Task ${write} of writer ${number}`;
				accepted(
					await writer.call("plan_save", { items: [{ type: "task", parent: "P-1", fields: { name } }] }),
				);
				accepted(await writer.call("task_update", { ref: "T-1", note: name }));
			}
		}),
	);

	const expected = writers.length * writesEach;
	const count = (question: string) => Number(sql(home, `SELECT count(*) FROM ${question}`));
	expect(count("tasks WHERE name LIKE 'Task % of writer %'")).toBe(expected);
	expect(count("(SELECT DISTINCT number FROM tasks)")).toBe(expected + 3);
	expect(count("task_notes WHERE text LIKE 'Task % of writer %'")).toBe(expected);
	expect(count("changes JOIN change_sets ON change_sets.seq = set_seq WHERE actor_kind = 'ai'")).toBe(
		2 * expected + 1,
	);
	expect(sql(home, "PRAGMA integrity_check")).toBe("ok");
	await Promise.all(writers.map((writer) => writer.close()));
});

test("a count that several assistants read and raise at once misses none", async ({ home }) => {
	const each = 10;
	const counters = await Promise.all(
		[1, 2, 3].map((number) => overStdio(home, { name: `Counter ${number}` })),
	);
	const [first] = counters;
	if (first) await planAcmeNotes(first);

	await Promise.all(
		counters.map(async (counter, number) => {
			for (let time = 0; time < each; time++) await countOn(counter, String(number));
		}),
	);

	expect(sql(home, "SELECT name FROM tasks WHERE number = 1")).toMatch(
		`Counted ${counters.length * each} by`,
	);
	await Promise.all(counters.map((counter) => counter.close()));
});

test("a request sent fifty times at once with one key has one effect and one answer", async ({ home }) => {
	const processes = await Promise.all([1, 2, 3, 4, 5].map(() => overStdio(home, { name: "Robo" })));
	const [first] = processes;
	if (first) await planAcmeNotes(first);
	const fiftyTimes = async (verb: string, input: Record<string, unknown>) => {
		const tries = Array.from({ length: 10 }, () => processes.map((robo) => robo.call(verb, input)));
		return (await Promise.all(tries.flat())).map(accepted);
	};

	const task = { type: "task", id: "@once", parent: "P-1", fields: { name: "Only once" } };
	const saved = await fiftyTimes("plan_save", { key: "save once", items: [task] });
	expect(new Set(saved.map((text) => text.match(/@once is (T-\d+)/)?.[1]))).toEqual(new Set(["T-4"]));
	expect(sql(home, "SELECT count(*) FROM tasks WHERE name = 'Only once'")).toBe("1");

	await fiftyTimes("task_update", { key: "note once", ref: "T-1", note: "Only once" });
	expect(sql(home, "SELECT count(*) FROM task_notes WHERE text = 'Only once'")).toBe("1");
	await Promise.all(processes.map((robo) => robo.close()));
});
