import { spawnSync } from "node:child_process";
import { copyFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { overStdio } from "../harness/client.ts";
import { binary } from "../harness/home.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";

// Windows lets nobody move or delete the folder of an open plan.
if (process.platform !== "win32") {
	test("a session whose plan is moved away says so, and goes on when it is put back", async ({ home }) => {
		const assistant = await overStdio(home);
		await planAcmeNotes(assistant);
		const away = `${home.dataFolder}-away`;
		renameSync(home.dataFolder, away);
		for (const [verb, input] of calls) {
			const refused = await assistant.call(verb, input);
			expect(refused.failed, verb).toBe(true);
			expect(refused.text).toMatch(/moved, deleted or replaced.*Put it back/s);
		}

		renameSync(away, home.dataFolder);
		accepted(await assistant.call("task_update", { ref: "T-1", note: "Back" }));
		expect(sql(home, "SELECT text FROM task_notes")).toBe("Back");
		await assistant.close();
	});

	test("a session whose plan is replaced neither reads nor writes the other one", async ({ home }) => {
		const assistant = await overStdio(home);
		await planAcmeNotes(assistant);
		for (const [verb, input] of calls) accepted(await assistant.call(verb, input));
		renameSync(home.dataFolder, `${home.dataFolder}-away`);
		expect((await home.run("capture", "The first thought of another plan")).stdout).toContain("K-1");

		for (const [verb, input] of calls) {
			const refused = await assistant.call(verb, input);
			expect(refused.failed, verb).toBe(true);
			expect(refused.text).toMatch(/reconnect/);
		}
		expect(sql(home, "SELECT count(*) FROM tasks")).toBe("0");
		await assistant.close();
	});

	test("a session whose plan is deleted acknowledges nothing more", async ({ home }) => {
		const assistant = await overStdio(home);
		await planAcmeNotes(assistant);
		for (const [verb, input] of calls) accepted(await assistant.call(verb, input));
		rmSync(home.dataFolder, { recursive: true });
		for (const [verb, input] of calls) expect((await assistant.call(verb, input)).failed, verb).toBe(true);
		await assistant.close();
	});
}

const calls: [verb: string, input: Record<string, unknown>][] = [
	["plan_get", { refs: ["T-1"] }],
	["task_update", { ref: "T-1", note: "Where does this go?" }],
	["plan_brief", {}],
];

test("a full disk is said, loses nothing acknowledged, and writing goes on when there is room again", async ({
	home,
	skip,
}) => {
	// A small disk of one's own needs a mount that only Linux gives to ordinary users.
	const own = ["unshare", "--user", "--map-root-user", "--mount"] as const;
	if (process.platform !== "linux" || spawnSync(own[0], [...own.slice(1), "true"]).status !== 0) {
		return skip("Not run: this system gives no small disk of one's own.");
	}
	const mount = 'mount -t tmpfs -o size=4m none "$0" && head -c 2000000 /dev/zero >"$0/ballast" && exec "$@"';
	const assistant = await overStdio(home, {
		program: [...own, "sh", "-c", mount, home.dataFolder, binary("openbacklog")],
		folder: "/",
	});
	await planAcmeNotes(assistant);
	const note = "x".repeat(60_000);
	let kept = 0;
	let refused = "";
	while (refused === "") {
		const answer = await assistant.call("task_update", { ref: "T-1", note: `${kept} ${note}` });
		if (answer.failed) refused = answer.text;
		else kept++;
	}
	expect(kept).toBeGreaterThan(0);
	expect(refused).toMatch(/cannot be written.*free space/s);

	// The folder as that process sees it.
	const inside = join("/proc", String(assistant.pid), "root", home.dataFolder);
	rmSync(join(inside, "ballast"));
	accepted(await assistant.call("task_update", { ref: "T-1", note: "Room again" }));
	for (const file of ["plan.db", "plan.db-wal"])
		copyFileSync(join(inside, file), join(home.dataFolder, file));
	expect(sql(home, "SELECT count(*) FROM task_notes")).toBe(String(kept + 1));
	expect(sql(home, "PRAGMA integrity_check")).toBe("ok");
	await assistant.close();
});
