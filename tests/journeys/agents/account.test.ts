import { expect } from "vitest";
import { play } from "../../harness/agent.ts";
import { overStdio } from "../../harness/client.ts";
import { planAcmeNotes } from "../../harness/plan.ts";
import { test } from "../../harness/test.ts";

test("a journey over its budget fails with what it spent on what", async ({ home }) => {
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);
	await assistant.close();

	const spendthrift = play(home, "legacy", { calls: 1, tokens: 1 }, async ({ agent }) => {
		const reader = await agent();
		await reader.call("plan_brief", { ref: "T-1" });
		await reader.call("plan_find", { text: "queue" });
	});
	const account = await spendthrift.then(
		() => "The journey was within its budget.",
		(error: Error) => error.message,
	);
	expect(account).toMatch(/^The journey took 2 calls of 1 and \d{4} tokens of 1\.$/m);
	expect(account).toMatch(/^ +0 +\d{4} {2}\d+ tools$/m);
	expect(account).toMatch(/^ +\d+ +\d+ {2}1\. plan_brief \{"ref":"T-1"\}$/m);
	expect(account).toMatch(/^2 calls, \d{4} tokens$/m);
});
