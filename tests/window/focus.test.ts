import { expect } from "vitest";
import { overStdio } from "../harness/client.ts";
import { planAcmeNotes } from "../harness/plan.ts";
import { test } from "../harness/test.ts";
import { AppWindow } from "../harness/window.ts";

const screens = [
	{ name: "Tasks", link: /^Tasks/, role: "row" },
	{ name: "Projects", link: /^Projects/, role: "gridcell" },
	{ name: "Activity", link: /^Activity/, role: null },
];

const focusedRole = (window: AppWindow) =>
	window.browser.execute(() => document.activeElement?.getAttribute("role") ?? null);
const outline = (window: AppWindow) =>
	window.browser.execute(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);

/** How many pixels the ring around what has the focus is painted with. */
async function ring(window: AppWindow): Promise<number> {
	const shown = await window.pixels();
	await window.browser.execute(() => {
		const style = document.createElement("style");
		style.id = "no-ring";
		style.textContent = ":focus { outline: none !important }";
		document.head.append(style);
	});
	const ringless = await window.pixels();
	await window.browser.execute(() => document.getElementById("no-ring")?.remove());
	// Anything else that changed meanwhile would pass for a ring.
	expect(await window.differing(await window.pixels(), shown)).toBe(0);
	return window.differing(shown, ringless);
}

test("what keys reach has a ring, on every screen, although the mouse was used before", async ({ home }) => {
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);
	await assistant.close();
	const window = await AppWindow.open(home);

	for (const { name, link, role } of screens) {
		await window.click("link", link, { within: ["navigation", "Main"] });
		await window.find("heading", new RegExp(`^${name}`));
		expect(await outline(window), `the clicked link to ${name} has no ring`).toBe("none");
		// A tooltip of the link would lie over the list.
		await window.browser.action("pointer").move({ x: 700, y: 500 }).perform();
		await window.find(role ?? "article");
		await window.type("jj");
		await expect.poll(() => focusedRole(window)).toBe(role);
		const { width, height } = await window.browser.$(":focus").getSize();
		expect(await ring(window), `the ring on ${name}`).toBeGreaterThan(2 * (width + height));
	}
	await window.quit();
});
