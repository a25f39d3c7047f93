import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { gaps, loadSample, page, refs } from "../../harness/byHand.ts";
import { became, gapsIn, read } from "../../harness/reading.ts";

journey(
	"an agent shapes a bet until nothing is missing, and ranks it within its horizon",
	{ calls: 5, tokens: 2_650 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();

		const problem = await ai.call("plan_get", { refs: ["X-7"], with: ["evidence"] });
		expect(problem).toContain("An opened package has no date at all");
		const sketched = await ai.call("plan_save", {
			reason: "The person wants to bet on opened packages",
			items: [{ type: "bet", id: "@open", fields: { name: "Opened and forgotten", horizon: "now" } }],
		});
		const bet = became(sketched, "@open");
		expect(gapsIn(sketched)).toEqual([`G06 ${bet}`, `G07 ${bet}`, `G08 ${bet}`]);

		const shaped = await ai.call("plan_save", {
			items: [
				{
					ref: bet,
					rev: Number(read(sketched, /rev (\d+)/)),
					fields: {
						belief:
							"We believe that cooks who see what is open will use it first, because an open jar has days, not months.",
						appetite_days: 12,
						signals: "Half of the jars marked open are empty within a week.",
						outcomes: ["O-3"],
						problems: ["X-7"],
					},
				},
			],
		});
		expect(gapsIn(shaped)).toEqual(["G03 O-3", `G10 ${bet}`, "G20 X-7"]);

		const grounded = await ai.call("plan_save", {
			items: [
				{
					type: "evidence",
					fields: {
						text: "Seven of nine households threw away something opened that month.",
						kind: "count",
						source: "Diary study",
						about: ["X-7"],
					},
				},
				{
					type: "pain",
					fields: { persona: "U-3", problem: "X-7", impact: "She buys a second jar to be safe." },
				},
				{ ref: "O-3", fields: { baseline: 1, target: 3, unit: "looks a week" } },
			],
		});
		expect(gapsIn(grounded)).toEqual([]);
		await ai.call("plan_rank", { ref: bet, after: "B-1" });

		expect(await gaps(home, bet)).toEqual([]);
		expect(await gaps(home)).not.toContain("G20 X-7");
		expect(await refs(home, "bet")).toEqual(["B-1", bet, "B-2", "B-3", "B-4"]);
		expect(await page(home, bet)).toMatchObject({
			bet: { horizon: "now", appetite_days: 12 },
			outcomes: [{ ref: "O-3" }],
			problems: [{ ref: "X-7" }],
		});
	},
);
