import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { loadSample, page, refs } from "../../harness/byHand.ts";
import { firstRow, read } from "../../harness/reading.ts";

const complaint = "I threw out a whole jar of pesto because nobody knew when it was opened.";
const idea = "A pen that sticks to the fridge, for the date on the lid";

journey(
	"an agent keeps a complaint as evidence of the right problem, and a thought in the inbox",
	{ calls: 2, tokens: 2_100 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();

		const problems = await ai.call("plan_find", { text: "opened", types: ["problem"] });
		const problem = firstRow(problems);
		const kept = await ai.call("plan_save", {
			reason: "A complaint from the phone call with Ruth",
			items: [
				{ type: "evidence", fields: { text: complaint, source: "Ruth, phone call", about: [problem] } },
				{ type: "capture", fields: { text: idea } },
			],
		});

		const evidence = read(kept, /(E-\d+) "I threw out/);
		expect(await page(home, evidence)).toMatchObject({
			evidence: { text: complaint, source: "Ruth, phone call", kind: "quote" },
			problems: [{ ref: problem, name: "An opened package has no date at all" }],
		});
		const capture = read(kept, /(K-\d+) "A pen/);
		expect(await refs(home, "capture")).toContain(capture);
		expect(await page(home, capture)).toMatchObject({ text: idea, source: "ai" });
	},
);
