// The commands that build and check the product, written once for npm start and npm test.
import { join, resolve } from "node:path";
import { npm, root } from "./run.mjs";

// The same features in every cargo command, so that dependencies compile once.
const features = [
	"--features",
	"openbacklog-app/custom-protocol,openbacklog-app/as-in-tests,openbacklog-agent/conformance",
];

export const buildInterface = npm("run", "build", "--workspace", "ui");
export const buildBinaries = ["cargo", ["build", "--workspace", "--bins", ...features]];

// Our own crates are linted by the compilation that the tests and the journeys need
// anyway: clippy's driver stands in for their compiler, as `cargo clippy` has it too.
const separator = "__CLIPPY_HACKERY__";
export const linted = {
	RUSTC_WORKSPACE_WRAPPER: "clippy-driver",
	CLIPPY_ARGS: ["-D", "warnings", ""].join(separator),
};
/** Compiles and lints everything, benches too. The fixtures of the conformance suite come with `testRust`. */
export const compileRust = ["cargo", ["test", "--workspace", "--all-targets", "--no-run", ...features]];
export const testRust = ["cargo", ["test", "--workspace", "--no-fail-fast", ...features]];

/** Where cargo puts a binary. */
export function binary(name, profile = "debug") {
	const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
	return join(target, profile, process.platform === "win32" ? `${name}.exe` : name);
}
