import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { commit, touched, written } from "../lib/testing/fakes";
import { SamplePlan } from "../lib/testing/livingPlan";
import { brokenRules } from "../lib/testing/render";
import { claude } from "../lib/testing/samplePlan";
import { showPlan } from "./testing/showPlan";

const page = "/projects/project-7";
const tasks = () => screen.findByRole("grid", { name: "Tasks" });
const row = async (name: RegExp) => (await within(await tasks()).findByRole("row", { name })) as HTMLElement;
const order = async () =>
	within(await tasks())
		.getAllByRole("row")
		.map((one) => one.getAttribute("data-row"));

it("holds the whole reason on one page", async () => {
	await showPlan(page);
	expect(await screen.findByRole("heading", { level: 1, name: /P-7 Offline sync/ })).toBeInTheDocument();
	for (const name of ["Why", "What", "In", "Out", "Constraints", "Tasks", "History"]) {
		expect(screen.getByRole("heading", { level: 2, name })).toBeInTheDocument();
	}
	expect(screen.getByText("no bet yet")).toBeVisible();
	expect(await brokenRules()).toEqual([]);
});

it("asks one question for each part that is missing, instead of showing an empty box", async () => {
	await showPlan("/projects/project-14");
	expect(await screen.findByText("Who has which problem, and why now?")).toBeVisible();
	expect(screen.getByText("What will this not do?")).toBeVisible();
	expect(screen.getByText("What is the first thing to do?")).toBeVisible();
	expect(await brokenRules()).toEqual([]);
});

it("keeps a draft when an AI writes the same field, and lets the person choose", async () => {
	const plan = new SamplePlan();
	const { user } = await showPlan(page, {}, plan);
	await user.click(await screen.findByRole("button", { name: /^Name of P-7/ }));
	const field = screen.getByRole("textbox", { name: "Name of P-7" });
	await user.clear(field);
	await user.type(field, "Mine");
	plan.projects = plan.projects.map((one) =>
		one.id === "project-7" ? { ...one, name: "Theirs", rev: 13, updated_by: claude } : one,
	);
	await commit({ entities: [touched({ kind: "project", id: "project-7", rev: 13, fields: ["name"] })] });
	expect(await screen.findByText("Claude Code also changed this")).toBeVisible();
	expect(field).toHaveValue("Mine");
	await user.click(screen.getByRole("button", { name: "Keep mine" }));
	await user.type(field, "{Enter}");
	await waitFor(() => expect(plan.project("project-7").name).toBe("Mine"));
});

it("shows a reason without a page as text, not as a link", async () => {
	await showPlan("/projects/project-9");
	expect(await screen.findByText("Train-proof notes")).toBeVisible();
	expect(screen.queryByRole("link", { name: "Train-proof notes" })).not.toBeInTheDocument();
});

it("counts the why line while it is typed", async () => {
	const { user } = await showPlan("/projects/project-14");
	await user.click(await screen.findByRole("button", { name: "Why line of P-14" }));
	await user.type(screen.getByRole("textbox", { name: "Why line of P-14" }), "Names change");
	expect(screen.getByText("12/160")).toBeInTheDocument();
});

it("makes tasks one after the other with C and Enter", async () => {
	const { backend, user } = await showPlan(page);
	await tasks();
	await user.keyboard("c");
	await user.type(
		await screen.findByRole("textbox", { name: "Name of the new task" }),
		"One{Enter}Two{Enter}",
	);
	expect(backend.called("createTask")).toEqual([
		[{ name: "One", project_id: "project-7" }],
		[{ name: "Two", project_id: "project-7" }],
	]);
	await user.keyboard("{Escape}");
	expect(await row(/Two/)).toBeInTheDocument();
	expect(screen.getByRole("button", { name: "New task" })).toHaveFocus();
});

