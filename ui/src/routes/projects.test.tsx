import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { commit, touched, wireErrorOf } from "../lib/testing/fakes";
import { SamplePlan } from "../lib/testing/livingPlan";
import { brokenRules } from "../lib/testing/render";
import { showPlan } from "./testing/showPlan";

const column = (name: RegExp) => screen.findByRole("rowgroup", { name });
const names = (group: HTMLElement) =>
	[...group.querySelectorAll("[data-card]")].map((card) => card.getAttribute("data-card"));
const card = async (name: RegExp) => (await screen.findByRole("gridcell", { name })) as HTMLElement;

it("shows the projects in five columns with the dropped ones folded", async () => {
	const { user } = await showPlan("/projects");
	expect(names(await column(/^Idea 3/))).toEqual(["project-14", "project-15", "project-16"]);
	expect(names(await column(/^Building 2/))).toEqual(["project-7", "project-11"]);
	expect(names(await column(/^Dropped 1/))).toEqual([]);
	await user.click(screen.getByRole("button", { name: "Show dropped projects, 1" }));
	expect(names(await column(/^Dropped 1/))).toEqual(["project-5"]);
});

it("says on a card what is done, what is blocked and what is missing", async () => {
	await showPlan("/projects");
	expect(await card(/Offline sync/)).toHaveTextContent("1 blocked");
	expect(await card(/Offline sync/)).toHaveTextContent("1 of 6 tasks done");
	expect(await card(/Tags that survive/)).toHaveTextContent("no why");
});

it("moves a card with the keyboard alone, announces it and keeps the focus on it", async () => {
	const { backend, user } = await showPlan("/projects");
	(await card(/Merge view/)).focus();
	await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
	expect(backend.called("moveProjects")).toEqual([
		[["project-9"], "building", { at: "before", id: "project-7" }],
	]);
	expect(await screen.findByText(/Merge view, moved to Building, 1 of 3\./)).toBeInTheDocument();
	await waitFor(async () => expect(await card(/Merge view/)).toHaveFocus());
	expect(names(await column(/^Building 3/))).toEqual(["project-9", "project-7", "project-11"]);

	await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
	await waitFor(async () =>
		expect(names(await column(/^Building/))).toEqual(["project-7", "project-9", "project-11"]),
	);
});

it("walks over the board with the arrows, peeks with Space and opens with Enter", async () => {
	const { user } = await showPlan("/projects");
	(await card(/Tags that survive/)).focus();
	await user.keyboard("{ArrowDown}{ArrowRight}{ArrowRight}");
	expect(await card(/Offline sync/)).toHaveFocus();
	await user.keyboard(" ");
	expect(await screen.findByRole("complementary", { name: "Peek" })).toBeInTheDocument();
	await user.keyboard(" {Enter}");
	expect(await screen.findByRole("heading", { level: 1, name: /P-7 Offline sync/ })).toBeInTheDocument();
});

it("returns a refused card and says why on it", async () => {
	const refusal = wireErrorOf({ code: "busy", message: "The plan is busy. Move it again." });
	const { user } = await showPlan("/projects", { moveProjects: () => Promise.reject(refusal) });
	(await card(/Merge view/)).focus();
	await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
	expect(await within(await card(/Merge view/)).findByRole("alert")).toHaveTextContent("Move it again.");
	expect(names(await column(/^Ready 1/))).toEqual(["project-9"]);
	expect(await card(/Merge view/)).toHaveFocus();
});

it("offers every place a drag could reach as words in the menu", async () => {
	const { backend, user } = await showPlan("/projects");
	(await card(/Search inside pictures/)).focus();
	await user.keyboard("m");
	const outcomes = (await screen.findAllByRole("menuitem")).map((item) => item.textContent);
	expect(outcomes.map((text) => text?.replace(/(Alt\+|⌥).*/, ""))).toEqual([
		"Up",
		"Down",
		"To the top",
		"To the bottom",
		"To Ready",
		"To Building",
		"To Done",
		"To Dropped",
	]);
	await user.click(screen.getByRole("menuitem", { name: "To Ready" }));
	expect(backend.called("moveProjects")).toEqual([
		[["project-15"], "ready", { at: "after", id: "project-9" }],
	]);
	await waitFor(async () => expect(await card(/Search inside pictures/)).toHaveFocus());
});

