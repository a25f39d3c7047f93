import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Home } from "../harness/home.ts";
import { bearer } from "../harness/http.ts";
import { preparePython } from "../harness/python.ts";
import { test } from "../harness/test.ts";

const releases = ["schemathesis==4.32.5", "openapi-spec-validator==0.9.0"];
const minutes = 60_000;
const folder = join(import.meta.dirname, "openapi");
// The same cases everywhere; another seed tries others.
const seed = process.env.OPENBACKLOG_SEED ?? "20261122";
const examples = process.env.OPENBACKLOG_ROUNDS ?? "15";

async function servedSample(home: Home): Promise<string[]> {
	expect((await home.run("sample", "load")).stderr).toBe("");
	const { token } = await home.serve();
	const others = ["Second", "Third", "Fourth"].map((client) => home.token(client));
	return [token, ...(await Promise.all(others))];
}

async function described(home: Home, token: string): Promise<string> {
	const reply = await fetch(`${home.url}/api/v1/openapi.json`, { headers: bearer(token) });
	expect(reply.status).toBe(200);
	const file = join(home.dataFolder, "openapi.json");
	writeFileSync(file, await reply.text());
	return file;
}

test("the description of the API is a valid OpenAPI document", { timeout: 5 * minutes }, async ({
	home,
	skip,
}) => {
	const prepared = preparePython("openapi", releases, "schemathesis, openapi_spec_validator");
	if ("missing" in prepared) return skip(`Not run: ${prepared.missing}.`);

	const [token = ""] = await servedSample(home);
	const file = await described(home, token);
	const running = home.start(prepared.python, ["-m", "openapi_spec_validator", file]);
	const { code, stdout, stderr } = await running.ended;
	expect(code, stdout + stderr).toBe(0);
});

test(`the API does what its description says, whatever is asked (seed ${seed})`, {
	timeout: 5 * minutes,
}, async ({ home, skip }) => {
	const prepared = preparePython("openapi", releases, "schemathesis, openapi_spec_validator");
	if ("missing" in prepared) return skip(`Not run: ${prepared.missing}.`);

	const tokens = await servedSample(home);
	const file = await described(home, tokens[0] ?? "");
	const options = ["--seed", seed, "--max-examples", examples, "--rate-limit", `${18 * tokens.length}/s`];
	const running = home.start(
		prepared.python,
		[
			...["-m", "schemathesis.cli", "--config-file", join(folder, "schemathesis.toml"), "run", file],
			...["--url", home.url, "--no-color", "--generation-database", "none", ...options],
		],
		{ TOKENS: tokens.join(" "), SCHEMATHESIS_HOOKS: "tokens", PYTHONPATH: folder },
	);
	const { code, stdout, stderr } = await running.ended;
	expect(code, stdout + stderr).toBe(0);
});
