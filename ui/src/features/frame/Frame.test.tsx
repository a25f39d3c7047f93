import {
	createMemoryHistory,
	createRootRoute,
	createRoute,
	createRouter,
	Outlet,
	RouterProvider,
} from "@tanstack/react-router";
import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Hit } from "../../bindings";
import { listenToKeys } from "../../lib/commands";
import { listenToPlan } from "../../lib/live";
import { closePeek, openPeek } from "../../lib/peek";
import { setProductId } from "../../lib/product";
import { type Backend, commit, fakeBackend, touched, wireErrorOf, written } from "../../lib/testing/fakes";
import { brokenRules, renderWithPlan } from "../../lib/testing/render";
import { sampleBackend } from "../../lib/testing/sampleBackend";
import { found, hits, problemLink, projectLink } from "../../lib/testing/samplePlan";
import { Frame } from "./Frame";

let stops: (() => void)[] = [];
beforeEach(() => {
	setProductId(null);
	closePeek();
});
afterEach(() => {
	for (const stop of stops) stop();
	stops = [];
});

function show(answers: Partial<Backend> = {}, path = "/projects") {
	const backend = fakeBackend({ ...sampleBackend(), ...answers });
	stops = [listenToPlan(), listenToKeys()];
	const root = createRootRoute({
		component: () => (
			<Frame peeks={{ project: ({ id }) => <p>Peek of {id}</p> }} firstStart={<p>First start</p>}>
				<Outlet />
			</Frame>
		),
	});
	const paths = [
		"/projects",
		"/inbox",
		"/tasks",
		"/product",
		"/activity",
		"/settings",
		"/tasks/$taskId",
		"/new-product",
	];
	const routes = paths.map((to) =>
		createRoute({ getParentRoute: () => root, path: to, component: () => <h1>{to}</h1> }),
	);
	const router = createRouter({
		routeTree: root.addChildren(routes),
		history: createMemoryHistory({ initialEntries: [path] }),
	});
	return { backend, router, ...renderWithPlan(<RouterProvider router={router as never} />) };
}

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

it("goes anywhere by keys", async () => {
	const { user } = show();
	await heading("/projects");
	await user.keyboard("gi");
	await heading("/inbox");
	await user.keyboard("gk");
	await heading("/tasks");
	await user.keyboard("{Control>},{/Control}");
	await heading("/settings");
});

it("asks the first question while there is no product", async () => {
	show({ products: () => [] });
	expect(await screen.findByText("First start")).toBeVisible();
});

it("says why the plan cannot be read, and tries again", async () => {
	let broken = true;
	const { user } = show({
		products: () =>
			broken
				? Promise.reject(wireErrorOf({ code: "internal", message: "The plan file is damaged." }))
				: (sampleBackend().products?.() ?? []),
	});
	expect(await screen.findByText("The plan file is damaged.")).toBeVisible();
	broken = false;
	await user.click(screen.getByRole("button", { name: "Try again" }));
	await heading("/projects");
});

it("finds objects and runs commands from the palette without leaving its field", async () => {
	const { user, router } = show();
	await heading("/projects");
	await user.keyboard("{Control>}k{/Control}");
	const field = await screen.findByRole("combobox");
	await user.type(field, "queue");
	const option = await screen.findByRole("option", { name: /T-31 Queue edits/ });
	expect(field).toHaveFocus();
	expect(field).toHaveAttribute("aria-activedescendant", option.id);
	expect(await brokenRules(screen.getByRole("dialog"))).toEqual([]);
	await user.keyboard("{Enter}");
	await waitFor(() => expect(router.state.location.pathname).toBe("/tasks/task-31"));

	await waitFor(() => expect(screen.queryByRole("combobox")).not.toBeInTheDocument());
	await user.keyboard("{Control>}k{/Control}");
	await user.type(await screen.findByRole("combobox"), ">activity{Enter}");
	await heading("/activity");
});

