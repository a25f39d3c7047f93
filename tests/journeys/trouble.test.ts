import { chmodSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { overStdio } from "../harness/client.ts";
import { binary, type Home } from "../harness/home.ts";
import { initialize } from "../harness/http.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import type { Ended } from "../harness/running.ts";
import { holdLock, sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";

async function settle(home: Home): Promise<void> {
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);
	await assistant.close();
}

/** A refusal is a sentence for a person: no panic, no stack trace, no debug output. */
function expectSentence({ code, stderr }: Ended, pattern: RegExp): void {
	expect(code).not.toBe(0);
	expect(code).not.toBeNull();
	expect(stderr).toMatch(pattern);
	expect(stderr).not.toMatch(/panicked|RUST_BACKTRACE|Error \{|Some\(/);
	expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(3);
}

test("garbage on standard input does not end the stdio server", async ({ home }) => {
	const server = home.start(binary("openbacklog"), ["mcp"]);
	server.write('nonsense\n{"jsonrpc":\n[]\n{"jsonrpc":"2.0","id":7}\n\n');
	server.write(`${initialize}\n`);
	await server.says(/"serverInfo"/);
	expect(server.isRunning).toBe(true);
	for (const line of server.stdout.trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
	server.endInput();
	expect((await server.ended).code).toBe(0);
});

test("a plan that another program has locked is reported, and works again once it is free", async ({
	home,
}) => {
	await settle(home);
	const holder = await holdLock(home);
	expectSentence(await home.run("capture", "A thought"), /Another program is using the plan/);
	expect((await home.run("brief", "T-1")).stdout).toContain("Queue edits while offline");

	holder.endInput();
	await holder.ended;
	const captured = await home.run("capture", "A thought");
	expect(captured.stderr).toBe("");
	expect(captured.stdout).toMatch(/K-1/);
});

test("an assistant that meets a locked plan is told so and can go on", async ({ home }) => {
	await settle(home);
	const assistant = await overStdio(home);
	const holder = await holdLock(home);
	const refused = await assistant.call("task_update", { ref: "T-1", status: "doing" });
	expect(refused.failed).toBe(true);
	expect(refused.text).toMatch(/Another program is using the plan/);

	holder.endInput();
	await holder.ended;
	accepted(await assistant.call("task_update", { ref: "T-1", status: "doing" }));
	await assistant.close();
});

test("a plan written by a newer version is left alone", async ({ home }) => {
	await settle(home);
	sql(home, "PRAGMA user_version = 99");
	expectSentence(await home.run("capture", "A thought"), /OpenBacklog was updated/);
	expect(sql(home, "SELECT count(*) FROM captures")).toBe("0");

	const assistant = await overStdio(home);
	const refused = await assistant.call("plan_brief");
	expect(refused.failed).toBe(true);
	expect(refused.text).toMatch(/OpenBacklog was updated/);
	await assistant.close();
});

if (process.platform !== "win32") {
	test("a plan in a folder that cannot be written says so", async ({ home }) => {
		await settle(home);
		for (const file of readdirSync(home.dataFolder)) chmodSync(join(home.dataFolder, file), 0o444);
		chmodSync(home.dataFolder, 0o555);
		expectSentence(await asOrdinaryUser(home, "capture", "A thought"), /cannot be written|permission/i);
		chmodSync(home.dataFolder, 0o700);
		expect(sql(home, "SELECT count(*) FROM captures")).toBe("0");
	});
}

/** Root may write everywhere, so as root the command runs as nobody. */
function asOrdinaryUser(home: Home, ...args: string[]): Promise<Ended> {
	const nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];
	const drop = process.getuid?.() === 0 ? nobody : [];
	const [command, ...rest] = [...drop, binary("openbacklog"), ...args] as [string, ...string[]];
	const running = home.start(command, rest);
	running.endInput();
	return running.ended;
}
