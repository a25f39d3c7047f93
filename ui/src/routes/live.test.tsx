import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { commit, touched } from "../lib/testing/fakes";
import { SamplePlan } from "../lib/testing/livingPlan";
import { showPlan } from "./testing/showPlan";

const grid = () => screen.findByRole("grid", { name: "Tasks" });
const shownRefs = async () =>
	within(await grid())
		.getAllByRole("row")
		.map((row) => row.getAttribute("data-row"));

/** An AI turns the tasks of a project round. */
async function turnRound(plan: SamplePlan, id: string) {
	plan.tasks = plan.tasks.toReversed();
	await act(() => commit({ entities: [touched({ kind: "task", id, fields: ["rank"] })] }));
}

it("keeps the order of tasks in use until the moves are applied", async () => {
	const plan = new SamplePlan();
	const { user } = await showPlan("/projects/project-7", {}, plan);
	const before = await shownRefs();
	const rows = within(await grid()).getAllByRole("row");
	rows[0]?.focus();
	await turnRound(plan, String(before[0]));
	expect(await screen.findByText(`${before.length - 1} moved`, { exact: false })).toBeVisible();
	expect(await shownRefs()).toEqual(before);
	await user.click(screen.getByRole("button", { name: "Apply" }));
	expect(await shownRefs()).toEqual(before.toReversed());
	expect(screen.queryByRole("button", { name: "Apply" })).not.toBeInTheDocument();
});

it("shows a new order at once while nobody uses the list", async () => {
	const plan = new SamplePlan();
	await showPlan("/projects/project-7", {}, plan);
	const before = await shownRefs();
	await turnRound(plan, String(before[0]));
	await waitFor(async () => expect(await shownRefs()).toEqual(before.toReversed()));
});

it("shows what the person moves at once, with what waited", async () => {
	const plan = new SamplePlan();
	const { user } = await showPlan("/projects/project-7", {}, plan);
	const before = await shownRefs();
	within(await grid())
		.getAllByRole("row")[0]
		?.focus();
	await turnRound(plan, String(before[0]));
	await screen.findByRole("button", { name: "Apply" });
	await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
	await waitFor(() => expect(screen.queryByRole("button", { name: "Apply" })).not.toBeInTheDocument());
});

it("follows the AI until a key is pressed", async () => {
	const { user } = await showPlan("/projects");
	await screen.findByRole("grid", { name: "Projects by status" });
	await user.keyboard("f");
	expect(await screen.findByText("Following")).toBeVisible();
	const within = { kind: "project", id: "project-7", ref: "P-7", name: "Offline sync" } as const;
	await act(() => commit({ entities: [touched({ kind: "task", id: "task-31", within })] }));
	expect(await screen.findByRole("heading", { level: 1, name: /Offline sync/ })).toBeVisible();
	// A bet has no page yet: the view stays.
	await act(() => commit({ entities: [touched({ kind: "bet", id: "bet-1" })] }));
	expect(screen.getByRole("heading", { level: 1, name: /Offline sync/ })).toBeVisible();
	await user.keyboard("{Escape}");
	expect(screen.queryByText("Following")).not.toBeInTheDocument();
	await act(() => commit({ entities: [touched({ kind: "product", id: "product-1" })] }));
	expect(screen.getByRole("heading", { level: 1, name: /Offline sync/ })).toBeVisible();
});

it("stops following with a key that a list uses itself", async () => {
	const { user } = await showPlan("/projects/project-7");
	const [first, second] = within(await grid()).getAllByRole("row");
	first?.focus();
	await user.keyboard("f");
	expect(await screen.findByText("Following")).toBeVisible();
	await user.keyboard("j");
	expect(second).toHaveFocus();
	expect(screen.queryByText("Following")).not.toBeInTheDocument();
});
