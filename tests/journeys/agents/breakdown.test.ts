import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { gaps, loadSample, page, refs } from "../../harness/byHand.ts";
import { became, gapsIn } from "../../harness/reading.ts";

const tasks = {
	reason: "Break the project down as agreed",
	items: [
		{
			type: "task",
			id: "@pairs",
			parent: "P-4",
			fields: { name: "Count which three things are left together", priority: "P1" },
			checks: ["The ten most frequent triples of the test households are listed"],
		},
		{
			type: "task",
			id: "@match",
			parent: "P-4",
			fields: { name: "Match dinners to what is there", depends_on: ["@pairs", "T-13"] },
			checks: ["Each triple has at least one dinner", "No dinner needs a fourth thing to buy"],
		},
		{
			type: "task",
			id: "@card",
			parent: "P-4",
			fields: { name: "Show one dinner on the Thursday card", depends_on: ["@match"] },
			checks: ["The card shows one dinner and no list"],
			steps: ["Draw the card", "Read it on the oldest phone"],
		},
		{
			ref: "P-4",
			fields: {
				why: "Nadia decides at six what she cooks at half past. A list of forty dinners is no answer.",
			},
		},
	],
};

journey(
	"an agent breaks a project down: first as a preview, then for good, with dependencies and checks",
	{ calls: 4, tokens: 3_300 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();
		const before = await refs(home, "task", "--under", "P-4");

		const brief = await ai.call("plan_brief", { ref: "P-4" });
		expect(brief).toContain("One dinner from three things");
		const preview = await ai.call("plan_save", { ...tasks, preview: true });
		expect(preview).toContain("nothing is saved");
		expect(await refs(home, "task", "--under", "P-4")).toEqual(before);

		const saved = await ai.call("plan_save", tasks);
		expect(gapsIn(saved)).not.toContain("G12 P-4");
		const [pairs, match, card] = ["@pairs", "@match", "@card"].map((local) => became(saved, local));
		const next = await ai.call("task_next", { under: "P-4" });
		expect(next).toMatch(new RegExp(`^${pairs} todo P1`, "m"));
		expect(next).not.toMatch(new RegExp(`^${card} `, "m"));

		expect(await refs(home, "task", "--under", "P-4")).toEqual([...before, pairs, match, card]);
		expect(await page(home, match ?? "")).toMatchObject({
			waits_for: [{ ref: "T-13" }, { ref: pairs }],
			frees: [{ ref: card }],
			checks: [{ done: false }, { done: false }],
		});
		expect(await page(home, card ?? "")).toMatchObject({ steps: [{ text: "Draw the card" }, {}] });
		expect(await gaps(home, "P-4")).toEqual([]);
	},
);
