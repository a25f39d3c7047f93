import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { expect } from "vitest";
import { type Agent, journey } from "../../harness/agent.ts";
import { byHand, loadSample, page, refs } from "../../harness/byHand.ts";
import { read } from "../../harness/reading.ts";

type Input = Record<string, unknown>;

/** Makes a wrong call, then the one that its refusal alone says is right. */
async function recover(
	ai: Agent,
	verb: string,
	wrong: Input,
	mend: (said: string) => Input,
): Promise<string> {
	const said = await ai.refused(verb, wrong);
	const cost = countTokens(said);
	if (cost > 150) throw new Error(`An error has at most 150 tokens; this one has ${cost}:\n${said}`);
	return ai.call(verb, mend(said));
}

const change = (ref: string, fields: Input, more: Input = {}) => ({ items: [{ ref, fields, ...more }] });

journey(
	"an agent mends a name, a word or an argument that does not exist",
	{ calls: 10, tokens: 3_500 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();

		const brief = await recover(ai, "plan_brief", { ref: "Shelf foto" }, (said) => ({
			ref: read(said, /Nearest: (\S+) /),
		}));
		expect(brief).toContain("# P-1 Shelf photo");
		await recover(ai, "task_update", { ref: "T-8", status: "in progres" }, (said) => ({
			ref: "T-8",
			status: read(said, /Did you mean (\w+)\?/),
		}));
		expect(await page(home, "T-8")).toMatchObject({ task: { status: "doing" } });
		await recover(ai, "plan_save", change("T-8", { priority: "urgent" }), (said) =>
			change("T-8", { priority: read(said, /Use one of: (\w+)/) }),
		);
		await recover(ai, "plan_save", change("T-8", { descripton: "Left, away" }), (said) =>
			change("T-8", { [read(said, /Did you mean (\w+)\?/)]: "Left, away" }),
		);
		expect(await page(home, "T-8")).toMatchObject({ task: { priority: "p1", description: "Left, away" } });
		const found = await recover(ai, "plan_find", { txt: "receipt", limit: 1 }, (said) => ({
			[read(said, /Did you mean (\w+)\?/)]: "receipt",
			limit: 1,
		}));
		expect(found).toMatch(/ 1 of \d/);
	},
);

