import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { byHand, gaps, loadSample, page, refs } from "../../harness/byHand.ts";
import { overStdio } from "../../harness/client.ts";
import { accepted } from "../../harness/plan.ts";
import { gapsIn, read } from "../../harness/reading.ts";

const name = "Claude Code";

journey(
	"an agent goes through the week: what happened, today's numbers, old decisions, what a bet taught",
	{ calls: 4, tokens: 3_600 },
	async ({ home, agent }) => {
		await loadSample(home);
		const lastWeek = await overStdio(home, { name });
		accepted(await lastWeek.call("plan_brief"));
		await lastWeek.close();
		await byHand(home, "done", "T-2", "--anyway");
		const ai = await agent({ name });

		const review = await ai.prompt("review");
		expect(review).toContain("finished T-2");
		const unmeasured = read(review, /outcomes to measure:\n(O-\d+) /);
		const old = read(review, /old captures:\n(K-\d+) /);
		const missing = gapsIn(await ai.call("plan_check"));
		const [decision = ""] = missing.filter((gap) => gap.startsWith("G23")).map((gap) => gap.slice(4));
		await ai.call("plan_save", {
			reason: "Weekly review",
			items: [
				{ ref: unmeasured, fields: { readings: [{ value: 31, note: "receipts read" }] } },
				{ ref: decision, fields: { revisit_on: "2099-01-31" } },
				{
					ref: "B-1",
					fields: { result: "won", learned: "Seeing the back of the shelf is what saves the food." },
				},
				{ ref: "P-7", fields: { result: "Scanning takes longer than typing." } },
			],
		});
		await ai.call("plan_archive", { refs: [old], reason: "Nobody has a freezer problem" });
		const standing = await ai.call("plan_brief");

		expect(standing).toContain("bets: 3 open");
		expect(standing).not.toContain("changed since you last asked");
		const left = await gaps(home);
		for (const mended of [`G05 ${unmeasured}`, `G23 ${decision}`, "G22 P-7", `G18 ${old}`]) {
			expect(missing).toContain(mended);
			expect(left).not.toContain(mended);
		}
		expect(await page(home, unmeasured)).toMatchObject({ current: 31 });
		expect(await page(home, "B-1")).toMatchObject({ bet: { result: "won" } });
		expect(await refs(home, "bet")).not.toContain("B-1");
		expect(await refs(home, "capture")).not.toContain(old);
	},
);
