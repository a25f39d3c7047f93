// The commands that build and check the product, written once for npm start and npm test.
import { join, resolve } from "node:path";
import { npm, root } from "./run.mjs";

// The same features in every cargo command, so that dependencies compile once.
const features = ["--features", "openbacklog-app/custom-protocol,openbacklog-agent/conformance"];

export const buildInterface = npm("run", "build", "--workspace", "ui");
export const buildBinaries = ["cargo", ["build", "--workspace", "--bins", ...features]];
/** The binaries, and the fixtures of the conformance suite, which are no part of them. */
export const buildForJourneys = [
	"cargo",
	["build", "--workspace", "--bins", "--example", "conformance", ...features],
];
export const lintRust = [
	"cargo",
	["clippy", "--workspace", "--all-targets", ...features, "--", "-D", "warnings"],
];
export const testRust = ["cargo", ["test", "--workspace", "--no-fail-fast", ...features]];

/** Where cargo puts a binary. */
export function binary(name, profile = "debug") {
	const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
	return join(target, profile, process.platform === "win32" ? `${name}.exe` : name);
}
