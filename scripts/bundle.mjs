// Makes the installable bundles: node scripts/bundle.mjs [--bundles deb,rpm]
// The openbacklog command travels beside the app, which keeps a copy of it for AI clients.
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { npm, output, root, run } from "./lib/run.mjs";
import { binary } from "./lib/steps.mjs";

const host = output("rustc", ["-vV"])?.match(/^host: (.+)$/m)?.[1];
const command = binary("openbacklog", "release");
// The bundler takes a companion program only under a name that ends with the platform's.
const companion = join(dirname(command), "companion", "openbacklog");
const extension = process.platform === "win32" ? ".exe" : "";

async function bundle() {
	const built = await run("cargo", ["build", "--release", "--package", "openbacklog-cli"]);
	if (built !== 0) return built;
	mkdirSync(dirname(companion), { recursive: true });
	copyFileSync(command, `${companion}-${host}${extension}`);
	const config = JSON.stringify({ bundle: { externalBin: [companion] } });
	return run(...npm("exec", "--", "tauri", "build", "--config", config, ...process.argv.slice(2)), {
		cwd: join(root, "src-tauri"),
	});
}

process.exitCode = await bundle();