it("sets the status with S", async () => {
	const { plan, user } = await showPlan("/projects");
	(await card(/Tags that survive/)).focus();
	await user.keyboard("s");
	await user.click(await screen.findByRole("menuitem", { name: /Ready/ }));
	await waitFor(() => expect(plan.project("project-14").status).toBe("ready"));
});

it("makes a project from a name alone and puts the focus on its card", async () => {
	const { backend, user } = await showPlan("/projects");
	await column(/^Idea 3/);
	await user.keyboard("c");
	await user.type(await screen.findByRole("textbox", { name: "Name" }), "A dark theme{Enter}");
	expect(backend.called("createProject")).toEqual([["product-1", { name: "A dark theme", status: "idea" }]]);
	await waitFor(async () => expect(await card(/A dark theme/)).toHaveFocus());
});

it("marks a card an AI changed until it is opened", async () => {
	await showPlan("/projects");
	await card(/Merge view/);
	await commit({ entities: [touched({ kind: "project", id: "project-9", fields: ["why"] })] });
	expect(
		await within(await card(/Merge view/)).findByRole("img", { name: "Changed by Claude Code" }),
	).toBeVisible();
});

it("narrows the board while one types", async () => {
	const { user } = await showPlan("/projects");
	await column(/^Idea 3/);
	await user.keyboard("/");
	await user.type(screen.getByRole("searchbox", { name: "Filter projects" }), "merge");
	expect(names(await column(/^Ready 1/))).toEqual(["project-9"]);
	expect(names(await column(/^Idea 0/))).toEqual([]);
});

it("windows a column of a thousand cards and still counts them all", async () => {
	const plan = new SamplePlan();
	const first = plan.project("project-14");
	plan.projects = Array.from({ length: 1_000 }, (_, at) => ({ ...first, id: `many-${at}`, ref: `P-${at}` }));
	await showPlan("/projects", {}, plan);
	expect(names(await column(/^Idea 1000/)).length).toBeLessThan(60);
	expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "1001");
});

it("teaches what a project is while there is none", async () => {
	const plan = new SamplePlan();
	plan.projects = [];
	await showPlan("/projects", {}, plan);
	expect(await screen.findByText(/^A piece of work that serves a bet\./)).toBeVisible();
	expect(await brokenRules()).toEqual([]);
});

