import { expect } from "vitest";
import { test } from "../harness/test.ts";
import { AppWindow } from "../harness/window.ts";

const queue = "Queue edits while offline";
const show = "Show what waits to be sent";
const retry = "Retry with growing pauses";
const tasks = [queue, show, retry];

async function taskNames(window: AppWindow): Promise<string[]> {
	const rows = await window.all("row", undefined, { within: ["grid", "Tasks"] });
	const texts = await Promise.all(rows.map((row) => row.getProperty("innerText") as Promise<string>));
	return texts.map((text) => tasks.find((name) => text.includes(name)) ?? text);
}

test("a person plans a product by hand, and all of it is there after a restart", async ({ home }) => {
	let window = await AppWindow.open(home);

	await window.fill("What are you building?", "Acme Notes");
	await window.press("Enter");

	await window.click("link", /^Vision/);
	await window.write("Vision of Acme Notes", "Notes that are there when the network is not.");

	await window.click("link", /^Projects/);
	await window.click("button", /^New project/);
	await window.fill("Name", "Offline sync");
	await window.press("Enter");
	await window.click("gridcell", /Offline sync/);
	await window.write(/^Why of/, "People lose notes on trains.");

	await window.click("button", "New task");
	for (const name of tasks) {
		await window.type(name);
		await window.press("Enter");
		await window.find("row", new RegExp(name));
	}
	await window.press("Escape");

	for (const name of tasks) {
		await window.click("row", new RegExp(name));
		await window.click("button", /^Add a check/);
		await window.type(`It works: ${name}`);
		await window.press("Enter");
		await window.press("Escape");
		await window.shows(`It works: ${name}`);
		await window.click("link", /People lose notes/);
		await window.find("grid", "Tasks");
	}

	const row = (name: string) => window.find("row", new RegExp(name));
	await window.drag(await row(retry), await row(queue), "top");
	await expect.poll(() => taskNames(window)).toEqual([retry, queue, show]);

	await window.press("Control", "z");
	await expect.poll(() => taskNames(window)).toEqual(tasks);
	await window.quit();

	window = await AppWindow.open(home);
	await window.click("link", /^Projects/);
	await window.click("gridcell", /Offline sync/);
	await window.shows("People lose notes on trains.");
	expect(await taskNames(window)).toEqual(tasks);
	await window.click("row", new RegExp(queue));
	await window.shows(`It works: ${queue}`);
	await window.click("link", /^Vision/);
	await window.shows("Notes that are there when the network is not.");
	await window.quit();
});