it("reorders a task with the keyboard and says its place", async () => {
	const { backend, user } = await showPlan(page);
	(await row(/Show a banner/)).focus();
	await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
	expect(backend.called("moveTasks")).toEqual([[["task-28"], null, null, { at: "before", id: "task-32" }]]);
	expect(
		await screen.findByText(/Show a banner when two edits disagree, moved to 3 of 6\./),
	).toBeInTheDocument();
	expect((await order()).slice(0, 3)).toEqual(["task-25", "task-31", "task-28"]);
	expect(await row(/Show a banner/)).toHaveFocus();
});

it("moves all selected tasks to an end of the list by one write, in their order", async () => {
	const { backend, user } = await showPlan(page);
	const before = (await order()).map(String);
	const [first = "", second = "", ...rest] = before;
	(await row(/Store each edit/)).focus();
	await user.keyboard("x{ArrowDown}x");
	await user.keyboard("m");
	await user.click(await screen.findByRole("menuitem", { name: "To the bottom" }));
	expect(backend.called("moveTasks")).toEqual([[[first, second], null, null, { at: "last" }]]);
	await waitFor(async () => expect(await order()).toEqual([...rest, first, second]));
});

it("asks before a task with open checks is finished, and believes the person", async () => {
	const { plan, user } = await showPlan(page);
	(await row(/Queue edits/)).focus();
	await user.keyboard("{Control>}d{/Control}");
	expect(await screen.findByText("3 checks are still open. Is it done all the same?")).toBeVisible();
	await user.click(screen.getByRole("button", { name: "Finish anyway" }));
	await waitFor(() => expect(plan.parts("task-31").task.status).toBe("done"));
});

it("changes all selected tasks by one write, and takes them back by one undo", async () => {
	const undone = { set: 7, change: null, sentence: "", restored: 5, kept: [] };
	const { backend, plan, user } = await showPlan(page, { undo: () => ({ ...undone, written: written() }) });
	const ids = (await order()).slice(0, 5).map(String);
	(await row(/Store each edit/)).focus();
	await user.keyboard("x{ArrowDown}x{ArrowDown}x{ArrowDown}x{ArrowDown}x");
	await user.keyboard("p");
	await user.click(await screen.findByRole("menuitem", { name: /P1/ }));
	await waitFor(() => expect(ids.map((id) => plan.parts(id).task.priority)).toEqual(Array(5).fill("p1")));
	expect(backend.called("updateTasks")).toEqual([[ids, { priority: "p1" }, "ask"]]);
	await user.click(within(await row(/Store each edit/)).getByRole("button", { name: /^Actions for/ }));
	await user.click(await screen.findByRole("menuitem", { name: "Move to trash" }));
	await waitFor(async () => expect(await order()).toHaveLength(1));
	expect(backend.called("archive")).toEqual([[ids.map((id) => ["task", id]), null]]);
	await user.keyboard("{Control>}z{/Control}");
	await waitFor(() => expect(backend.called("undo")).toHaveLength(1));
});

it("asks once about the open checks of all selected tasks, and finishes all or none", async () => {
	const { backend, plan, user } = await showPlan(page);
	(await row(/Queue edits/)).focus();
	await user.keyboard("x{ArrowDown}x");
	await user.keyboard("{Control>}d{/Control}");
	const question = await screen.findByRole("group", { name: "Open checks" });
	expect(question).toHaveTextContent(/of T-31.* still open\. Are all 2 tasks done all the same\?/);
	expect(screen.queryByRole("alert")).toBeNull();
	const ids = backend.called("updateTasks")[0]?.[0] as string[];
	const statuses = () => ids.map((id) => plan.parts(id).task.status);
	expect(statuses()).not.toContain("done");
	await user.click(screen.getByRole("button", { name: "Finish anyway" }));
	await waitFor(() => expect(statuses()).toEqual(["done", "done"]));
	expect(backend.called("updateTasks").map((args) => args[2])).toEqual(["ask", "overrule"]);
});

