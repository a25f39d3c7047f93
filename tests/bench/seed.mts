// A plan of many entities, nine tenths of them finished: the one that the crate's own benchmarks use.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Seeds a plan, or copies the one that the folder OPENBACKLOG_BENCH_PLANS keeps from an earlier run. */
export function seed(folder: string, entities: number): void {
	const plans = process.env.OPENBACKLOG_BENCH_PLANS;
	if (plans === undefined) {
		make(folder, entities);
		return;
	}
	const kept = join(resolve(root, plans), String(entities));
	if (!existsSync(kept)) make(kept, entities);
	cpSync(kept, folder, { recursive: true });
}

function make(folder: string, entities: number): void {
	const profile = process.env.OPENBACKLOG_PROFILE === "release" ? ["--release"] : [];
	const example = ["--package", "openbacklog-plan", "--example", "seed", "--", folder, String(entities)];
	execFileSync("cargo", ["run", "--quiet", ...profile, ...example], { cwd: root, stdio: "inherit" });
}
