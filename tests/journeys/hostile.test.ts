import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { Dice } from "../harness/dice.ts";
import type { Home } from "../harness/home.ts";
import { bearer, initialize, post } from "../harness/http.ts";
import { sql } from "../harness/sqlite.ts";
import { test } from "../harness/test.ts";
import { bytesOf, exchange, statusOf } from "../harness/wire.ts";

const dice = new Dice();
/** Requests of the run; OPENBACKLOG_ROUNDS asks for more. */
const rounds = Number(process.env.OPENBACKLOG_ROUNDS ?? 600);
const clients = 4;
/** What a client may ask for in a second, and a little less. */
const pace = 18;
const mebibyte = 1 << 20;

const proper: [path: string, body: string][] = [
	["/mcp", initialize],
	[
		"/mcp",
		'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"plan_get","arguments":{"refs":["T-1"]}}}',
	],
	["/api/v1/plan_find", '{"text":"photo","types":["task"],"limit":5}'],
	["/api/v1/plan_save", '{"items":[{"type":"capture","fields":{"text":"Heard on the train"}}]}'],
	["/api/v1/task_update", '{"ref":"T-2","note":"Half done","checks":[{"n":1,"met":true}]}'],
];
const shards = ['"', "{", "[".repeat(200), "\\ud800", "\u0000", "1e999", "null", ",", "\uFEFF"];

function spoiled(body: string): Buffer {
	let bytes = Buffer.from(body);
	for (let times = dice.below(4); times >= 0; times--) {
		const at = dice.below(bytes.length + 1);
		const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
		const ways = [
			() => Buffer.concat([before, after.subarray(1 + dice.below(8))]),
			() => before,
			() => Buffer.concat([before, Buffer.from(dice.oneOf(shards)), after]),
			() => Buffer.concat([before, Buffer.from([dice.below(256)]), after.subarray(1)]),
		];
		bytes = dice.oneOf(ways)();
	}
	return bytes;
}

/** Sends requests one after the other, no faster than a client may. */
async function send(home: Home, count: number, request: () => Buffer): Promise<number[]> {
	const statuses: number[] = [];
	for (let sent = 0; sent < count; sent++) {
		const soon = new Promise((resolve) => setTimeout(resolve, 1000 / pace));
		statuses.push(statusOf(await exchange(home, request())));
		await soon;
	}
	return statuses;
}

/** The memory a process holds, in bytes. */
function memory(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

test(`spoiled requests never fail the server, nor make it grow (seed ${dice.seed})`, async ({ home }) => {
	await home.run("sample", "load");
	const { server, token } = await home.serve();
	const others = await Promise.all(["Second", "Third", "Fourth"].map((client) => home.token(client)));
	const tokens = [token, ...others].slice(0, clients);
	const run = async (count: number) => {
		const sent = tokens.map((token) =>
			send(home, count / clients, () => {
				const [path, body] = dice.oneOf(proper);
				return bytesOf(home, path, bearer(token), spoiled(body));
			}),
		);
		return (await Promise.all(sent)).flat();
	};

	await run(rounds / 3);
	const before = process.platform === "linux" ? memory(server.pid) : 0;
	const statuses = await run((rounds * 2) / 3);
	const after = process.platform === "linux" ? memory(server.pid) : 0;

	expect(statuses.filter((status) => status === 0 || status >= 500)).toEqual([]);
	expect(statuses.filter((status) => status >= 400).length).toBeGreaterThan(statuses.length / 2);
	expect(after - before).toBeLessThan(8 * mebibyte);
	expect((await post(home, "/mcp", initialize, bearer(token))).status).toBe(200);
	expect(server.isRunning).toBe(true);

	expect(sql(home, "PRAGMA integrity_check")).toBe("ok");
	expect(sql(home, "PRAGMA foreign_key_check")).toBe("");
	const unlogged = "SELECT count(*) FROM captures WHERE id NOT IN (SELECT entity_id FROM entity_changes)";
	expect(sql(home, unlogged)).toBe("0");
});

test("a sender that dawdles is cut off while others are served", async ({ home }) => {
	const { token } = await home.serve();
	const dawdling = exchange(home, `POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:${home.port}\r\nX-Slow: `);
	expect((await post(home, "/mcp", initialize, bearer(token))).status).toBe(200);
	expect(statusOf(await dawdling)).toBeLessThan(500);
	expect((await post(home, "/mcp", initialize, bearer(token))).status).toBe(200);
});

test("no token is found anywhere but where it was shown", async ({ home }) => {
	await home.run("sample", "load");
	home.env.OPENBACKLOG_LOG = "trace";
	const { server, token } = await home.serve();
	const made = await home.run("token", "create", "Editor", "--json");
	const { token: second } = JSON.parse(made.stdout) as { token: string };
	const unknown = `obl_${"5ec".repeat(21)}5`;
	for (const used of [token, second, unknown]) {
		await post(home, "/mcp", initialize, bearer(used));
		await post(home, "/api/v1/plan_brief", "{}", bearer(used));
		await post(home, "/api/v1/plan_find", '{"text":', bearer(used));
		await post(home, "/api/v1/nothing", "{}", bearer(used));
		await post(home, "/mcp", initialize, { ...bearer(used), Origin: "https://example.com" });
	}
	const said: string[] = [made.stderr];
	const commands = [["token", "list"], ["token", "scope", "Editor", "read"], ["brief"], ["recap"]];
	for (const command of [...commands, ["token", "revoke", "Editor"], ["undo", "list"]]) {
		const { stdout, stderr } = await home.run(...command, "--json");
		said.push(stdout, stderr);
	}
	await server.kill("SIGINT");
	// The welcome shows the first token in its own line and in the command to copy.
	said.push(server.stdout.replaceAll(token, ""), server.stderr);

	const files = everyFile(home.dataFolder);
	const log = files.find((file) => file.endsWith(".log")) ?? "";
	expect(readFileSync(log, "utf8")).toContain("TRACE");
	const places = [
		...files.map((file) => [file, readFileSync(file, "latin1")]),
		["what was said", said.join("\n")],
	];
	for (const secret of [token, second, unknown].map((shown) => shown.slice("obl_".length))) {
		expect(places.filter(([, text]) => text?.includes(secret)).map(([name]) => name)).toEqual([]);
	}
	// The same search finds what is there.
	expect(places.some(([, text]) => text?.includes("Larder"))).toBe(true);
});

if (process.platform !== "win32") {
	test("what the plan keeps is its owner's alone to read", async ({ home }) => {
		await home.run("sample", "load");
		await home.run("find", "photo");
		const { token } = await home.serve();
		await post(home, "/mcp", initialize, bearer(token));
		const open = (path: string) => (statSync(path).mode & 0o077).toString(8);
		expect(open(home.dataFolder)).toBe("0");
		expect(open(join(home.dataFolder, "logs"))).toBe("0");
		const beside = readdirSync(home.dataFolder).filter((name) => name !== "logs");
		expect(beside).toEqual(expect.arrayContaining(["plan.db", "plan.db-wal", "search.db"]));
		for (const name of beside) expect(open(join(home.dataFolder, name)), name).toBe("0");
	});
}

function everyFile(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		return entry.isDirectory() ? everyFile(path) : [path];
	});
}
