// npm test: sets up, then runs every check. A failed step stops only the steps that need its result.
import { npm, run } from "./lib/run.mjs";
import { buildInterface, compileRust, linted, testRust } from "./lib/steps.mjs";
import { setUp } from "./setup.mjs";

const interfaceBuilt = "Build the interface";
const rustCompiled = "Rust compiles, without a lint";

const steps = [
	{ name: "TypeScript format and lint", command: npm("exec", "--", "biome", "ci") },
	{ name: "Rust format", command: ["cargo", ["fmt", "--all", "--check"]] },
	{ name: "Types of the interface", command: npm("run", "check", "--workspace", "ui") },
	{ name: "Types of the journeys", command: npm("run", "check", "--workspace", "tests") },
	{ name: "Interface tests", command: npm("run", "test", "--workspace", "ui") },
	// The app embeds the built interface, so everything that compiles the app comes after it.
	{ name: interfaceBuilt, command: buildInterface },
	{ name: rustCompiled, command: compileRust, env: linted, needs: interfaceBuilt },
	{ name: "Rust tests", command: testRust, env: linted, needs: rustCompiled },
	{
		name: "Journeys: command, MCP, HTTP",
		command: npm("run", "journeys", "--workspace", "tests"),
		needs: rustCompiled,
	},
	{
		name: "Journeys in the window",
		command: npm("run", "window", "--workspace", "tests"),
		needs: rustCompiled,
		only: "linux",
	},
];

async function test() {
	if (process.env.CI) process.env.CARGO_INCREMENTAL = "0";
	const results = [await timed("Set-up", () => setUpLoudly())];
	for (const step of steps) {
		const missing = results.find(({ name, outcome }) => name === step.needs && outcome !== "passed");
		if (step.only && step.only !== process.platform) {
			results.push({ name: step.name, outcome: `not run on ${process.platform}`, seconds: 0 });
		} else if (missing) {
			results.push({ name: step.name, outcome: "failed", note: `needs “${missing.name}”`, seconds: 0 });
		} else {
			results.push(await timed(step.name, () => run(...step.command, { env: step.env })));
		}
	}
	return summarise(results);
}

async function setUpLoudly() {
	const problems = await setUp({ forTests: true });
	for (const problem of problems) console.error(problem);
	return problems.length;
}

async function timed(name, action) {
	console.log(`\n━━━ ${name} ━━━`);
	const start = performance.now();
	const code = await action();
	const seconds = (performance.now() - start) / 1000;
	return { name, outcome: code === 0 ? "passed" : "failed", seconds };
}

function summarise(results) {
	const width = Math.max(...results.map(({ name }) => name.length));
	console.log("\n━━━ Summary ━━━");
	for (const { name, outcome, note, seconds } of results) {
		const time = `${seconds.toFixed(1)} s`.padStart(9);
		console.log(`${name.padEnd(width)} ${time}  ${outcome}${note ? ` (${note})` : ""}`);
	}
	const count = (wanted) => results.filter(({ outcome }) => outcome === wanted).length;
	console.log(`${count("passed")} passed, ${count("failed")} failed`);
	return count("failed") === 0 ? 0 : 1;
}

process.exitCode = await test();
