import { expect } from "vitest";
import { overStdio } from "../harness/client.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";

const rounds = 20;
const batch = 50;

test("a crash right after an acknowledged write loses nothing, and a batch is saved whole or not at all", async ({
	home,
}) => {
	const planner = await overStdio(home);
	await planAcmeNotes(planner);
	await planner.close();

	for (let round = 1; round <= rounds; round++) {
		const assistant = await overStdio(home);
		accepted(await assistant.call("plan_save", { items: [task(`Acknowledged ${round}`)] }));
		const items = Array.from({ length: batch }, (_, n) => task(`Batch ${round} item ${n + 1}`));
		const unanswered = assistant.call("plan_save", { items }).catch(() => null);
		process.kill(assistant.pid as number, "SIGKILL");
		await unanswered;
		await assistant.close();
	}

	expect(sql(home, "PRAGMA integrity_check")).toBe("ok");
	expect(sql(home, "PRAGMA foreign_key_check")).toBe("");
	const survivors = sql(home, "SELECT count(*) FROM tasks WHERE name LIKE 'Acknowledged %'");
	expect(Number(survivors)).toBe(rounds);
	for (let round = 1; round <= rounds; round++) {
		const saved = Number(sql(home, `SELECT count(*) FROM tasks WHERE name LIKE 'Batch ${round} item %'`));
		expect([0, batch]).toContain(saved);
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
