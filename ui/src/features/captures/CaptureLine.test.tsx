import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { type Backend, fakeBackend, wireErrorOf, written } from "../../lib/testing/fakes";
import { brokenRules, renderWithPlan } from "../../lib/testing/render";
import { sampleBackend } from "../../lib/testing/sampleBackend";
import { parsedLine, projectLink } from "../../lib/testing/samplePlan";
import { CaptureLine } from "./CaptureLine";

const draft = "openbacklog.capture-draft";

function show(answers: Partial<Backend> = {}) {
	const backend = fakeBackend({ ...sampleBackend(), ...answers });
	return { backend, ...renderWithPlan(<CaptureLine />) };
}

const field = () => screen.getByRole("textbox", { name: "Capture a thought" });

it("adds with Enter to the product last shown, and hides", async () => {
	localStorage.setItem("openbacklog.product", "product-2");
	const { backend, user } = show();
	await user.type(field(), "export keeps folders{Enter}");
	await waitFor(() => expect(backend.called("hideCapture")).toHaveLength(1));
	expect(backend.called("capture")).toEqual([["product-2", "export keeps folders", "hotkey"]]);
	expect(field()).toHaveValue("");
	expect(localStorage.getItem(draft)).toBe("");
});

it("adds with Shift+Enter, says so and stays", async () => {
	const { backend, user } = show();
	await user.type(field(), "one{Shift>}{Enter}{/Shift}");
	expect(await screen.findByText("Added K-9 one")).toBeVisible();
	expect(field()).toHaveValue("");
	expect(backend.called("hideCapture")).toEqual([]);
});

it("keeps the draft when Esc hides it", async () => {
	const { backend, user, unmount } = show();
	await user.type(field(), "half a thought{Escape}");
	expect(backend.called("hideCapture")).toHaveLength(1);
	expect(backend.called("capture")).toEqual([]);
	unmount();
	renderWithPlan(<CaptureLine />);
	expect(field()).toHaveValue("half a thought");
});

it("keeps the text and says why when it cannot be added", async () => {
	const { backend, user } = show({
		capture: () => Promise.reject(wireErrorOf({ code: "busy", message: "The plan is busy. Add it again." })),
	});
	await user.type(field(), "precious{Enter}");
	expect(await screen.findByRole("alert")).toHaveTextContent("The plan is busy. Add it again.");
	expect(field()).toHaveValue("precious");
	expect(backend.called("hideCapture")).toEqual([]);
});

it("shows what it understood, and what it did not", async () => {
	const { user } = show({
		parseCapture: (_product, line) => ({
			...parsedLine(line),
			makes: "task",
			steps: ["a"],
			chips: [{ token: "#off", start: 6, end: 10, kind: "project", shown: "P-7 Offline sync" }],
			messages: ["Nothing is called #foo, so it stays text."],
		}),
	});
	await user.type(field(), "retry #off #foo");
	expect(await screen.findByText("P-7 Offline sync")).toBeVisible();
	expect(screen.getByRole("list", { name: "Understood" })).toHaveTextContent("TaskP-7 Offline sync1 step");
	expect(screen.getByText("Nothing is called #foo, so it stays text.")).toBeVisible();
	expect(await brokenRules()).toEqual([]);
});

it("says that a line becomes something other than a task or a thought", async () => {
	const { user } = show({
		parseCapture: (_product, line) => ({
			...parsedLine(line),
			makes: "evidence",
			chips: [{ token: "*los", start: 6, end: 10, kind: "problem", shown: "X-1 Lost edits" }],
		}),
	});
	await user.type(field(), "lost it *los");
	expect(await screen.findByRole("list", { name: "Understood" })).toHaveTextContent("EvidenceX-1 Lost edits");
});

it("lets the person choose when a name is not clear, and adds only then", async () => {
	const other = { ...projectLink, id: "project-11", ref: "P-11", name: "Office import" };
	const { backend, user } = show({
		parseCapture: (_product, line) => ({
			...parsedLine(line),
			choices: line.includes("#off")
				? [{ token: "#off", start: 6, end: 10, kind: "project" as const, candidates: [projectLink, other] }]
				: [],
		}),
		capture: () => ({ written: written(), made: projectLink, messages: [] }),
	});
	await user.type(field(), "retry #off now");
	expect(await screen.findAllByRole("option")).toHaveLength(2);
	await user.keyboard("{ArrowDown}{Enter}");
	expect(field()).toHaveValue("retry #P-11 now");
	expect(backend.called("capture")).toEqual([]);
	await waitFor(() => expect(screen.queryByRole("option")).not.toBeInTheDocument());
	await user.keyboard("{Enter}");
	await waitFor(() => expect(backend.called("capture")).toHaveLength(1));
});

it("adds several pasted lines as one, or each as a thought", async () => {
	const { backend, user } = show();
	await user.click(field());
	await user.paste("- keep folders\n- keep tags\n");
	expect(screen.getByText("add as one")).toBeVisible();
	expect(screen.getByText("add 2 thoughts")).toBeVisible();
	await user.keyboard("{Control>}{Enter}{/Control}");
	await waitFor(() => expect(backend.called("hideCapture")).toHaveLength(1));
	expect(backend.called("captureEach").map(([, texts]) => texts)).toEqual([["keep folders", "keep tags"]]);
});

it("keeps all lines when one could not be added", async () => {
	const { user } = show({
		captureEach: () => {
			throw wireErrorOf({ code: "busy", message: "The plan is busy. Add it again." });
		},
	});
	await user.click(field());
	await user.paste("one\ntwo\nthree");
	await user.keyboard("{Control>}{Enter}{/Control}");
	expect(await screen.findByText("The plan is busy. Add it again.")).toBeVisible();
	expect(field()).toHaveValue("one\ntwo\nthree");
});
