import { expect } from "vitest";
import { overStdio } from "../harness/client.ts";
import { accepted, planAcmeNotes } from "../harness/plan.ts";
import { test } from "../harness/test.ts";
import { AppWindow, desktop } from "../harness/window.ts";

test("a line typed after the global shortcut becomes a task of the project it names", async ({ home }) => {
	const assistant = await overStdio(home);
	await planAcmeNotes(assistant);
	const window = await AppWindow.open(home);
	await window.invoke("update_settings", { patch: { capture_shortcut: "Ctrl+Shift+F9" } });

	desktop("key", "ctrl+shift+F9");
	await window.lookAt("capture");
	await window.find("textbox");
	await window.hasKeyboard();
	desktop("type", "Retry after sleep #P-1 !p1 @code");
	await window.shows("Offline sync");
	desktop("key", "Return");

	await window.lookAt("main");
	await window.click("link", /^Tasks/);
	await window.find("row", /Retry after sleep/);
	const found = accepted(await assistant.call("plan_find", { text: "Retry after sleep" }));
	expect(found).toMatch(/T-4 todo P1/);
	expect(found).toContain("P-1");
	await assistant.close();
	await window.quit();
});
