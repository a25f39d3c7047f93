import { expect } from "vitest";
import { eras, overHttp, overStdio } from "../harness/client.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";

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
