import { expect } from "vitest";
import { overHttp, overStdio } from "../harness/client.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";
import { AppWindow } from "../harness/window.ts";
import { countOn, keepWorking } from "../harness/work.ts";

const each = 20;
const counts = 5;

test("the app, two stdio servers, an HTTP client and the terminal write at once, and nothing is lost or unsigned", async ({
	home,
}) => {
	const claude = await overStdio(home, { name: "Claude Code", era: "2026-07-28" });
	await planAcmeNotes(claude);
	const codex = await overStdio(home, { name: "Codex" });
	const window = await AppWindow.open(home);
	const cursor = await overHttp(home, await home.token("Cursor"));
	const project = sql(home, "SELECT id FROM projects");
	const save = (name: string) => ({ items: [{ type: "task", parent: "P-1", fields: { name } }] });
	const writers: Record<string, (name: string) => Promise<unknown>> = {
		app: (name) => window.invoke("create_task", { input: { name, project_id: project } }),
		terminal: async (name) => expect((await home.run("capture", `${name} #P-1`)).stderr).toBe(""),
		"Claude Code": async (name) => accepted(await claude.call("plan_save", save(name))),
		Codex: async (name) => accepted(await codex.call("plan_save", save(name))),
		Cursor: async (name) => accepted(await cursor.call("plan_save", save(name))),
	};
	const writing = Object.entries(writers).map(async ([writer, write]) => {
		for (let number = 1; number <= each; number++) await write(`Task ${number} of ${writer}`);
	});
	const counting = [claude, codex].map(async (counter, number) => {
		for (let time = 0; time < counts; time++) await countOn(counter, String(number));
	});
	await Promise.all([...writing, ...counting]);

	for (const writer of Object.keys(writers)) {
		expect(sql(home, `SELECT count(*) FROM tasks WHERE name LIKE 'Task % of ${writer}'`), writer).toBe(
			String(each),
		);
	}
	expect(sql(home, "SELECT name FROM tasks WHERE number = 1")).toMatch(`Counted ${2 * counts} by`);
	expect(sql(home, signedOnce)).toBe(
		["Claude Code", "Codex", "Cursor"].map((name) => `ai|${name}|${each}`).join("\n"),
	);
	expect(sql(home, "SELECT count(*) - count(DISTINCT number) FROM tasks")).toBe("0");
	await window.click("link", /^Tasks/);
	await window.shows(/Task \d+ of (Claude Code|Codex|Cursor|terminal)/);
	await window.quit();
	await Promise.all([claude, codex, cursor].map((assistant) => assistant.close()));
});

/** The logged inserts of the written tasks by the AI that made them. */
const signedOnce = `
	SELECT actor_kind, actor_name, count(*) FROM row_changes
	JOIN changes ON changes.seq = change_seq JOIN change_sets ON change_sets.seq = set_seq
	WHERE table_name = 'tasks' AND op = 'insert' AND after LIKE '%"Task % of %' AND actor_kind = 'ai'
	GROUP BY actor_name ORDER BY actor_name`;

test("an assistant's session goes on while the app is started, quit and started again", async ({ home }) => {
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);
	const work = keepWorking(assistant);
	await work.goesOn();

	for (let start = 1; start <= 2; start++) {
		const window = await AppWindow.open(home);
		await work.goesOn();
		await window.quit();
		await work.goesOn();
	}

	const notes = await work.stop();
	expect(sql(home, "SELECT count(*) FROM task_notes WHERE text LIKE 'Note %'")).toBe(String(notes));
	await assistant.close();
});
