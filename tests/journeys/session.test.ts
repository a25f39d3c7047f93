import { copyFileSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "vitest";
import { overHttp, overStdio } from "../harness/client.ts";
import { binary } from "../harness/home.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { holdLock, sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";
import { keepWorking } from "../harness/work.ts";

const notes = "SELECT count(*) FROM task_notes WHERE text LIKE 'Note %'";

test("a session goes on while a server beside it is started, killed, started again and ended", async ({
	home,
}) => {
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);
	const work = keepWorking(assistant);
	await work.goesOn();

	const { server } = await home.serve();
	await work.goesOn();
	await server.kill("SIGKILL");
	await work.goesOn();
	const again = home.start(binary("openbacklog"), ["serve", "--port", String(home.port)]);
	await again.says(/serving at/);
	await work.goesOn();
	await again.kill("SIGTERM");
	await work.goesOn();

	expect(await work.stop()).toBe(Number(sql(home, notes)));
	await assistant.close();
});

test("a session goes on while its program is replaced on the disk, and the next one starts from the new", async ({
	home,
}) => {
	const program = join(home.dataFolder, basename(binary("openbacklog")));
	copyFileSync(binary("openbacklog"), program);
	const assistant = await overStdio(home, { program: [program] });
	await planAcmeNotes(assistant);
	const work = keepWorking(assistant);
	await work.goesOn();

	// As the app does it: a file that runs can be renamed on every system, and replaced only on some.
	renameSync(program, `${program}.old`);
	copyFileSync(binary("openbacklog"), program);
	await work.goesOn();
	const next = await overStdio(home, { program: [program] });
	accepted(await next.call("task_update", { ref: "T-2", note: "From the new program" }));
	await work.goesOn();

	expect(await work.stop()).toBe(Number(sql(home, notes)));
	await Promise.all([assistant.close(), next.close()]);
});

test("a session that meets a plan raised by a newer version reads on and writes nothing, through every door", async ({
	home,
}) => {
	const { token } = await home.serve();
	const doors = [await overStdio(home), await overHttp(home, token)];
	const [first] = doors;
	if (first) await planAcmeNotes(first);
	const version = sql(home, "PRAGMA user_version");

	sql(home, "PRAGMA user_version = 99");
	for (const door of doors) {
		const refused = await door.call("task_update", { ref: "T-1", note: "Too late" });
		expect(refused.failed).toBe(true);
		expect(refused.text).toMatch(/OpenBacklog was updated.*[Rr]econnect/s);
		expect(accepted(await door.call("plan_get", { refs: ["T-1"] }))).toContain("T-1 todo");
	}
	expect(sql(home, "SELECT count(*) FROM task_notes")).toBe("0");

	sql(home, `PRAGMA user_version = ${version}`);
	for (const door of doors) {
		accepted(await door.call("task_update", { ref: "T-1", note: "Back again" }));
		await door.close();
	}
});

// Windows knows no signal that asks a process without a window to end.
if (process.platform !== "win32") {
	test("a server that is asked to end answers what waits for the plan first", async ({ home }) => {
		const planner = await overStdio(home);
		await planAcmeNotes(planner);
		await planner.close();
		const server = home.start(binary("openbacklog"), ["mcp"]);
		const ask = (id: number, name: string, input: object) =>
			server.write(
				`${JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: input } })}\n`,
			);
		ask(1, "plan_get", { refs: ["T-1"] });
		await server.says(/"id":1/);

		const holder = await holdLock(home);
		ask(2, "task_update", { ref: "T-1", note: "Waits for the lock" });
		ask(3, "plan_get", { refs: ["T-1"] });
		await server.says(/"id":3/);
		const ended = server.kill("SIGTERM");
		holder.endInput();
		await ended;

		const { code, stdout } = await server.ended;
		expect(code).toBe(0);
		expect(stdout).toMatch(/"id":2,.*"isError":false/);
		expect(sql(home, "SELECT count(*) FROM task_notes")).toBe("1");
	});
}
