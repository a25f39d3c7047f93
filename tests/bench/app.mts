// What the app costs on a plan of ten thousand entities: its start, and its rest.
import { moveIn } from "../harness/home.ts";
import openScreen from "../harness/screen.ts";
import { AppWindow, until } from "../harness/window.ts";
import { processorShare } from "./process.mts";
import { report, round } from "./report.mts";
import { seed } from "./seed.mts";

const idleSeconds = 30;

async function measureIdle(window: AppWindow): Promise<void> {
	// The capture window is made a while after the main one; only then has the app come to rest.
	await window.lookAt("capture");
	await window.lookAt("main");
	await until("the app is at rest", async () => (await processorShare(window.pid, 2)) < 2);
	const share = await processorShare(window.pid, idleSeconds);
	console.log(`\nIdle for ${idleSeconds} s with the window open: ${round(share)} % of one core`);
}

const closeScreen = await openScreen();
const home = await moveIn();
seed(home.dataFolder, 10_000);
const starts: number[] = [];
for (let run = 0; run < 3; run++) {
	const startedAt = Date.now();
	const window = await AppWindow.open(home);
	await window.find("navigation", "Main");
	const paintedAt = await window.browser.execute(() => {
		const paint = performance.getEntriesByName("first-contentful-paint")[0];
		return performance.timeOrigin + (paint?.startTime ?? performance.now());
	});
	starts.push(paintedAt - startedAt);
	if (run === 2) await measureIdle(window);
	await window.quit();
}
report("App, driver included, ms", [{ what: "start → first content", values: starts }]);
await home.leave();
await closeScreen();
