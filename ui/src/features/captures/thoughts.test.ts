import { expect, it } from "vitest";
import { thoughtsIn } from "./thoughts";

it("takes each line that is not blank as a thought", () => {
	expect(thoughtsIn("one\n\n  two \r\nthree")).toEqual(["one", "two", "three"]);
});

it("leaves out what lists begin their lines with", () => {
	expect(thoughtsIn("- one\n* two\n3. three\n- [ ] four\n[x] five")).toEqual([
		"one",
		"two",
		"three",
		"four",
		"five",
	]);
});

it("keeps what only looks like it", () => {
	expect(thoughtsIn("-1 is wrong\n2026 plans\n3.5 mm jack\n#sync retry")).toEqual([
		"-1 is wrong",
		"2026 plans",
		"3.5 mm jack",
		"#sync retry",
	]);
});
