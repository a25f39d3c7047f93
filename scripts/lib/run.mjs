// Child processes without a shell, so that the same call works on Linux, macOS and Windows.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** npm as [command, arguments]: its JavaScript entry, because Windows starts npm.cmd only through a shell. */
export function npm(...args) {
	const besideNode = join(dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js");
	const entry = [process.env.npm_execpath, besideNode].find(
		(path) => path?.endsWith("js") && existsSync(path),
	);
	return entry ? [process.execPath, [entry, ...args]] : ["npm", args];
}

/** Runs a command to its end, output shown unless `quiet`; resolves to its exit code (127: not found). */
export function run(command, args, { quiet = false, env = {}, cwd = root } = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, {
			cwd,
			env: { ...process.env, ...env },
			stdio: quiet ? "ignore" : "inherit",
		});
		child.on("error", () => resolve(127));
		child.on("close", (code) => resolve(code ?? 1));
	});
}

/** What a command prints, or null when it is missing or fails. */
export function output(command, args) {
	const result = spawnSync(command, args, { encoding: "utf8", cwd: root });
	return result.status === 0 ? result.stdout.trim() : null;
}

export function exists(command, versionFlag = "--version") {
	return spawnSync(command, [versionFlag], { stdio: "ignore" }).error === undefined;
}
