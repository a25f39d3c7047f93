import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the conformance suite and of the Node it brings. */
export const suiteFolder = join(import.meta.dirname, "..", "conformance");

const oldest = 22;

/** Node 22 or newer: this one, or the one that comes with the suite as a package per platform. */
export function recentNode(): string {
	if (Number.parseInt(process.versions.node, 10) >= oldest) return process.execPath;
	const system = process.platform === "win32" ? "win" : process.platform;
	const packages = [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`];
	const manifest = packages
		.map((name) => join(suiteFolder, "node_modules", name, "package.json"))
		.find((path) => existsSync(path));
	if (!manifest) {
		throw new Error(`Node ${oldest} or newer is needed. Install it, or run npm ci in ${suiteFolder}.`);
	}
	const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: { node: string } };
	return join(dirname(manifest), bin.node);
}
