import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { loadSample, page } from "../../harness/byHand.ts";
import { firstRow, read } from "../../harness/reading.ts";

journey(
	"an agent that builds takes the next task, does it and answers each check",
	{ calls: 8, tokens: 2_800 },
	async ({ home, agent }) => {
		await loadSample(home);
		const ai = await agent({ name: "Claude Code", args: ["--mode", "build"] });

		const next = await ai.call("task_next");
		const claimed = await ai.call("task_claim", { ref: firstRow(next) });
		const ref = read(claimed, /^Next: plan_brief (T-\d+)$/m);
		const brief = await ai.call("plan_brief", { ref });
		const open = [...brief.matchAll(/^(\d)\. \[open\]/gm)].map(([, n]) => Number(n));
		expect(open).toEqual([2, 3]);

		await ai.call("task_update", {
			ref,
			note: "Below 0.7 the model guesses pears",
			steps: [
				{ n: 2, done: true },
				{ n: 3, done: true },
			],
			branch: "shelf-photo",
			commit: "4f2c9e1",
		});
		const early = await ai.call("task_update", {
			ref,
			status: "done",
			checks: [
				{ n: 2, met: true, how: "Forty photos, no name wrong twice" },
				{ n: 3, met: false, how: "2.6 s on the oldest phone" },
			],
		});
		expect(early).toContain(`${ref} stays doing`);
		await ai.call("task_update", { ref, blocked: "The model is too slow on the oldest phone" });
		expect(await page(home, ref)).toMatchObject({ task: { status: "doing", blocked: true } });
		await ai.call("task_update", {
			ref,
			blocked: "",
			status: "done",
			checks: [{ n: 3, met: true, how: "1.4 s with the smaller model" }],
		});
		expect(firstRow(await ai.call("task_next"))).not.toBe(ref);

		expect(await page(home, ref)).toMatchObject({
			task: { status: "done", blocked: false, commits: ["4f2c9e1"], updated_by: { name: "Claude Code" } },
			steps: [{ done: true }, { done: true }, { done: true }],
			checks: [{ done: true }, { done: true }, { done: true, how: "1.4 s with the smaller model" }],
		});
		const { notes } = await page(home, ref);
		expect(notes).toContainEqual(expect.objectContaining({ text: "Below 0.7 the model guesses pears" }));
	},
);
