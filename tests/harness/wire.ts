import { connect } from "node:net";
import type { Home } from "./home.ts";

/** Sends these bytes to the server as they are and returns everything that comes back until it closes. */
export function exchange(home: Home, bytes: Buffer | string): Promise<string> {
	return new Promise((resolve) => {
		let said = "";
		const socket = connect(home.port, "127.0.0.1", () => socket.write(bytes));
		socket.setEncoding("utf8").on("data", (text: string) => {
			said += text;
		});
		// A server that closes before it has read everything resets the connection.
		socket.on("error", () => {});
		socket.on("close", () => resolve(said));
	});
}

/** The status of a reply; 0 when the server closed without one. */
export function statusOf(reply: string): number {
	return Number(/^HTTP\/1\.[01] (\d{3})/.exec(reply)?.[1] ?? 0);
}

/** A request with these headers and body, after which the connection is closed. */
export function bytesOf(home: Home, path: string, headers: Record<string, string>, body: Buffer): Buffer {
	const all: Record<string, string> = {
		Host: `127.0.0.1:${home.port}`,
		"Content-Type": "application/json",
		Accept: "application/json, text/event-stream",
		Connection: "close",
		"Content-Length": String(body.length),
		...headers,
	};
	const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
	return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n`), body]);
}
