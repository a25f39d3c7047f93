import { readFileSync } from "node:fs";
import { fireEvent } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listenToInput } from "./inputMode";

let stop: () => void;
beforeEach(() => {
	stop = listenToInput();
});
afterEach(() => {
	stop();
	document.body.replaceChildren();
});

const mode = () => document.documentElement.dataset.input;

function shown(name: "button" | "textarea") {
	const element = document.createElement(name);
	document.body.append(element);
	return element;
}

it("tells keys from the pointer", () => {
	expect(mode()).toBeUndefined();
	fireEvent.pointerDown(shown("button"));
	expect(mode()).toBe("pointer");
	fireEvent.keyDown(document.body, { key: "j" });
	expect(mode()).toBe("keys");
	fireEvent.pointerDown(document.body);
	expect(mode()).toBe("pointer");
});

it("hears a key that a list uses and stops", () => {
	const row = shown("button");
	row.addEventListener("keydown", (event) => event.stopPropagation());
	fireEvent.pointerDown(row);
	fireEvent.keyDown(row, { key: "j" });
	expect(mode()).toBe("keys");
});

it("leaves the ring as it is for a modifier alone and for text that is typed", () => {
	const field = shown("textarea");
	fireEvent.pointerDown(field);
	fireEvent.keyDown(field, { key: "Shift" });
	fireEvent.keyDown(field, { key: "J" });
	fireEvent.keyDown(field, { key: "ż", altKey: true });
	fireEvent.keyDown(field, { key: "Backspace" });
	expect(mode()).toBe("pointer");
	fireEvent.keyDown(field, { key: "Escape" });
	expect(mode()).toBe("keys");
});

it("has one rule for when a ring is drawn, which styles name and none repeats", () => {
	const css = readFileSync("src/app.css", "utf8");
	const rule = css.split("\n").find((line) => line.startsWith("@custom-variant focus-visible "));
	expect(rule).toContain('[data-input="keys"] :focus');
	expect(css.replace(rule ?? "", "")).not.toMatch(/:focus-visible/);
});
