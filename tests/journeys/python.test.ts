import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import { binary } from "../harness/home.ts";
import { acmeNotes } from "../harness/plan.ts";
import { preparePython } from "../harness/python.ts";
import { test } from "../harness/test.ts";

const minutes = 60_000;

test("the official Python client plans a project and reads its brief", { timeout: 3 * minutes }, async ({
	home,
	skip,
}) => {
	const prepared = preparePython("client", ["mcp==2.3.0"], "mcp");
	if ("missing" in prepared) return skip(`Not run: ${prepared.missing}.`);

	const said = execFileSync(
		prepared.python,
		[join(import.meta.dirname, "python_client.py"), binary("openbacklog"), JSON.stringify(acmeNotes)],
		{ env: home.env, encoding: "utf8" },
	);
	expect(said).toContain("Queue edits while offline");
	expect(said).toContain("People lose notes on trains");
});