journey(
	"an agent that wrote on an old rev writes again on the one it is told",
	{ calls: 3, tokens: 2_200 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();
		const rev = Number(read(await ai.call("plan_get", { refs: ["T-8"] }), /rev (\d+)/));
		await byHand(home, "set", "T-8", "name=Swipe wrong lines away", "priority=P1");

		const name = { name: "Swipe a wrong line to the left" };
		await recover(ai, "plan_save", change("T-8", name, { rev }), (said) => {
			expect(read(said, /name now: (.*) \(the person, /)).toBe("Swipe wrong lines away");
			expect(said).not.toContain("priority now");
			return change("T-8", name, { rev: Number(read(said, /on top of rev (\d+)/)) });
		});

		expect(await page(home, "T-8")).toMatchObject({ task: { ...name, priority: "p1" } });
	},
);

journey(
	"an agent that would close a circle turns the link round that is in its way",
	{ calls: 2, tokens: 2_100 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();

		await recover(ai, "plan_save", change("T-7", { depends_on: ["T-8"] }), (said) => {
			const [first, second] = read(said, /circle: (\S+ → \S+) → /).split(" → ");
			return {
				items: [
					{ ref: second, links: { remove: [first] } },
					{ ref: first, fields: { depends_on: [second] } },
				],
			};
		});

		expect(await page(home, "T-7")).toMatchObject({ waits_for: [{ ref: "T-8" }] });
		expect(await page(home, "T-8")).toMatchObject({ waits_for: [] });
	},
);

journey(
	"an agent mends both wrong items of a batch at once",
	{ calls: 2, tokens: 2_300 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();
		const before = await refs(home, "task");
		const batch = (parent: string, priority: string) => ({
			items: [
				{ type: "task", parent: "P-4", fields: { name: "Ask ten cooks" } },
				{ type: "task", id: "@print", parent, fields: { name: "Print the dinners" } },
				{ type: "task", id: "@count", parent: "P-4", fields: { name: "Count the answers", priority } },
			],
		});

		await recover(ai, "plan_save", batch("One dinner of three", "medum"), (said) => {
			expect(said).toContain("2 items are wrong; nothing was saved.");
			return batch(
				read(said, /^item 2 \(@print\): .*Nearest: (\S+) /m),
				read(said, /^item 3 \(@count\): .*Did you mean (\S+)\?/m),
			);
		});

		expect(await refs(home, "task")).toHaveLength(before.length + 3);
		expect(await refs(home, "task", "--under", "P-4")).toHaveLength(4);
	},
);

journey(
	"an agent hears of the one wrong item of a chain, not of those that only rest on it",
	{ calls: 2, tokens: 2_400 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();
		const chain = (horizon: string) => ({
			items: [
				{ type: "bet", id: "@bet", fields: { name: "Bread that goes stale", horizon } },
				{ type: "project", id: "@project", parent: "@bet", fields: { name: "Freeze half a loaf" } },
				{ type: "task", id: "@task", parent: "@project", fields: { name: "Ask who freezes bread" } },
				{ type: "task", parent: "@project", fields: { name: "Write it down", depends_on: ["@task"] } },
			],
		});

		await recover(ai, "plan_save", chain("nxt"), (said) => {
			expect(said).toContain("One item is wrong; nothing was saved.");
			return chain(read(said, /^item 1 \(@bet\): .*Did you mean (\w+)\?/m));
		});

		expect(await refs(home, "bet", "--status", "next")).toEqual(["B-3", "B-6"]);
		expect(await refs(home, "task", "--under", "B-6")).toHaveLength(2);
	},
);

journey(
	"an agent says that it means to replace a long text by a short one",
	{ calls: 2, tokens: 2_050 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();
		const why = { why: "Nobody keeps a list. Everyone opens the fridge." };

		await recover(ai, "plan_save", change("P-1", why), (said) =>
			change("P-1", why, { [read(said, /Say (\w+): true/)]: true }),
		);

		expect(await page(home, "P-1")).toMatchObject({ project: why });
	},
);

journey(
	"an agent names the product when there are several",
	{ calls: 2, tokens: 2_350 },
	async ({ home, agent }) => {
		await loadSample(home);
		await byHand(home, "product", "new", "Bakery");
		const ai = await agent();

		const brief = await recover(ai, "plan_brief", {}, (said) => ({
			product: read(said, /Name one as product: .*\b(Larder)\b/),
		}));
		expect(brief).toMatch(/^Larder rev 1$/m);
	},
);

journey(
	"an agent that may only build asks for the connection that may plan",
	{ calls: 2, tokens: 2_950 },
	async ({ home, agent }) => {
		await loadSample(home);
		const builder = await agent({ args: ["--mode", "build"] });

		const capture = { items: [{ type: "capture", fields: { text: "Ask Ruth about jars" } }] };
		const said = await builder.refused("plan_save", capture);
		const mode = read(said, /connection in (\w+) mode/);
		const planner = await agent({ args: ["--mode", mode] });
		await planner.call("plan_save", capture);

		expect(await refs(home, "capture")).toHaveLength(4);
	},
);

journey(
	"an agent is told in words what else is wrong, each with what mends it",
	{ calls: 21, tokens: 3_100 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent();

		await recover(ai, "task_update", { ref: "B-1", status: "doing" }, (said) => {
			expect(said).toContain("B-1 is a bet, not a task.");
			return { ref: "T-8", status: "doing" };
		});
		await recover(ai, "task_update", { ref: "T-7", status: "done" }, (said) => ({
			ref: "T-7",
			status: "done",
			checks: [...said.matchAll(/(\d+) “/g)].map(([, n]) => ({ n: Number(n), met: true, how: "Tried it" })),
		}));
		expect(await page(home, "T-7")).toMatchObject({ task: { status: "done" } });
		await recover(ai, "plan_save", change("B-1", { review_on: "next spring" }), (said) =>
			change("B-1", { review_on: read(said, /such as (\d{4}-\d\d-\d\d)/) }),
		);
		await recover(ai, "plan_rank", { ref: "T-10" }, (said) => ({
			ref: "T-10",
			[read(said, /one of (\w+), last/)]: true,
		}));
		await recover(ai, "plan_rank", { ref: "T-10", before: "T-3" }, (said) => ({
			ref: "T-10",
			before: "T-3",
			parent: read(said, /Give parent (\S+) /),
		}));
		expect(await page(home, "T-10")).toMatchObject({ project: { ref: "P-1" } });
		await recover(ai, "plan_save", { items: [{ type: "task", fields: { name: "Buy ink" } }] }, (said) => ({
			items: [{ type: "task", fields: { name: "Buy ink" }, [read(said, /Set (\w+) to its ref/)]: "P-1" }],
		}));
		await recover(ai, "plan_save", { items: [{ type: "capture", text: "Ask for rye" }] }, (said) => ({
			items: [{ type: "capture", [read(said, /goes into (\w+)\./)]: { text: "Ask for rye" } }],
		}));
		const shelf = { type: "task", parent: "P-1", fields: { name: "Read the shelf aloud" } };
		let capture = "K-2";
		await recover(ai, "plan_save", { items: [{ ref: capture, ...shelf }] }, (said) => {
			expect(said).toContain("To make it a task, leave ref out");
			capture = read(said, /then put (\S+) away with plan_archive/);
			return { items: [shelf] };
		});
		await ai.call("plan_archive", { refs: [capture] });
		expect(await refs(home, "capture")).not.toContain("K-2");
		await recover(ai, "plan_find", { text: "receipt", changed_since: "yesterday" }, (said) => ({
			text: "receipt",
			changed_since: read(said, /such as (\S+),/),
		}));
		await recover(ai, "plan_find", { limit: "many" }, (said) => {
			expect(said).toContain("limit must be a whole number");
			return { limit: 1 };
		});
	},
);
