import { expect } from "vitest";
import { type Answer, eras, overHttp, overStdio } from "../harness/client.ts";
import type { Home } from "../harness/home.ts";
import { accepted } from "../harness/plan.ts";
import { sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";

const tasks = Array.from({ length: 10 }, (_, n) => `T-${n + 1}`);

const plan = {
	items: [
		{ type: "product", fields: { name: "Acme Notes" } },
		{ type: "project", id: "@sync", fields: { name: "Offline sync" } },
		...tasks.map((ref) => ({ type: "task", parent: "@sync", fields: { name: `Task ${ref}` } })),
	],
};

/** A claim as one agent made it. */
type Claim = Answer & { agent: string; ref: string };

test("a hundred claims at once on ten tasks have ten winners, and every loser is told who won", async ({
	home,
}) => {
	await home.serve();
	// Half of them call themselves the same: a session tells them apart.
	const overPipes = await Promise.all(
		Array.from({ length: 8 }, (_, n) =>
			overStdio(home, { era: eras[n % 2] as (typeof eras)[number], name: n < 4 ? "Robo" : `Robo ${n}` }),
		),
	);
	const overPort = await overHttp(home, await home.token("Cursor"), { era: "2026-07-28" });
	accepted(await overPort.call("plan_save", plan));

	const claims: Promise<Claim>[] = [];
	for (const [n, assistant] of overPipes.entries()) {
		for (const ref of tasks) claims.push(claimed(`session ${n}`, ref, assistant.call("task_claim", { ref })));
	}
	// A client has eight requests under way over HTTP at most.
	for (const ref of tasks.slice(0, 8)) {
		claims.push(claimed("Cursor", ref, overPort.call("task_claim", { ref })));
	}
	for (const ref of tasks) claims.push(claimed("Terminal", ref, inTerminal(home, "Terminal", ref)));
	for (const ref of tasks.slice(8)) claims.push(claimed("Shell", ref, inTerminal(home, "Shell", ref)));
	const all = await Promise.all(claims);

	expect(all).toHaveLength(100);
	const won = all.filter((claim) => !claim.failed);
	expect(won.map((claim) => claim.ref).sort()).toEqual([...tasks].sort());
	for (const lost of all.filter((claim) => claim.failed)) {
		expect(lost.text).toMatch(
			new RegExp(
				`^${lost.ref} is held by [\\w ]+ since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d until \\d\\d:\\d\\d UTC\\.`,
			),
		);
	}
	expect(sql(home, "SELECT count(*) FROM leases JOIN tasks ON id = task_id WHERE status = 'doing'")).toBe(
		"10",
	);
	expect(sql(home, "SELECT count(*) FROM changes WHERE action = 'claim_task'")).toBe("10");
	// Whoever won holds it still: asking again is no second claim.
	for (const { agent, ref } of won) {
		const winner = overPipes[Number(agent.replace("session ", ""))];
		if (!winner) continue;
		expect(accepted(await winner.call("task_claim", { ref }))).toContain(`yours already: ${ref}`);
	}
	expect(sql(home, "SELECT count(*) FROM changes WHERE action = 'claim_task'")).toBe("10");
	await Promise.all([...overPipes, overPort].map((assistant) => assistant.close()));
});

test("the same key fifty times at once over two processes has one effect and one answer", async ({
	home,
}) => {
	const [first, second] = await Promise.all(eras.map((era) => overStdio(home, { era, name: "Robo" })));
	if (!first || !second) throw new Error("There are two eras.");
	accepted(await first.call("plan_save", plan));

	for (const [verb, input, count] of [
		["task_claim", {}, "leases"],
		["task_update", { ref: "T-3", note: "Only once" }, "task_notes WHERE text = 'Only once'"],
		["plan_save", { items: [{ type: "capture", fields: { text: "Only once" } }] }, "captures"],
	] as const) {
		const answers = await Promise.all(
			Array.from({ length: 50 }, (_, n) => (n % 2 ? first : second).call(verb, { ...input, key: "lost" })),
		);
		const repeated = "\nThis key was used before; this is its first answer.";
		expect(answers.filter((answer) => !accepted(answer).includes(repeated))).toHaveLength(1);
		expect(new Set(answers.map((answer) => answer.text.replace(repeated, "")))).toHaveLength(1);
		expect(sql(home, `SELECT count(*) FROM ${count}`), verb).toBe("1");
	}
	await Promise.all([first.close(), second.close()]);
});

async function claimed(agent: string, ref: string, answer: Promise<Answer>): Promise<Claim> {
	return { ...(await answer), agent, ref };
}

async function inTerminal(home: Home, client: string, ref: string): Promise<Answer> {
	const { code, stdout, stderr } = await home.run("claim", ref, "--client", client);
	return { failed: code !== 0, text: code === 0 ? stdout : stderr };
}
