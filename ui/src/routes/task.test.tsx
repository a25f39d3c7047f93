import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { SamplePlan } from "../lib/testing/livingPlan";
import { brokenRules } from "../lib/testing/render";
import { claude } from "../lib/testing/samplePlan";
import { showPlan } from "./testing/showPlan";

const page = "/tasks/task-31";
const steps = () => screen.findByRole("list", { name: "Steps of T-31" });
const texts = async () =>
	within(await steps())
		.getAllByRole("checkbox")
		.map((box) => box.getAttribute("aria-label"));

it("tells why in the second line, with the gap it has", async () => {
	const { user } = await showPlan(page);
	const link = await screen.findByRole("link", {
		name: "Maya keeps writing on the train; today she loses notes.",
	});
	expect(link).toHaveAttribute("href", "/projects/project-7");
	expect(screen.getByText("no bet yet")).toBeVisible();
	await user.keyboard("w");
	expect(await screen.findByText("The vision")).toBeVisible();
});

it("marks which constraints come from the project", async () => {
	await showPlan(page);
	const inherited = await screen.findByRole("list", { name: "Constraints from P-7" });
	expect(within(inherited).getAllByText("from P-7")).toHaveLength(3);
	expect(screen.getByRole("list", { name: "Constraints of T-31" })).toHaveTextContent("no new dependency");
});

it("adds, ticks, reorders and removes steps", async () => {
	const { backend, user } = await showPlan(page);
	await steps();
	await user.keyboard("{Control>}{Shift>}l{/Shift}{/Control}");
	await user.type(await screen.findByRole("textbox", { name: "New step" }), "measure it{Enter}{Escape}");
	await waitFor(async () => expect(await texts()).toHaveLength(3));
	await user.click(within(await steps()).getByRole("checkbox", { name: "measure it" }));
	await waitFor(() =>
		expect(within(document.body).getByRole("checkbox", { name: "measure it" })).toBeChecked(),
	);
	within(await steps())
		.getByRole("checkbox", { name: "measure it" })
		.focus();
	await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
	expect(backend.called("moveStep").at(-1)?.[1]).toEqual({ at: "before", id: "step-2" });
	await waitFor(async () => expect((await texts())[1]).toBe("measure it"));
	await user.click(screen.getByRole("button", { name: "Actions for measure it" }));
	await user.click(await screen.findByRole("menuitem", { name: "Remove this step" }));
	await waitFor(async () => expect(await texts()).not.toContain("measure it"));
});

it("asks how one knows when a check is ticked, and shows who said so", async () => {
	const { backend, user } = await showPlan(page);
	await user.click(await screen.findByRole("checkbox", { name: "an edit takes less than 50 ms" }));
	await user.type(
		await screen.findByRole("textbox", { name: "How you know: an edit takes less than 50 ms" }),
		"timed it{Enter}",
	);
	expect(backend.called("updateCheck").map((args) => args.slice(1))).toEqual([
		[null, true, null],
		[null, null, "timed it"],
	]);
	expect(await screen.findByText("You: timed it")).toBeVisible();
});

it("signs a check that an AI ticked", async () => {
	await showPlan("/tasks/task-28");
	expect(await screen.findByText(/Claude Code: tried it twice on a train/)).toHaveTextContent("✦");
});

it("refuses to close a circle of waiting and says which", async () => {
	const { user } = await showPlan("/tasks/task-31");
	await user.click(await screen.findByRole("button", { name: "Add a task to wait for" }));
	await user.type(screen.getByRole("combobox", { name: "Task that T-31 waits for" }), "Send the queue");
	await screen.findByRole("option", { name: /T-32/ });
	await user.keyboard("{Enter}");
	const waits = screen.getByRole("region", { name: "Waits for" });
	expect(await within(waits).findByRole("alert")).toHaveTextContent("T-31 → T-32 → T-31");
});

it("asks inline before finishing with open checks", async () => {
	const { plan, user } = await showPlan(page);
	await user.click(await screen.findByRole("button", { name: "Status: To do" }));
	await user.click(await screen.findByRole("menuitem", { name: /Done/ }));
	await user.click(await screen.findByRole("button", { name: "Not yet" }));
	expect(plan.parts("task-31").task.status).toBe("todo");
});

it("goes to the neighbours with the brackets", async () => {
	const { user } = await showPlan(page);
	await steps();
	await user.keyboard("]");
	expect(await screen.findByRole("heading", { level: 1, name: /T-32/ })).toBeInTheDocument();
	await screen.findByText("Send the queue when the connection returns", { selector: "button" });
	await user.keyboard("[[");
	expect(await screen.findByRole("heading", { level: 1, name: /T-31/ })).toBeInTheDocument();
});

it("asks for what is missing in an empty task and breaks no accessibility rule", async () => {
	await showPlan("/tasks/task-42");
	expect(await screen.findByText("How will you know it is done?")).toBeVisible();
	expect(screen.getByText("What exactly is to be done?")).toBeVisible();
	expect(await brokenRules()).toEqual([]);
});

it("breaks no accessibility rule when it is full", async () => {
	await showPlan(page);
	await steps();
	expect(await brokenRules()).toEqual([]);
});

it("lists the open tasks of the product by project and filters them by status", async () => {
	const { backend, user } = await showPlan("/tasks");
	const grid = await screen.findByRole("grid", { name: "Tasks by project" });
	expect(within(grid).getByRole("rowheader", { name: /Offline sync 4/ })).toBeInTheDocument();
	expect(within(grid).queryByRole("row", { name: /Store each edit/ })).toBeNull();
	await user.click(screen.getByRole("button", { name: "Done" }));
	expect(await within(grid).findByRole("row", { name: /Store each edit/ })).toBeInTheDocument();
	await user.type(screen.getByRole("searchbox", { name: "Filter tasks" }), "queue");
	await waitFor(() => expect(within(grid).getAllByRole("rowheader")).toHaveLength(1));
	expect(backend.called("taskList").at(-1)).toEqual([
		{ product_id: "product-1", statuses: ["todo", "doing", "done"], text: "queue" },
	]);
	expect(await brokenRules()).toEqual([]);
});

it("says which agent is at work on it, on its page", async () => {
	const held = { by: claude, since: "2026-01-05T09:00:00Z", until: "2026-01-05T11:00:00Z" };
	const plan = new SamplePlan();
	plan.parts("task-31").row.held = held;
	await showPlan(page, {}, plan);
	expect(await screen.findByText(/^Claude Code holds this until \d/)).toBeVisible();
});
