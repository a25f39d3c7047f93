import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Capture } from "../bindings";
import { touched, wireErrorOf } from "../lib/testing/fakes";
import { SamplePlan } from "../lib/testing/livingPlan";
import { brokenRules } from "../lib/testing/render";
import { captures } from "../lib/testing/samplePlan";
import { showPlan } from "./testing/showPlan";

function planWith(...texts: string[]) {
	const plan = new SamplePlan();
	const [like] = captures;
	plan.captures = texts.map(
		(text, at): Capture => ({ ...(like as Capture), id: `c${at}`, ref: `K-${at}`, text }),
	);
	return plan;
}

const row = (name: RegExp) => screen.findByRole("row", { name });

it("is emptied with digits, Enter and Tab alone", async () => {
	const plan = planWith("first thought", "second thought", "third thought", "fourth thought");
	const { backend, user } = await showPlan("/inbox", {}, plan);
	(await row(/first thought/)).focus();
	await user.keyboard("1");
	await user.type(await screen.findByRole("combobox", { name: "Project for the new task" }), "merge");
	await user.keyboard("{Enter}");
	await waitFor(async () => expect(await row(/second thought/)).toHaveFocus());
	await user.keyboard("2");
	await waitFor(async () => expect(await row(/third thought/)).toHaveFocus());
	await user.keyboard("{Tab}{Enter}");
	await waitFor(async () => expect(await row(/fourth thought/)).toHaveFocus());
	await user.keyboard("0");
	expect(await screen.findByText("Nothing waiting.")).toBeVisible();
	expect(backend.called("placeCapture")).toEqual([
		["c0", { kind: "task", project_id: "project-9" }],
		["c1", { kind: "project" }],
		["c2", { kind: "task", project_id: "project-7" }],
	]);
	expect(backend.called("archive")).toEqual([[[["capture", "c3"]], null]]);
});

it("offers the same choices as buttons, on the open thought only", async () => {
	await showPlan("/inbox", {}, planWith("first thought", "second thought"));
	const bars = await screen.findAllByRole("toolbar");
	expect(bars).toHaveLength(1);
	expect(
		within(bars[0] as HTMLElement)
			.getAllByRole("button")
			.map((one) => one.textContent),
	).toEqual(["Task in…1", "Project2", "Bin0"]);
	expect(await brokenRules()).toEqual([]);
});

it("keeps a thought whose target is gone and says so", async () => {
	const gone = wireErrorOf({
		code: "not_found",
		message: "P-7 is no longer in the plan. Choose another project.",
	});
	const { user } = await showPlan(
		"/inbox",
		{ placeCapture: () => Promise.reject(gone) },
		planWith("first thought"),
	);
	await user.click(await screen.findByRole("button", { name: /P-7/ }));
	expect(await within(await row(/first thought/)).findByRole("alert")).toHaveTextContent(
		"Choose another project.",
	);
});

it("takes a new thought at the top", async () => {
	const { backend, user } = await showPlan("/inbox", {}, planWith("first thought"));
	await row(/first thought/);
	await user.keyboard("c");
	await user.keyboard("a newer thought{Enter}");
	expect(backend.called("capture")).toEqual([["product-1", "a newer thought", "app"]]);
	expect(await row(/a newer thought/)).toBeInTheDocument();
});

it("teaches where thoughts come from while there never was one", async () => {
	const { user } = await showPlan("/inbox", {}, planWith());
	await user.click(await screen.findByRole("button", { name: /Try it now/ }));
	expect(screen.getByRole("textbox", { name: "New thought" })).toHaveFocus();
	expect(await brokenRules()).toEqual([]);
});

it("takes a pasted list as one thought or as many", async () => {
	const { backend, user } = await showPlan("/inbox", {}, planWith("first thought"));
	await row(/first thought/);
	await user.keyboard("c");
	await user.paste("keep folders\nkeep tags");
	await user.click(screen.getByRole("button", { name: /Add 2 thoughts/ }));
	await waitFor(() =>
		expect(backend.called("captureEach")).toEqual([["product-1", ["keep folders", "keep tags"], "app"]]),
	);
	expect(screen.getByRole("textbox", { name: "New thought" })).toHaveFocus();
});

it("takes back the last placement with one key, and shows the thought again", async () => {
	const plan = planWith("first thought", "second thought");
	const waiting = [...plan.captures];
	const { backend, user } = await showPlan(
		"/inbox",
		{
			undo: async () => {
				plan.captures = waiting;
				const back = touched({ kind: "capture", id: "c0", effect: "created" });
				return {
					written: await plan.commit(back),
					set: 201,
					sentence: "placed K-0",
					change: null,
					restored: 1,
					kept: [],
				};
			},
		},
		plan,
	);
	(await row(/first thought/)).focus();
	await user.keyboard("2");
	await waitFor(async () => expect(await row(/second thought/)).toHaveFocus());
	await user.keyboard("{Control>}z{/Control}");
	expect(await row(/first thought/)).toBeInTheDocument();
	expect(backend.called("undo")).toHaveLength(1);
});
