// Brings a fresh checkout to the point where it builds. Looks at what is present, so a second run is quick.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { exists, npm, output, root, run } from "./lib/run.mjs";
import { installSystemPackages } from "./lib/system-packages.mjs";

/** Resolves to the sentences that say what is still missing; an empty list means ready. */
export async function setUp({ forTests = false } = {}) {
	addCargoToPath();
	const problems = [nodeProblem(), await rustProblem({ forTests }), await systemProblem({ forTests })];
	problems.push(await packagesProblem(root));
	if (forTests) problems.push(await packagesProblem(join(root, "tests", "conformance"), suiteOnly()));
	return problems.filter((problem) => problem !== null);
}

function nodeProblem() {
	const { node } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines;
	const wanted = node.replace(">=", "");
	return isAtLeast(process.versions.node, wanted)
		? null
		: `Node ${process.versions.node} is too old: install ${wanted} or newer from https://nodejs.org.`;
}

/** A fresh rustup is on the PATH only of shells opened later. */
function addCargoToPath() {
	const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
	if (!exists("cargo")) process.env.PATH += delimiter + join(cargoHome, "bin");
}

async function rustProblem({ forTests }) {
	const version = output("cargo", ["--version"])?.split(" ")[1];
	if (version === undefined) return "Rust is missing: install it from https://rustup.rs.";
	const wanted = readFileSync(join(root, "Cargo.toml"), "utf8").match(/^rust-version = "(.+)"$/m)[1];
	if (!isAtLeast(version, wanted)) {
		return `Rust ${version} is too old: run rustup update to get ${wanted} or newer.`;
	}
	if (!forTests) return null;
	const hasTools = ["fmt", "clippy"].every((tool) => output("cargo", [tool, "--version"]) !== null);
	if (hasTools || (await run("rustup", ["component", "add", "rustfmt", "clippy"])) === 0) return null;
	return "rustfmt or clippy is missing: install both beside cargo.";
}

async function systemProblem(options) {
	switch (process.platform) {
		case "linux":
			return installSystemPackages(options);
		case "darwin":
			return output("xcode-select", ["-p"]) === null
				? "The Xcode command line tools are missing: run xcode-select --install."
				: null;
		case "win32":
			return windowsProblem();
		default:
			return `OpenBacklog is built on Linux, macOS and Windows; this is ${process.platform}.`;
	}
}

function windowsProblem() {
	const installed = join(process.env["ProgramFiles(x86)"] ?? "", "Microsoft Visual Studio", "Installer");
	const compiler = output(join(installed, "vswhere.exe"), [
		"-latest",
		"-products",
		"*",
		"-requires",
		"Microsoft.VisualStudio.Component.VC.Tools.x86.x64",
		"-property",
		"installationPath",
	]);
	if (!compiler) {
		return "The Visual Studio C++ build tools are missing: install “Desktop development with C++” from https://visualstudio.microsoft.com/visual-cpp-build-tools/.";
	}
	const webview = "Microsoft\\EdgeUpdate\\Clients\\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
	const keys = [`HKLM\\SOFTWARE\\WOW6432Node\\${webview}`, `HKCU\\Software\\${webview}`];
	return keys.some((key) => output("reg", ["query", key, "/v", "pv"]) !== null)
		? null
		: "WebView2 is missing: install the Evergreen runtime from https://developer.microsoft.com/microsoft-edge/webview2/.";
}

async function packagesProblem(folder, options = []) {
	if (packagesArePresent(folder)) return null;
	// No package here needs its install script: native parts come as packages of their own.
	const [command, args] = npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", ...options);
	const code = await run(command, args, { cwd: folder });
	return code === 0 ? null : `npm ci failed in ${folder}: its output above says why.`;
}

/** The suite's packages warn of an older Node; they bring a newer one, which a new enough Node makes unneeded. */
function suiteOnly() {
	return ["--loglevel=error", ...(isAtLeast(process.versions.node, "22") ? ["--omit=optional"] : [])];
}

function packagesArePresent(folder) {
	const installedLock = join(folder, "node_modules", ".package-lock.json");
	if (!existsSync(installedLock)) return false;
	const wanted = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
	const installed = JSON.parse(readFileSync(installedLock, "utf8")).packages;
	return Object.entries(wanted).every(
		([path, { version, optional, link }]) =>
			!path.includes("node_modules/") ||
			optional ||
			link ||
			(installed[path]?.version === version && existsSync(join(folder, path))),
	);
}

function isAtLeast(version, wanted) {
	return version.localeCompare(wanted, "en", { numeric: true }) >= 0;
}

if (process.argv[1] === import.meta.filename) {
	const problems = await setUp();
	for (const problem of problems) console.error(problem);
	process.exitCode = problems.length === 0 ? 0 : 1;
}
