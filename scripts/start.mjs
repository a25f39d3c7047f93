// npm start: sets up, builds and opens the app; without a display it serves the plan to AI clients instead.
import { run } from "./lib/run.mjs";
import { binary, buildBinaries, buildInterface } from "./lib/steps.mjs";
import { setUp } from "./setup.mjs";

async function start() {
	const problems = await setUp();
	for (const problem of problems) console.error(problem);
	if (problems.length > 0) return 1;

	for (const [command, args] of [buildInterface, buildBinaries]) {
		const code = await run(command, args);
		if (code !== 0) return code;
	}

	if (hasDisplay()) return run(binary("openbacklog-app"), process.argv.slice(2));
	console.log("There is no display here, so the plan is served without a window.");
	return run(binary("openbacklog"), ["serve", ...process.argv.slice(2)]);
}

function hasDisplay() {
	return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

process.exitCode = await start();
