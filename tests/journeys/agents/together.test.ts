import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { loadSample, page } from "../../harness/byHand.ts";
import { eras } from "../../harness/client.ts";
import { read } from "../../harness/reading.ts";

const claimedRef = /^yours now: (T-\d+) /m;

journey(
	"two agents work at once: each has a task of its own, and neither writes over the other",
	{ calls: 11, tokens: 4_850 },
	async ({ home, era, agent }) => {
		await loadSample(home);
		const one = await agent({ name: "Claude Code" });
		const two = await agent({ name: "Cursor", era: eras.find((other) => other !== era) ?? era });

		const [first, second] = await Promise.all([one.call("task_claim"), two.call("task_claim")]);
		const mine = read(first, claimedRef);
		const theirs = read(second, claimedRef);
		expect(mine).not.toBe(theirs);
		const taken = await two.refused("task_claim", { ref: mine });
		expect(taken).toContain(`${mine} is held by Claude Code`);
		const free = read(taken, /^(T-\d+) "/m);
		expect([mine, theirs]).not.toContain(free);
		expect(read(await two.call("task_claim", { ref: free }), claimedRef)).toBe(free);

		const why = (rev: number, text: string) => ({
			items: [{ ref: "P-4", rev, edits: [{ field: "why", append: text }] }],
		});
		const seen = await Promise.all([one, two].map((ai) => ai.call("plan_get", { refs: ["P-4"] })));
		const [base = 0, same = 0] = seen.map((text) => Number(read(text, /rev (\d+)/)));
		await one.call("plan_save", why(base, "Forty dinners are no answer."));
		const stale = await two.refused("plan_save", why(same, "Nadia decides at six."));
		expect(stale).toContain("why now: Forty dinners are no answer.");
		await two.call("plan_save", why(Number(read(stale, /on top of rev (\d+)/)), "Nadia decides at six."));

		const finish = { status: "done", note: "Done beside another agent" };
		await Promise.all([
			one.call("task_update", { ref: mine, ...finish, checks: await answers(home, mine) }),
			two.call("task_update", { ref: free, ...finish, checks: await answers(home, free) }),
		]);

		expect(await page(home, "P-4")).toMatchObject({
			project: { why: "Forty dinners are no answer.\n\nNadia decides at six." },
		});
		expect(await page(home, mine)).toMatchObject({
			task: { status: "done", updated_by: { name: "Claude Code" } },
		});
		expect(await page(home, free)).toMatchObject({
			task: { status: "done", updated_by: { name: "Cursor" } },
		});
		expect(await page(home, theirs)).toMatchObject({ task: { status: "doing" } });
	},
);

/** An answer to every check of a task. */
async function answers(home: Parameters<typeof page>[0], ref: string) {
	const { checks } = (await page(home, ref)) as { checks: unknown[] };
	return checks.map((_, at) => ({ n: at + 1, met: true, how: "Tried it" }));
}
