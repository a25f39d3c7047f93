import { expect } from "vitest";
import { overStdio } from "../harness/client.ts";
import { bearer, post } from "../harness/http.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { test } from "../harness/test.ts";

test("the brief of a task is the same text in the terminal, over MCP and over HTTP", async ({ home }) => {
	const { token } = await home.serve();
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);

	const overMcp = accepted(await assistant.call("plan_brief", { ref: "T-1" }));
	const inTerminal = await home.run("brief", "t-1");
	const overHttp = await post(home, "/api/v1/plan_brief", JSON.stringify({ ref: "T-1" }), bearer(token));
	expect(inTerminal.stdout.trimEnd()).toBe(overMcp.trimEnd());
	expect((JSON.parse(overHttp.body) as { text: string }).text.trimEnd()).toBe(overMcp.trimEnd());
	await assistant.close();
});

test("a captured line that names a project becomes its task, any other one waits in the inbox", async ({
	home,
}) => {
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);

	expect((await home.run("capture", "Retry after sleep #P-1 !p1")).stdout).toContain("T-4");
	expect((await home.run("capture", "A thought without a place")).stdout).toContain("K-1");
	const found = accepted(await assistant.call("plan_get", { refs: ["T-4"] }));
	expect(found).toMatch(/T-4 todo P1 .*"Retry after sleep"/);
	await assistant.close();
});

test("a command for a machine answers with JSON", async ({ home }) => {
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);
	await assistant.close();

	const found = await home.run("find", "retry", "--json");
	expect(() => JSON.parse(found.stdout)).not.toThrow();
	const missing = await home.run("brief", "T-999", "--json");
	expect(missing.code).not.toBe(0);
	expect(JSON.parse(missing.stdout || missing.stderr)).toMatchObject({ code: "not_found" });
});

test("a revoked token opens nothing any more", async ({ home }) => {
	await home.serve();
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);
	await assistant.close();
	const token = await home.token("Cursor");
	const ask = () => post(home, "/api/v1/plan_brief", "{}", bearer(token));
	expect((await ask()).status).toBe(200);

	await home.run("token", "revoke", "Cursor");
	await expect.poll(async () => (await ask()).status).toBe(401);
});
