// How long a write of another process takes until the open window has painted it.
import { overStdio } from "../harness/client.ts";
import { moveIn } from "../harness/home.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import openScreen from "../harness/screen.ts";
import { AppWindow, until } from "../harness/window.ts";
import { report } from "./report.mts";

const writes = 200;

type Painted = Record<string, number>;
type Observed = { painted: Painted };

/** Notes when each marked text has reached the screen: two frames after it came into the page. */
function observe(marker: string): void {
	const painted: Painted = {};
	(globalThis as unknown as Observed).painted = painted;
	const look = () => {
		const mark = document.body.textContent?.match(new RegExp(`${marker} \\d+`))?.[0];
		if (mark === undefined || mark in painted) return;
		painted[mark] = 0;
		requestAnimationFrame(() =>
			requestAnimationFrame(() => {
				painted[mark] = performance.timeOrigin + performance.now();
			}),
		);
	};
	new MutationObserver(look).observe(document.body, {
		subtree: true,
		childList: true,
		characterData: true,
	});
}

const closeScreen = await openScreen();
const home = await moveIn();
const assistant = await overStdio(home, { name: "Bench" });
await planAcmeNotes(assistant);
const window = await AppWindow.open(home);
await window.click("link", /^Tasks/);
await window.shows("Queue edits while offline");
await window.browser.execute(observe, "Live write");

const sent: number[] = [];
const answered: number[] = [];
for (let write = 1; write <= writes; write++) {
	const mark = `Live write ${write}`;
	const sentAt = Date.now();
	accepted(await assistant.call("plan_save", { items: [{ ref: "T-1", fields: { name: mark } }] }));
	const answeredAt = Date.now();
	let paintedAt = 0;
	await until(`the window paints ${mark}`, async () => {
		const all = await window.browser.execute(() => (globalThis as unknown as Observed).painted);
		paintedAt = all[mark] ?? 0;
		return paintedAt > 0;
	});
	sent.push(paintedAt - sentAt);
	answered.push(paintedAt - answeredAt);
}

report(`A write of another process, ${writes} times, ms`, [
	{ what: "call sent → painted", values: sent },
	{ what: "call answered → painted", values: answered },
]);
await assistant.close();
await window.quit();
await home.leave();
await closeScreen();
