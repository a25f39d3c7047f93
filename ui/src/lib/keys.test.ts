import { expect, it } from "vitest";
import { keyLabel, normalKeys, pressName } from "./keys";

const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
	pressName({
		key,
		code: "",
		metaKey: false,
		ctrlKey: false,
		altKey: false,
		shiftKey: false,
		...held,
	});

it("names a press by its printed key", () => {
	expect(press("k", { ctrlKey: true })).toBe("mod+k");
	expect(press("Z", { ctrlKey: true, shiftKey: true })).toBe("shift+mod+z");
	expect(press(" ")).toBe("space");
	expect(press("Backspace", { ctrlKey: true, shiftKey: true })).toBe("shift+mod+backspace");
});

it("does not count the shift that a sign needs anyway", () => {
	expect(press("?", { shiftKey: true })).toBe("?");
	expect(press("/", { ctrlKey: true, shiftKey: true })).toBe("mod+/");
});

it("follows the place of the key where the layout has no Latin letters", () => {
	expect(press("п", { code: "KeyG" })).toBe("g");
	expect(press("ω", { code: "KeyV", ctrlKey: true })).toBe("mod+v");
});

it("keeps a Latin letter that stands elsewhere on the keyboard", () => {
	expect(press("z", { code: "KeyY", ctrlKey: true })).toBe("mod+z");
});

it("reads keys in any order of the held ones", () => {
	expect(normalKeys("mod+shift+z")).toBe("shift+mod+z");
	expect(normalKeys("g p")).toBe("g p");
});

it("shows keys as people read them", () => {
	expect(keyLabel("shift+mod+z")).toBe("Ctrl+Shift+Z");
	expect(keyLabel("g p")).toBe("G P");
	expect(keyLabel("mod+enter")).toBe("Ctrl+Enter");
});
