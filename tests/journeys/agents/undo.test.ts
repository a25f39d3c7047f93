import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { byHand, loadSample, page, refs } from "../../harness/byHand.ts";
import { became, read } from "../../harness/reading.ts";

journey(
	"an agent takes back what it did and only that; what the person changed since is kept and named",
	{ calls: 5, tokens: 4_100 },
	async ({ home, agent }) => {
		await loadSample(home);
		const before = await refs(home, "task");
		const ai = await agent({ name: "Claude Code" });
		const other = await agent({ name: "Cursor" });

		const saved = await ai.call("plan_save", {
			reason: "Prepare the receipts",
			items: [
				{ ref: "T-8", fields: { name: "Wipe wrong lines", priority: "P1" } },
				{ type: "task", id: "@print", parent: "P-2", fields: { name: "Print receipts" } },
			],
		});
		const made = became(saved, "@print");
		expect(saved).toMatch(/^change \d+$/m);
		await byHand(home, "set", "T-8", "name=Swipe lines");
		await other.call("task_update", { ref: "T-10", status: "doing" });

		const list = await ai.call("plan_undo");
		const own = read(list, /^(\d+) .*Prepare the receipts/m);
		expect(list.trim().split("\n")).toHaveLength(1);
		const refused = await other.refused("plan_undo", { change: own });
		expect(refused).toContain("not yours");
		const undone = await ai.call("plan_undo", { change: own });
		expect(undone).toContain("name of T-8 was changed afterwards");

		expect(await page(home, "T-8")).toMatchObject({ task: { name: "Swipe lines", priority: "p2" } });
		expect(await page(home, "T-10")).toMatchObject({ task: { status: "doing" } });
		expect(await refs(home, "task")).toEqual(before);
		expect(before).not.toContain(made);
	},
);
