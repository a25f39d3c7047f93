import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { overStdio } from "../harness/client.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { random, seed } from "../harness/random.ts";
import { sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";

/** More are killed when asked for; each takes half a second. */
const rounds = Number(process.env.OPENBACKLOG_KILLS ?? 25);
const batch = 50;
/** A batch takes about as long, in milliseconds, so that kills meet it at every point. */
const longest = 120;

test(`a crash at any time loses no acknowledged write, and a batch is saved whole or not at all (seed ${seed})`, {
	timeout: 60_000 + rounds * 1_000,
}, async ({ home }) => {
	const next = random(seed);
	const planner = await overStdio(home);
	await planAcmeNotes(planner);
	await planner.close();

	const answered: number[] = [];
	for (let round = 1; round <= rounds; round++) {
		const assistant = await overStdio(home);
		accepted(await assistant.call("plan_save", { items: [task(`Acknowledged ${round}`)] }));
		const items = Array.from({ length: batch }, (_, n) => task(`Batch ${round} item ${n + 1}`));
		const unanswered = assistant.call("plan_save", { items }).catch(() => null);
		await delay(next() * longest);
		process.kill(assistant.pid as number, "SIGKILL");
		if ((await unanswered)?.failed === false) answered.push(round);
		await assistant.close();
	}

	expect(sql(home, "PRAGMA integrity_check")).toBe("ok");
	expect(sql(home, "PRAGMA foreign_key_check")).toBe("");
	const survivors = sql(home, "SELECT count(*) FROM tasks WHERE name LIKE 'Acknowledged %'");
	expect(Number(survivors)).toBe(rounds);
	for (let round = 1; round <= rounds; round++) {
		const saved = Number(sql(home, `SELECT count(*) FROM tasks WHERE name LIKE 'Batch ${round} item %'`));
		expect(answered.includes(round) ? [batch] : [0, batch], `round ${round}`).toContain(saved);
	}
	const unlogged = sql(
		home,
		"SELECT count(*) FROM tasks WHERE id NOT IN (SELECT entity_id FROM entity_changes WHERE kind = 'task')",
	);
	expect(unlogged).toBe("0");

	const assistant = await overStdio(home);
	expect(accepted(await assistant.call("plan_find", { text: `Acknowledged ${rounds}` }))).toContain(
		`Acknowledged ${rounds}`,
	);
	await assistant.close();
});

function task(name: string) {
	return { type: "task", parent: "P-1", fields: { name } };
}
