// What a process takes of the machine, as Linux tells it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Processor seconds of a process and all it started: the webview runs in processes of its own. */
export function processorSeconds(pid: number): number {
	const ticks = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	const own = (Number(fields[11]) + Number(fields[12])) / ticks;
	const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
		readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
	);
	return children.reduce((sum, child) => sum + processorSeconds(child), own);
}

/** Percent of one core that a process takes over this time. */
export async function processorShare(pid: number, seconds: number): Promise<number> {
	const before = processorSeconds(pid);
	await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
	return ((processorSeconds(pid) - before) / seconds) * 100;
}

/** Resident memory of a process in MiB. */
export function residentMemory(pid: number): number {
	const resident = readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
	return Number(resident) / 1024;
}
