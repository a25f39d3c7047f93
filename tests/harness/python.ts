import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

const cache = join(import.meta.dirname, "..", "node_modules", ".cache");
const windows = process.platform === "win32";

/** A Python environment with these releases in it, or why there is none. */
export function preparePython(
	name: string,
	releases: string[],
	imports: string,
): { python: string } | { missing: string } {
	const environment = join(cache, `python-${[name, ...releases].join("-").replaceAll("==", "-")}`);
	const python = join(environment, ...(windows ? ["Scripts", "python.exe"] : ["bin", "python"]));
	const isReady = () => spawnSync(python, ["-c", `import ${imports}`]).status === 0;
	if (existsSync(python) && isReady()) return { python };

	mkdirSync(dirname(environment), { recursive: true });
	const made = spawnSync(windows ? "python" : "python3", ["-m", "venv", "--clear", environment]);
	if (made.status !== 0) return { missing: "Python 3 with its venv module is not installed here" };
	spawnSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...releases]);
	return isReady() ? { python } : { missing: `${releases.join(" and ")} could not be installed` };
}
