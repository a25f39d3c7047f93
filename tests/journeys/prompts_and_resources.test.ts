import { describe, expect } from "vitest";
import { type Assistant, type AssistantOptions, eras, overHttp, overStdio } from "../harness/client.ts";
import type { Home } from "../harness/home.ts";
import { planAcmeNotes } from "../harness/plan.ts";
import { test } from "../harness/test.ts";

const sheets = ["brief", "vision", "roadmap", "now", "changes"];
const page = (word: string) => `openbacklog://Acme%20Notes/${word}`;

type Door = (home: Home, options: AssistantOptions) => Promise<Assistant>;
const doors: [string, Door][] = [
	["stdio", overStdio],
	["HTTP", async (home, options) => overHttp(home, (await home.serve()).token, options)],
];
const everyWay = eras.flatMap((era) => doors.map(([door, connect]) => ({ era, door, connect })));

describe.each(everyWay)("a client of the $era protocol over $door", ({ era, connect }) => {
	test("has the seven prompts, filled with the plan as it is", async ({ home }) => {
		const assistant = await connect(home, { era });
		await planAcmeNotes(assistant);
		const seven = ["start", "capture", "bet", "breakdown", "next", "review", "why"];
		expect(await assistant.prompts()).toEqual(seven);
		expect(await assistant.prompt("next")).toContain("Queue edits while offline");
		expect(await assistant.prompt("why", { ref: "t-2" })).toContain("People lose notes on trains");
		await expect(assistant.prompt("why")).rejects.toThrow("The prompt why needs ref");
		await assistant.close();
	});

	test("completes refs and names", async ({ home }) => {
		const assistant = await connect(home, { era });
		await planAcmeNotes(assistant);
		expect(await assistant.completes("why", "ref", "T-")).toEqual(["T-1", "T-2", "T-3"]);
		expect(await assistant.completes("why", "ref", "growing")).toEqual(["Retry with growing pauses"]);
		expect(await assistant.completes("breakdown", "project", "offl")).toEqual(["Offline sync"]);
		expect(await assistant.completes("next", "product", "acme")).toEqual(["Acme Notes"]);
		await assistant.close();
	});

	test("reads every page of the plan", async ({ home }) => {
		const assistant = await connect(home, { era });
		await planAcmeNotes(assistant);
		const template = "openbacklog://{product}/item/{ref}";
		expect(await assistant.pages()).toEqual([...sheets.map(page), template]);
		for (const sheet of sheets) {
			expect(await assistant.page(page(sheet))).toMatch(/^# Acme Notes · /);
		}
		expect(await assistant.page(page("item/P-1"))).toContain("Offline sync");
		await expect(assistant.page(page("item/T-9"))).rejects.toThrow("Nothing here is called T-9");
		await assistant.close();
	});
});

const pushing = everyWay.filter(({ era, door }) => era === "2026-07-28" || door === "stdio");

test.for(pushing)(
	"a client of the $era protocol over $door hears what another program changed",
	async ({ era, connect }, { home }) => {
		const assistant = await connect(home, { era });
		await planAcmeNotes(assistant);
		const heard = new Set<string>();
		await assistant.watch([page("now"), page("item/T-2")], (uri) => heard.add(uri));
		await home.run("done", "T-2", "--anyway");
		await expect.poll(() => [...heard].sort(), { timeout: 20_000 }).toEqual([page("item/T-2"), page("now")]);
		expect(await assistant.page(page("item/T-2"))).toContain("T-2 done");
		await assistant.close();
	},
);

test("over HTTP the older protocol cannot subscribe, and is not promised it", async ({ home }) => {
	const { token } = await home.serve();
	const assistant = await overHttp(home, token, { era: "legacy" });
	await planAcmeNotes(assistant);
	await expect(assistant.watch([page("now")], () => {})).rejects.toThrow();
	await assistant.close();
});

test("a stream ends when its token is revoked", async ({ home }) => {
	await home.serve();
	const assistant = await overHttp(home, await home.token("Cursor"), { era: "2026-07-28" });
	await planAcmeNotes(assistant);
	const { ended } = await assistant.watch([page("now")], () => {});
	await home.run("token", "revoke", "Cursor");
	expect(await ended).not.toBe("local");
});
