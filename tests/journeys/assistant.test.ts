import { describe, expect } from "vitest";
import { eras, overHttp, overStdio } from "../harness/client.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { test } from "../harness/test.ts";

describe.each(eras)("an assistant that speaks the %s protocol", (era) => {
	test("plans a product over stdio and builds its first task", async ({ home }) => {
		const assistant = await overStdio(home, { era, name: "Claude Code" });
		await planAcmeNotes(assistant);

		const brief = accepted(await assistant.call("plan_brief", { ref: "T-1" }));
		expect(brief).toContain("Queue edits while offline");
		expect(brief).toContain("People lose notes on trains");
		expect(brief).toContain("Edits made offline arrive after reconnecting");

		accepted(
			await assistant.call("task_update", {
				ref: "T-1",
				status: "done",
				checks: [{ n: 1, met: true, how: "Ran the offline test twice" }],
			}),
		);
		const task = accepted(await assistant.call("plan_get", { refs: ["T-1"] }));
		expect(task).toMatch(/T-1 done/);
		expect(task).toContain("Ran the offline test twice");
		await assistant.close();
	});

	test("does the same over HTTP with its token", async ({ home }) => {
		const { token } = await home.serve();
		const assistant = await overHttp(home, token, { era, name: "Cursor" });
		await planAcmeNotes(assistant);
		expect(accepted(await assistant.call("plan_brief", { ref: "T-1" }))).toContain("People lose notes");
		await assistant.close();
	});

	test("is refused over HTTP without a token", async ({ home }) => {
		await home.serve();
		await expect(overHttp(home, null, { era })).rejects.toThrow(/401|Unauthorized|token/i);
	});
});

test("what one assistant plans, the next one finds, also under another protocol", async ({ home }) => {
	const first = await overStdio(home, { era: "legacy" });
	await planAcmeNotes(first);
	await first.close();

	const second = await overStdio(home, { era: "2026-07-28" });
	expect(accepted(await second.call("plan_find", { text: "retry" }))).toContain("Retry with growing pauses");
	await second.close();
});

test("an assistant takes back what it did, and only that", async ({ home }) => {
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);
	const other = await overStdio(home, { name: "Cursor" });
	accepted(await other.call("task_update", { ref: "T-2", status: "doing" }));

	accepted(await other.call("plan_undo", { change: "last" }));
	const tasks = accepted(await assistant.call("plan_get", { refs: ["T-1", "T-2", "T-3"] }));
	expect(tasks).toMatch(/T-2 todo/);
	await Promise.all([assistant.close(), other.close()]);
});

test("a build connection has the verbs of building and is refused those of planning", async ({ home }) => {
	const planner = await overStdio(home);
	await planAcmeNotes(planner);
	await planner.close();

	const builder = await overStdio(home, { args: ["--mode", "build"] });
	expect(await builder.verbs()).toContain("task_update");
	expect(await builder.verbs()).not.toContain("plan_save");
	accepted(await builder.call("task_update", { ref: "T-1", note: "Started with the queue" }));
	await builder.close();
});
