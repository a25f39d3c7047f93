import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { binary } from "../harness/home.ts";
import { acmeNotes } from "../harness/plan.ts";
import { test } from "../harness/test.ts";

const release = "mcp==2.3.0";
const here = dirname(fileURLToPath(import.meta.url));
const environment = join(here, "..", "node_modules", ".cache", `python-${release.replace("==", "-")}`);
const minutes = 60_000;

/** A Python with the official client in an environment of its own, or why there is none. */
function preparePython(): { python: string } | { missing: string } {
	const windows = process.platform === "win32";
	const python = join(environment, ...(windows ? ["Scripts", "python.exe"] : ["bin", "python"]));
	const hasClient = () => spawnSync(python, ["-c", "import mcp"]).status === 0;
	if (existsSync(python) && hasClient()) return { python };

	mkdirSync(dirname(environment), { recursive: true });
	const made = spawnSync(windows ? "python" : "python3", ["-m", "venv", "--clear", environment]);
	if (made.status !== 0) return { missing: "Python 3 with its venv module is not installed here" };
	spawnSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", release]);
	return hasClient() ? { python } : { missing: `${release} could not be installed` };
}

test("the official Python client plans a project and reads its brief", { timeout: 3 * minutes }, async ({
	home,
	skip,
}) => {
	const prepared = preparePython();
	if ("missing" in prepared) return skip(`Not run: ${prepared.missing}.`);

	const said = execFileSync(
		prepared.python,
		[join(here, "python_client.py"), binary("openbacklog"), JSON.stringify(acmeNotes)],
		{ env: home.env, encoding: "utf8" },
	);
	expect(said).toContain("Queue edits while offline");
	expect(said).toContain("People lose notes on trains");
});
