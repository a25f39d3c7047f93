import { expect } from "vitest";
import type { Home } from "../harness/home.ts";
import { bearer, initialize, post } from "../harness/http.ts";
import { test } from "../harness/test.ts";

/** The server still answers a friend after whatever came before. */
async function stillServes(home: Home, token: string): Promise<void> {
	const reply = await post(home, "/mcp", initialize, bearer(token));
	expect(reply.status).toBe(200);
	expect(reply.body).toContain("serverInfo");
}

test("a request without a token learns that one is needed, and nothing else", async ({ home }) => {
	const { token } = await home.serve();
	const reply = await post(home, "/mcp", initialize);
	expect(reply.status).toBe(401);
	expect(reply.headers["www-authenticate"]).toBe("Bearer");
	await stillServes(home, token);
});

test("a wrong token is refused", async ({ home }) => {
	const { token } = await home.serve();
	const wrong = token.slice(0, -4) + [...token.slice(-4)].reverse().join("").toLowerCase();
	expect((await post(home, "/mcp", initialize, bearer(`${wrong}x`))).status).toBe(401);
	await stillServes(home, token);
});

test("a web page of another origin is refused even with the token", async ({ home }) => {
	const { token } = await home.serve();
	for (const origin of ["https://example.com", "null", `http://localhost:${home.port + 1}`]) {
		const reply = await post(home, "/mcp", initialize, { ...bearer(token), Origin: origin });
		expect(reply.status, origin).toBe(403);
		expect(reply.headers["access-control-allow-origin"]).toBeUndefined();
	}
	await stillServes(home, token);
});

test("a name that is rebound to this computer is refused", async ({ home }) => {
	const { token } = await home.serve();
	for (const host of ["example.com", `example.com:${home.port}`, "127.0.0.1", "localhost:1"]) {
		const reply = await post(home, "/mcp", initialize, { ...bearer(token), Host: host });
		expect(reply.status, host).toBe(403);
	}
	await stillServes(home, token);
});

test("malformed JSON gets an error and the server goes on", async ({ home }) => {
	const { token } = await home.serve();
	for (const body of ["", "{", "[]", "nonsense", '{"jsonrpc":"2.0"', "[".repeat(10_000)]) {
		const reply = await post(home, "/mcp", body, bearer(token));
		expect(reply.status, body.slice(0, 20)).toBeGreaterThanOrEqual(400);
		expect(reply.status, body.slice(0, 20)).toBeLessThan(500);
	}
	const verb = await post(home, "/api/v1/plan_brief", "{", bearer(token));
	expect(verb.status).toBe(400);
	await stillServes(home, token);
});
