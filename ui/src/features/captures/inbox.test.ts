import { describe, expect, it } from "vitest";
import type { Link } from "../../bindings";
import { card } from "../../lib/testing/samplePlan";
import { sharedWords, targets } from "./inbox";

const offline = { ...card, id: "p7", ref: "P-7", name: "Offline sync" };
const merge = { ...card, id: "p9", ref: "P-9", name: "Merge view" };
const old = { ...card, id: "p3", ref: "P-3", name: "Import", status: "done" as const };
const like: Link = { kind: "project", id: "p9", ref: "P-9", name: "Merge view" };

describe("placing a thought", () => {
	it("offers what it looks like first and leaves out finished projects", () => {
		expect(targets([offline, merge, old], [like], "").map(({ ref }) => ref)).toEqual(["P-9", "P-7"]);
	});

	it("finds a project by its id or any word of its name", () => {
		expect(targets([offline, merge], [], "p-7").map(({ ref }) => ref)).toEqual(["P-7"]);
		expect(targets([offline, merge], [], "view mer").map(({ ref }) => ref)).toEqual(["P-9"]);
	});

	it("shows which words are the reason for a suggestion", () => {
		expect(sharedWords("Merge view", "the view is odd")).toEqual([
			{ text: "Merge", shared: false },
			{ text: " ", shared: false },
			{ text: "view", shared: true },
		]);
	});
});
