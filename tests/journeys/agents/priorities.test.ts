import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { loadSample, page, refs } from "../../harness/byHand.ts";
import { firstRow } from "../../harness/reading.ts";

journey(
	"an agent puts first what the person now wants first, and parks the rest",
	{ calls: 5, tokens: 2_500 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();

		expect(firstRow(await ai.call("task_next"))).toBe("T-2");
		await ai.call("plan_rank", { ref: "B-2", first: true, horizon: "now" });
		await ai.call("plan_rank", { ref: "B-1", horizon: "parked" });
		await ai.call("plan_save", {
			reason: "Receipts first, beginning with photos of them; the shelf waits",
			items: [
				{ ref: "T-7", fields: { status: "todo", priority: "P3" } },
				{ ref: "T-10", fields: { priority: "P1" } },
			],
		});
		const next = await ai.call("task_next");
		expect(firstRow(next)).toBe("T-10");
		expect(next).toContain("of parked or closed bets");

		expect(await refs(home, "bet")).toEqual(["B-2", "B-3", "B-4", "B-1"]);
		expect(await page(home, "B-1")).toMatchObject({ bet: { horizon: "parked" } });
		expect(await page(home, "T-10")).toMatchObject({ task: { priority: "p1" } });
	},
);