it("shows what has no page yet among the results, and stays where it is", async () => {
	const problem: Hit = { ...(hits[0] as Hit), ...problemLink, status: "open", within: null };
	const { user, router } = show({ find: () => found([problem]) });
	await heading("/projects");
	await user.keyboard("{Control>}k{/Control}");
	const field = await screen.findByRole("combobox");
	await user.type(field, "lost");
	const option = await screen.findByRole("option", { name: "X-1 Lost edits problem" });
	expect(option).toHaveAttribute("aria-disabled", "true");
	expect(screen.queryByRole("option", { name: /Capture/ })).not.toBeInTheDocument();
	await user.keyboard("{Enter}{Control>}{Enter}{/Control}");
	await user.click(option);
	expect(field).toBeVisible();
	expect(router.state.location.pathname).toBe("/projects");
});

it("lists the keys of this moment from the registry", async () => {
	const { user } = show();
	await heading("/projects");
	await user.keyboard("?");
	const dialog = await screen.findByRole("dialog", { name: "Keys" });
	expect(dialog).toHaveTextContent("Undo the latest AI changesCtrl+Shift+Backspace");
	expect(dialog).toHaveTextContent("Go to InboxG I");
});

it("shows who changed what in the strip, and undoes it from there", async () => {
	const { backend, user } = show({
		undoSet: (set) => ({
			written: written(),
			set,
			change: null,
			sentence: "planned P-7",
			restored: 2,
			kept: [],
		}),
	});
	await heading("/projects");
	await commit({
		set: 50,
		entities: [
			touched({ kind: "task", id: "t1", within: projectLink }),
			touched({ kind: "task", id: "t2", within: projectLink }),
		],
	});
	const strip = screen.getByRole("contentinfo");
	await waitFor(() => expect(strip).toHaveTextContent("Claude Code is working · 2 changes in P-7"));
	await user.click(within(strip).getByRole("button", { name: /^Undo/ }));
	expect(backend.called("undoSet")).toEqual([[50]]);
	await waitFor(() => expect(strip).toHaveTextContent("Undone: planned P-7"));
});

it("shows a failed undo in the strip", async () => {
	const { user } = show({
		undo: () => Promise.reject(wireErrorOf({ code: "refused", message: "There is nothing to undo." })),
	});
	await heading("/projects");
	await user.keyboard("{Control>}z{/Control}");
	expect(await screen.findByRole("alert")).toHaveTextContent("There is nothing to undo.");
});

it("peeks at an object beside the screen and closes with Esc", async () => {
	const { user } = show();
	await heading("/projects");
	openPeek({ kind: "project", id: "project-7" });
	const peek = await screen.findByRole("complementary", { name: "Peek" });
	expect(peek).toHaveTextContent("Peek of project-7");
	within(peek).getByRole("link").focus();
	await user.keyboard("{Escape}");
	expect(screen.queryByText("Peek of project-7")).not.toBeInTheDocument();
});

it("switches to a product made a moment ago although the list is older", async () => {
	const { user } = show();
	await heading("/projects");
	setProductId("product-new");
	expect(localStorage.getItem("openbacklog.product")).toBe("product-new");
	await user.click(screen.getByRole("button", { name: /^Product:/ }));
	await user.click(await screen.findByRole("menuitem", { name: /Field Guide/ }));
	expect(localStorage.getItem("openbacklog.product")).toBe("product-2");
});

it("passes the accessibility rules", async () => {
	show();
	await heading("/projects");
	expect(await brokenRules()).toEqual([]);
});

it("brings a deleted product back from the list of products", async () => {
	const { backend, user } = show({
		trashedProducts: () => [{ id: "product-7", name: "Larder", trashed_at: "2026-07-28T10:02:00Z" }],
		restore: () => written(),
	});
	await user.click(await screen.findByRole("button", { name: /^Product:/ }));
	await user.click(await screen.findByRole("menuitem", { name: "Restore Larder" }));
	await waitFor(() => expect(backend.called("restore")).toEqual([["product", "product-7"]]));
});

it("undoes and redoes when no product is left", async () => {
	const undone = { written: written(), set: 1, change: null, sentence: "x", restored: 1, kept: [] };
	const { backend, user } = show({ products: () => [], undo: () => undone, redo: () => undone });
	await screen.findByText("First start");
	await user.keyboard("{Control>}z{/Control}");
	await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
	await waitFor(() => expect(backend.called("redo")).toHaveLength(1));
	expect(backend.called("undo")).toHaveLength(1);
});
