import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { byHand, page } from "../../harness/byHand.ts";
import { overStdio } from "../../harness/client.ts";
import type { Home } from "../../harness/home.ts";
import { accepted, planAcmeNotes } from "../../harness/plan.ts";
import { read } from "../../harness/reading.ts";

/** A product of which everything is done. */
async function finish(home: Home): Promise<void> {
	const planner = await overStdio(home, { name: "Planner" });
	await planAcmeNotes(planner);
	for (const ref of ["T-1", "T-2", "T-3"]) {
		const checks = [{ n: 1, met: true, how: "Ran it" }];
		accepted(await planner.call("task_update", { ref, status: "done", checks }));
	}
	await planner.close();
	await byHand(home, "set", "P-1", "status=done", "result=Notes arrive after the train.");
}

journey(
	"an agent that comes to a finished product is told so in few words, and can take work up again",
	{ calls: 8, tokens: 2_500 },
	async ({ home, agent }) => {
		await finish(home);
		const ai = await agent();

		const standing = await ai.call("plan_brief");
		expect(standing).toContain("0 todo, 0 doing, 3 done");
		const next = await ai.call("task_next");
		expect(next.split("\n").length).toBeLessThanOrEqual(3);
		expect(next).not.toMatch(/^T-/m);
		expect(await ai.call("plan_find", { types: ["task", "project"] })).not.toMatch(/^[TP]-/m);
		const finished = await ai.call("plan_find", { types: ["task"], status: ["finished"] });
		expect(finished.match(/^T-\d done/gm)).toEqual(["T-1 done", "T-2 done", "T-3 done"]);
		const brief = await ai.call("plan_brief", { ref: "T-2" });
		expect(brief).toContain("status todo");

		const note = "The count is wrong after a crash";
		const reopened = await ai.call("task_update", { ref: "T-2", status: "todo", note });
		const project = read(reopened, /Set the status of (\S+) to building/);
		await ai.call("plan_save", { items: [{ ref: project, fields: { status: "building" } }] });
		const again = await ai.call("task_next");
		expect(again).toMatch(/^T-2 todo/m);
		expect(await page(home, "T-2")).toMatchObject({
			task: { status: "todo" },
			notes: [{ text: note }],
		});
	},
);
