import { type IncomingHttpHeaders, request } from "node:http";
import type { Home } from "./home.ts";

export type Reply = { status: number; headers: IncomingHttpHeaders; body: string };

/** One request with exactly these headers: fetch would not let a journey forge Host or Origin. */
export function post(
	home: Home,
	path: string,
	body: string,
	headers: Record<string, string> = {},
): Promise<Reply> {
	return new Promise((resolve, reject) => {
		const outgoing = request(
			{
				host: "127.0.0.1",
				port: home.port,
				path,
				method: "POST",
				headers: {
					"Content-Type": "application/json",
					Accept: "application/json, text/event-stream",
					...headers,
				},
			},
			(incoming) => {
				let text = "";
				incoming.setEncoding("utf8").on("data", (chunk: string) => {
					text += chunk;
				});
				incoming.on("end", () =>
					resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
				);
			},
		);
		outgoing.on("error", reject);
		outgoing.end(body);
	});
}

export function bearer(token: string): Record<string, string> {
	return { Authorization: `Bearer ${token}` };
}

export const initialize = JSON.stringify({
	jsonrpc: "2.0",
	id: 1,
	method: "initialize",
	params: {
		protocolVersion: "2025-11-25",
		capabilities: {},
		clientInfo: { name: "Journey", version: "1.0.0" },
	},
});