it("sets status and priority of the focused row from menus, and blocks it with a reason", async () => {
	const { plan, user } = await showPlan(page);
	(await row(/Send the queue/)).focus();
	await user.keyboard("p");
	await user.click(await screen.findByRole("menuitem", { name: /P1/ }));
	await waitFor(() => expect(plan.parts("task-32").task.priority).toBe("p1"));
	(await row(/Send the queue/)).focus();
	await user.keyboard("b");
	await user.type(
		await screen.findByRole("textbox", { name: "What it is waiting for" }),
		"the server{Enter}",
	);
	await waitFor(() => expect(plan.parts("task-32").task.blocked_reason).toBe("the server"));
});

it("suggests done when every task is, and leaves it to the person", async () => {
	const plan = new SamplePlan();
	plan.projects = plan.projects.map((one) =>
		one.id === "project-3" ? { ...one, status: "building" as const } : one,
	);
	const { backend, user } = await showPlan("/projects/project-3", {}, plan);
	expect(await screen.findByText("All tasks are done. Set the project to done?")).toBeVisible();
	expect(backend.called("moveProjects")).toEqual([]);
	await user.click(screen.getByRole("button", { name: "Set to done" }));
	await waitFor(() => expect(plan.project("project-3").status).toBe("done"));
});

it("copies the brief with one key", async () => {
	await showPlan(page, { brief: () => "# P-7 Offline sync\n" });
	const write = vi.spyOn(navigator.clipboard, "writeText");
	await tasks();
	fireEvent.keyDown(window, { key: "C", code: "KeyC", ctrlKey: true, shiftKey: true });
	expect(await screen.findByRole("button", { name: /Brief copied/ })).toBeVisible();
	expect(write).toHaveBeenCalledWith("# P-7 Offline sync\n");
});

it("shows a ghost of a task an AI removed, with the way to bring it back", async () => {
	const { backend, user } = await showPlan(page, {
		undoSet: () => ({
			written: { seq: 1, set: 1, entities: [], warnings: [] },
			set: 7,
			sentence: "",
			change: null,
			restored: 1,
			kept: [],
		}),
	});
	await tasks();
	const within7 = { kind: "project", id: "project-7", ref: "P-7", name: "Offline sync" } as const;
	await commit({
		set: 7,
		entities: [touched({ kind: "task", id: "task-32", ref: "T-32", effect: "removed", within: within7 })],
	});
	const ghost = await screen.findByText(/Removed by Claude Code/);
	await user.click(within(ghost.parentElement as HTMLElement).getByRole("button", { name: "Undo" }));
	expect(backend.called("undoSet")).toEqual([[7]]);
});

it("windows a project with thousands of tasks", async () => {
	const plan = new SamplePlan();
	const [first] = plan.tasks;
	if (!first) throw new Error("the sample plan has tasks");
	plan.tasks = Array.from({ length: 2_000 }, (_, at) => ({
		...first,
		row: { ...first.row, id: `many-${at}`, ref: `T-${at}` },
	}));
	await showPlan(page, {}, plan);
	expect(await tasks()).toHaveAttribute("aria-rowcount", "2000");
	expect(within(await tasks()).queryAllByRole("row").length).toBeLessThan(60);
});

it("comes back with Esc to the task that was opened", async () => {
	const { user } = await showPlan("/projects/project-7");
	const [, second] = within(await screen.findByRole("grid", { name: "Tasks" })).getAllByRole("row");
	second?.focus();
	await user.keyboard("{Enter}");
	await screen.findByRole("heading", { level: 1, name: /T-/ });
	await user.keyboard("{Escape}");
	await waitFor(() => expect(document.activeElement?.getAttribute("data-row")).toBe(second?.dataset.row));
});

it("renames the project from its command in the palette", async () => {
	const { user } = await showPlan("/projects/project-7");
	await screen.findByRole("button", { name: "Name of P-7: Offline sync" });
	await user.keyboard("{Control>}k{/Control}");
	await user.type(await screen.findByRole("combobox"), ">rename the project{Enter}");
	await waitFor(() => expect(screen.getByRole("textbox", { name: "Name of P-7" })).toHaveFocus());
	await user.keyboard("Sync{Enter}");
	expect(await screen.findByRole("button", { name: "Name of P-7: Sync" })).toBeVisible();
});
