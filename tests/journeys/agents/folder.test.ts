import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { journey } from "../../harness/agent.ts";
import { byHand, loadSample, refs } from "../../harness/byHand.ts";
import { read } from "../../harness/reading.ts";

journey(
	"an agent started in a folder of no product names one; in a folder of a product it need not",
	{ calls: 7, tokens: 6_500 },
	async ({ home, agent }) => {
		await loadSample(home);
		await byHand(home, "product", "new", "Bakery");
		const code = (...names: string[]) => {
			const folder = join(home.dataFolder, "code", ...names);
			mkdirSync(folder, { recursive: true });
			return folder;
		};
		await byHand(home, "product", "add-folder", code("bakery"), "--product", "Bakery");
		await byHand(home, "product", "add-folder", code("larder"), "--product", "Larder");

		const lost = await agent({ folder: code("elsewhere") });
		const capture = { items: [{ type: "capture", fields: { text: "Ask for rye" } }] };
		const said = await lost.refused("plan_save", capture);
		expect(said).toContain("elsewhere");
		const product = read(said, /Name one as product: .*\b(Bakery)\b/);
		await lost.call("plan_save", { ...capture, product });
		expect(await refs(home, "capture", "--product", "Bakery")).toEqual(["K-1"]);

		const baker = await agent({ folder: code("bakery", "src", "oven") });
		expect(await baker.call("plan_brief")).toMatch(/^Bakery /);
		await baker.call("plan_save", { items: [{ type: "capture", fields: { text: "Ask for spelt" } }] });
		expect(await refs(home, "capture", "--product", "Bakery")).toEqual(["K-1", "K-2"]);
		expect(await baker.call("task_next", { product: "Larder" })).toMatch(/^T-2 /m);

		const cook = await agent({
			folder: code("bakery"),
			env: { CLAUDE_PROJECT_DIR: code("larder", "app") },
		});
		expect(await cook.call("plan_get", { refs: ["B-1"] })).toContain("The forgotten shelf");
		const foreign = await cook.refused("plan_brief", { product: "Lader" });
		expect(foreign).toContain("Name one as product: Larder, Bakery.");
	},
);
