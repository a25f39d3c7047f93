// The servers under measure, spoken to without a client library: its own work would be timed too.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { binary, type Home } from "../harness/home.ts";

type Input = Record<string, unknown>;
type Reply = {
	result?: { isError?: boolean; content?: { text: string }[]; tools?: { name: string }[] };
	error?: { message: string };
};

/** A server that is being measured. */
export type Target = {
	pid: number;
	verbs(): Promise<string[]>;
	/** The call's text; a refused call ends the measure. */
	call(verb: string, input: Input): Promise<string>;
	close(): Promise<void>;
};

type Exchange = (method: string, params: Input) => Promise<Reply>;

function target(pid: number, exchange: Exchange, close: () => Promise<void>): Target {
	return {
		pid,
		close,
		verbs: async () => (await exchange("tools/list", {})).result?.tools?.map((tool) => tool.name) ?? [],
		call: async (verb, input) => {
			const { result, error } = await exchange("tools/call", { name: verb, arguments: input });
			const text = result?.content?.map((block) => block.text).join("\n");
			if (text === undefined || result?.isError) {
				throw new Error(`${verb} ${JSON.stringify(input)} was refused: ${error?.message ?? text}`);
			}
			return text;
		},
	};
}

const opening = {
	protocolVersion: "2025-11-25",
	capabilities: {},
	clientInfo: { name: "Bench", version: "1.0.0" },
};

/** Starts `openbacklog mcp` and greets it. */
export async function stdioTarget(home: Home): Promise<Target> {
	const child = spawn(binary("openbacklog"), ["mcp", "--client", "Bench"], {
		env: home.env,
		cwd: home.dataFolder,
		stdio: ["pipe", "pipe", "inherit"],
	}) as unknown as ChildProcessWithoutNullStreams;
	const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
	const waiting = new Map<number, (reply: Reply) => void>();
	createInterface({ input: child.stdout }).on("line", (line) => {
		const message = JSON.parse(line) as Reply & { id?: number };
		if (message.id === undefined) return;
		waiting.get(message.id)?.(message);
		waiting.delete(message.id);
	});
	const send = (message: Input) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
	let last = 0;
	const exchange: Exchange = (method, params) =>
		new Promise((resolve) => {
			const id = ++last;
			waiting.set(id, resolve);
			send({ id, method, params });
		});
	await exchange("initialize", opening);
	send({ method: "notifications/initialized" });
	return target(child.pid ?? 0, exchange, () => {
		child.stdin.end();
		return ended;
	});
}

/** Starts `openbacklog serve` and makes a token for it. */
export async function httpTarget(home: Home): Promise<Target> {
	const { server } = await home.serve();
	const token = await home.token("Bench over HTTP");
	const agent = new Agent({ keepAlive: true });
	const headers = {
		"Content-Type": "application/json",
		Accept: "application/json, text/event-stream",
		Authorization: `Bearer ${token}`,
		"MCP-Protocol-Version": "2025-11-25",
	};
	const exchange: Exchange = (method, params) =>
		new Promise((resolve, reject) => {
			const options = { agent, headers, method: "POST", host: "127.0.0.1", port: home.port, path: "/mcp" };
			const outgoing = request(options, (incoming) => {
				let text = "";
				incoming.setEncoding("utf8").on("data", (chunk: string) => {
					text += chunk;
				});
				incoming.on("end", () => {
					if (incoming.statusCode === 200) resolve(JSON.parse(text) as Reply);
					else reject(new Error(`HTTP ${incoming.statusCode}: ${text}`));
				});
			});
			outgoing.on("error", reject);
			outgoing.end(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
		});
	return target(server.pid, exchange, async () => {
		agent.destroy();
		await server.kill("SIGINT");
	});
}
