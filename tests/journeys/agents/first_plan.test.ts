import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { byHand, gaps, page } from "../../harness/byHand.ts";
import { became } from "../../harness/reading.ts";

/** What the person of the interview has agreed to. */
const plan = {
	reason: "First plan, from the interview",
	items: [
		{
			type: "product",
			fields: {
				name: "Ready Bench",
				vision: "Nobody has to ring a workshop to learn whether a repair is ready.",
			},
		},
		{
			type: "persona",
			id: "@ines",
			fields: {
				name: "Ines, repairs bicycles alone",
				wants: "To finish a repair without picking up the phone.",
				today: "A paper tag on each bicycle and a pencil list by the till.",
				primary: true,
			},
		},
		{
			type: "problem",
			id: "@calls",
			fields: { name: "Customers ring to ask whether it is ready", severity: 4, kind: "workflow" },
		},
		{
			type: "pain",
			fields: {
				persona: "@ines",
				problem: "@calls",
				impact: "Twelve calls a day, each with oil on her hands.",
				stakes: "If it stays she closes the workshop on Saturdays.",
			},
		},
		{
			type: "evidence",
			fields: {
				text: "On Monday I counted: eleven calls, nine of them asked only that.",
				kind: "quote",
				source: "Ines",
				about: ["@calls"],
			},
		},
		{
			type: "pillar",
			id: "@thumb",
			fields: {
				name: "One dirty thumb",
				we_will: "Make every step work with one hand at the bench.",
				we_wont: "Keep books or stock.",
			},
		},
		{
			type: "pillar",
			fields: {
				name: "The customer installs nothing",
				we_will: "Reach people by what every phone has.",
				we_wont: "Make an app or an account for customers.",
			},
		},
		{
			type: "outcome",
			id: "@fewer",
			fields: {
				name: "Calls that ask whether it is ready fall from 12 to 3 a day",
				metric: "calls that ask only that",
				unit: "calls a day",
				baseline: 12,
				target: 3,
				direction: "down",
				due: "2099-06-01",
				pillars: ["@thumb"],
			},
		},
		{
			type: "bet",
			id: "@ready",
			fields: {
				name: "Is it ready yet?",
				belief:
					"We believe calls will stop if each change of stage sends one text, because nine of ten ask only that.",
				horizon: "now",
				appetite_days: 10,
				signals: "Calls on the two days after the first texts.",
				outcomes: ["@fewer"],
				problems: ["@calls"],
				personas: ["@ines"],
			},
		},
		{
			type: "project",
			id: "@texts",
			parent: "@ready",
			fields: {
				name: "Text messages at a change of stage",
				why: "Ines hears of every repair twice: once at the bench, once on the phone. The second time is ours to take away.",
				what: "Moving a repair to ready sends one text.",
				out: ["Two-way messages"],
				pillar: "@thumb",
				personas: ["@ines"],
				problems: ["@calls"],
			},
		},
		{
			type: "task",
			id: "@send",
			parent: "@texts",
			fields: { name: "Send a text when a repair moves to ready", priority: "P1" },
			checks: ["Moving one to ready sends one text within a minute", "Moving it back sends none"],
		},
		{
			type: "task",
			parent: "@texts",
			fields: { name: "Count the calls for one week", depends_on: ["@send"] },
			checks: ["Five days stand in the list by the till"],
		},
	],
};

journey(
	"an agent turns an interview into a first plan in which nothing is missing",
	{ calls: 6, tokens: 6_000 },
	async ({ home, agent }) => {
		const ai = await agent();

		const guide = await ai.call("plan_guide");
		expect(guide).toMatch(/^Next: .*\. Ask: .*\?$/m);
		const taught = await ai.call("plan_guide", { types: ["pillar", "outcome", "bet"] });
		expect(taught).toContain("weak example");
		await ai.call("plan_save", { ...plan, preview: true });
		expect(await byHand(home, "product", "list")).toMatchObject({ products: [] });
		const saved = await ai.call("plan_save", plan);
		expect(await ai.call("plan_check")).toContain("nothing is missing");
		const brief = await ai.call("plan_brief", { ref: became(saved, "@send") });

		for (const link of ["project", "bet", "outcome", "pillar", "vision", "problem", "it costs them"]) {
			expect(brief).toMatch(new RegExp(`^- ${link}\\b.*: \\S`, "m"));
		}
		expect(brief).not.toMatch(/no \w+ yet/);
		expect(brief).toContain("Ines, repairs bicycles alone");
		expect(brief).toContain("Keep books or stock");
		expect(brief).toContain("Moving it back sends none");
		expect(await gaps(home)).toEqual([]);
		expect(await page(home, became(saved, "@texts"))).toMatchObject({
			links: {
				bet: { ref: became(saved, "@ready") },
				pillar: { ref: became(saved, "@thumb") },
				personas: [{ ref: became(saved, "@ines") }],
				problems: [{ ref: became(saved, "@calls") }],
			},
		});
	},
);