it("lists the same projects by status, sorts them and renames one in place", async () => {
	const { plan, user } = await showPlan("/projects?view=list");
	const grid = await screen.findByRole("grid", { name: "Projects" });
	await user.click(within(grid).getByRole("button", { name: "Name" }));
	const current = screen.getAllByRole("link", { current: "page" }).map((link) => link.textContent);
	expect(current).toContain("List");
	expect(current).not.toContain("Board");
	expect(within(grid).getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
	within(grid)
		.getByRole("row", { name: /Merge view/ })
		.focus();
	await user.keyboard("e");
	await user.clear(screen.getByRole("textbox", { name: "Name of P-9" }));
	await user.keyboard("Compare two versions{Enter}");
	await waitFor(() => expect(plan.project("project-9").name).toBe("Compare two versions"));
	expect(await brokenRules()).toEqual([]);
});

it("breaks no accessibility rule on the board", async () => {
	await showPlan("/projects");
	await card(/Merge view/);
	expect(await brokenRules()).toEqual([]);
});

it("breaks no accessibility rule in the menu of a card", async () => {
	const { user } = await showPlan("/projects");
	(await card(/Merge view/)).focus();
	await user.keyboard("s");
	expect(await brokenRules(await screen.findByRole("menu"))).toEqual([]);
});

it("sets the status of all selected cards by one write, in their order", async () => {
	const { backend, user } = await showPlan("/projects");
	(await card(/Tags that survive/)).focus();
	await user.keyboard("x{ArrowDown}x");
	expect(await card(/Tags that survive/)).toHaveAttribute("aria-selected", "true");
	await user.keyboard("s");
	await user.click(await screen.findByText("Ready", { selector: "[role^=menuitem] *, [role^=menuitem]" }));
	await waitFor(async () =>
		expect(names(await column(/^Ready 3/))).toEqual(["project-9", "project-14", "project-15"]),
	);
	expect(backend.called("moveProjects")).toEqual([
		[["project-14", "project-15"], "ready", { at: "after", id: "project-9" }],
	]);
	await user.keyboard("{Escape}");
	await waitFor(async () =>
		expect(await card(/Tags that survive/)).toHaveAttribute("aria-selected", "false"),
	);
});

it("takes the arrows although nothing has the focus", async () => {
	const { user } = await showPlan("/projects");
	await card(/Tags that survive/);
	await user.keyboard("{ArrowDown}");
	expect(await card(/Tags that survive/)).toHaveFocus();
});

it("takes J and K from a button beside the board", async () => {
	const { user } = await showPlan("/projects");
	await card(/Tags that survive/);
	screen.getByRole("button", { name: "New project" }).focus();
	await user.keyboard("j");
	expect(await card(/Tags that survive/)).toHaveFocus();
	await user.keyboard("j");
	expect(await card(/Tags that survive/)).not.toHaveFocus();
	await user.keyboard("k");
	expect(await card(/Tags that survive/)).toHaveFocus();
});

it("leaves the second of two keys to the command, in a list and on the board", async () => {
	const { user } = await showPlan("/projects");
	(await card(/Tags that survive/)).focus();
	await user.keyboard("gk");
	const list = await screen.findByRole("grid", { name: "Tasks by project" });
	within(list).getAllByRole("row")[1]?.focus();
	await user.keyboard("gp");
	(await card(/Tags that survive/)).focus();
	await user.keyboard("gk");
	expect(await screen.findByRole("grid", { name: "Tasks by project" })).toBeInTheDocument();
});

it("comes back with Esc to the card that was opened", async () => {
	const { user } = await showPlan("/projects");
	(await card(/Merge view/)).focus();
	await user.keyboard("{Enter}");
	await screen.findByRole("heading", { level: 1, name: /P-9/ });
	await user.keyboard("{Escape}");
	await waitFor(async () => expect(await card(/Merge view/)).toHaveFocus());
});

it("selects cards with the keys a list has, and from the menu of a card", async () => {
	const { user } = await showPlan("/projects");
	(await card(/Tags that survive/)).focus();
	const selected = () => screen.queryAllByRole("gridcell", { selected: true }).map((one) => one.dataset.card);
	await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
	expect(selected()).toEqual(["project-14", "project-15"]);
	await user.keyboard("{Control>}a{/Control}");
	expect(selected()).toHaveLength(8);
	await user.keyboard("{Escape}");
	expect(selected()).toEqual([]);
	await user.click(screen.getByRole("button", { name: "Actions for Merge view" }));
	await user.click(await screen.findByRole("menuitem", { name: /^Select/ }));
	await waitFor(() => expect(selected()).toEqual(["project-9"]));
});

it("shows the dropped projects with Enter on their button", async () => {
	const { user } = await showPlan("/projects");
	(await card(/Merge view/)).focus();
	screen.getByRole("button", { name: "Show dropped projects, 1" }).focus();
	await user.keyboard("{Enter}");
	expect(names(await column(/^Dropped 1/))).toEqual(["project-5"]);
});

it("sets the status of all selected rows of the list, as the board does", async () => {
	const { plan, user } = await showPlan("/projects?view=list");
	const grid = await screen.findByRole("grid", { name: "Projects" });
	within(grid)
		.getByRole("row", { name: /Tags that survive/ })
		.focus();
	await user.keyboard("x{ArrowDown}xs");
	await user.click(await screen.findByRole("menuitem", { name: /Ready/ }));
	await waitFor(() => expect(plan.project("project-15").status).toBe("ready"));
	expect(plan.project("project-14").status).toBe("ready");
	expect(screen.getByRole("grid", { name: "Projects" })).toBe(grid);
});

it.each(["e", "{F2}"])("renames a row of the list with %s", async (key) => {
	const { user } = await showPlan("/projects?view=list");
	const grid = await screen.findByRole("grid", { name: "Projects" });
	within(grid)
		.getByRole("row", { name: /Merge view/ })
		.focus();
	await user.keyboard(key);
	expect(screen.getByRole("textbox", { name: "Name of P-9" })).toHaveFocus();
});

it("lists a command once with each of its keys", async () => {
	const { user } = await showPlan("/projects?view=list");
	const grid = await screen.findByRole("grid", { name: "Projects" });
	within(grid)
		.getByRole("row", { name: /Merge view/ })
		.focus();
	await user.keyboard("?");
	const keys = await screen.findByRole("dialog", { name: "Keys" });
	const rename = within(keys).getByText("Rename the project").parentElement;
	expect(within(rename as HTMLElement).getAllByRole("definition")).toHaveLength(2);
});
