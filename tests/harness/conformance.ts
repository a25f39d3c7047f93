import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Home } from "./home.ts";
import { recentNode, suiteFolder } from "./node.ts";

/** The revisions of the protocol whose requirements the suite knows. */
export const revisions = ["2025-11-25", "2026-07-28"] as const;
export type Revision = (typeof revisions)[number];

/** What the suite found: every check that passed and every one that did not, as “scenario:check”. */
export type Findings = { passing: string[]; failing: string[] };

/** What is known to fail, by the reason why, and how many checks pass. */
export type Known = { passing: number; failing: Record<string, string[]> };
export type Baseline = Record<Revision, Known>;

type Check = { id: string; status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO" };

/** Runs the suite against an address for everything that a revision requires of a server. */
export async function runSuite(home: Home, url: string, revision: Revision): Promise<Findings> {
	const results = mkdtempSync(join(tmpdir(), "openbacklog-conformance-"));
	try {
		const main = join(
			suiteFolder,
			"node_modules",
			"@modelcontextprotocol",
			"conformance",
			"dist",
			"index.js",
		);
		const asked = ["server", "--url", url, "--requirements", revision, "-o", results];
		const suite = home.start(recentNode(), [main, ...asked]);
		const { stdout, stderr } = await suite.ended;
		const scenarios = readdirSync(results);
		if (scenarios.length === 0) throw new Error(`The suite did not run.\n${stdout}\n${stderr}`);
		return gather(scenarios.flatMap((folder) => checksOf(results, folder)));
	} finally {
		rmSync(results, { recursive: true, force: true });
	}
}

type Judged = { check: string; passed: boolean };

function checksOf(results: string, folder: string): Judged[] {
	const scenario = folder.replace(/^server-/, "").replace(/-\d{4}-\d\d-\d\dT[\dTZ-]+$/, "");
	const checks = JSON.parse(readFileSync(join(results, folder, "checks.json"), "utf8")) as Check[];
	return checks
		.filter(({ status }) => status !== "SKIPPED" && status !== "INFO")
		.map(({ id, status }) => ({ check: `${scenario}:${id}`, passed: status === "SUCCESS" }));
}

/** One verdict for a check that is made several times: it passes when it always did. */
function gather(judged: Judged[]): Findings {
	const failing = new Set(judged.filter(({ passed }) => !passed).map(({ check }) => check));
	const passing = new Set(judged.map(({ check }) => check).filter((check) => !failing.has(check)));
	return { passing: [...passing].sort(), failing: [...failing].sort() };
}

/** What differs from the baseline, in sentences; nothing when all is as known. */
export function differences({ passing, failing }: Findings, known: Known): string[] {
	const expected = Object.values(known.failing).flat();
	const unreasoned = known.failing[""] ?? [];
	const fewer = known.passing - passing.length;
	return [
		...failing.filter((check) => !expected.includes(check)).map((check) => `${check} fails, and should not.`),
		...expected
			.filter((check) => !failing.includes(check))
			.map((check) => `${check} does not fail any more: take it out of the baseline.`),
		...unreasoned.map((check) => `${check} has no reason in the baseline: move it under one.`),
		...(fewer === 0 ? [] : [`Checks that pass: ${passing.length}; the baseline says ${known.passing}.`]),
	];
}

/** The baseline that these findings make, with the reasons that are known already. */
export function renewed({ passing, failing }: Findings, known: Known | undefined): Known {
	const reasons = Object.entries(known?.failing ?? {});
	const grouped: Record<string, string[]> = {};
	for (const check of failing) {
		const reason = reasons.find(([, checks]) => checks.includes(check))?.[0] ?? "";
		grouped[reason] = [...(grouped[reason] ?? []), check];
	}
	const sorted = Object.entries(grouped).sort(([one], [other]) => (one < other ? -1 : 1));
	return { passing: passing.length, failing: Object.fromEntries(sorted) };
}

export function readBaseline(name: string): Partial<Baseline> {
	return JSON.parse(readFileSync(join(suiteFolder, name), "utf8")) as Partial<Baseline>;
}

export function writeBaseline(name: string, baseline: Partial<Baseline>): void {
	writeFileSync(join(suiteFolder, name), `${JSON.stringify(baseline, null, "\t")}\n`);
}
