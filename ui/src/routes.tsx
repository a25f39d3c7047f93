import {
	createHashHistory,
	createRootRoute,
	createRoute,
	createRouter,
	Outlet,
	redirect,
} from "@tanstack/react-router";
import { Frame } from "./features/frame/Frame";
import type { Peeks } from "./lib/peek";
import { ActivityRoute } from "./routes/activity";
import { FirstStartRoute, NewProductRoute } from "./routes/firstStart";
import { InboxRoute } from "./routes/inbox";
import { ProductRoute } from "./routes/product";
import { ProjectPeekRoute, ProjectRoute } from "./routes/project";
import { ProjectsRoute } from "./routes/projects";
import { SettingsRoute } from "./routes/settings";
import { TaskPeekRoute, TaskRoute } from "./routes/task";
import { TasksRoute } from "./routes/tasks";

/** What the peek panel shows for each kind. */
const peeks: Peeks = { project: ProjectPeekRoute, task: TaskPeekRoute };

const root = createRootRoute({
	component: () => (
		<Frame peeks={peeks} firstStart={<FirstStartRoute />}>
			<Outlet />
		</Frame>
	),
});

const home = createRoute({
	getParentRoute: () => root,
	path: "/",
	beforeLoad: () => {
		throw redirect({ to: "/projects" });
	},
});

const inbox = createRoute({ getParentRoute: () => root, path: "/inbox", component: InboxRoute });
const product = createRoute({ getParentRoute: () => root, path: "/product", component: ProductRoute });
const newProduct = createRoute({
	getParentRoute: () => root,
	path: "/new-product",
	component: NewProductRoute,
});
const projects = createRoute({
	getParentRoute: () => root,
	path: "/projects",
	/** Left out: the board. */
	validateSearch: ({ view }: Record<string, unknown>): { view?: "list" } => (view === "list" ? { view } : {}),
	component: ProjectsRoute,
});
const project = createRoute({
	getParentRoute: () => root,
	path: "/projects/$projectId",
	component: ProjectRoute,
});
const tasks = createRoute({ getParentRoute: () => root, path: "/tasks", component: TasksRoute });
const task = createRoute({ getParentRoute: () => root, path: "/tasks/$taskId", component: TaskRoute });
const activity = createRoute({
	getParentRoute: () => root,
	path: "/activity",
	/** The change set to show opened, from a receipt's Review. */
	validateSearch: ({ set }: Record<string, unknown>) => ({ set: typeof set === "number" ? set : undefined }),
	component: ActivityRoute,
});
const settings = createRoute({ getParentRoute: () => root, path: "/settings", component: SettingsRoute });

export const router = createRouter({
	routeTree: root.addChildren([
		home,
		inbox,
		product,
		newProduct,
		projects,
		project,
		tasks,
		task,
		activity,
		settings,
	]),
	// The window is served by a scheme without server routes, so the address lives behind the #.
	history: createHashHistory(),
});

declare module "@tanstack/react-router" {
	interface Register {
		router: typeof router;
	}
}
