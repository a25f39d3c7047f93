import { createMemoryHistory, createRouter, RouterProvider } from "@tanstack/react-router";
import { screen } from "@testing-library/react";
import { afterEach } from "vitest";
import { listenToKeys } from "../../lib/commands";
import { listenToPlan } from "../../lib/live";
import { closePeek } from "../../lib/peek";
import { type Backend, fakeBackend } from "../../lib/testing/fakes";
import { SamplePlan } from "../../lib/testing/livingPlan";
import { renderWithPlan } from "../../lib/testing/render";
import { sampleBackend } from "../../lib/testing/sampleBackend";
import { samplePlanBackend } from "../../lib/testing/samplePlanBackend";
import { router as real } from "../../routes";

let stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops) stop();
	stops = [];
});

/** The whole window at a path, over a plan that keeps what is written to it. */
export async function showPlan(path: string, answers: Partial<Backend> = {}, plan = new SamplePlan()) {
	const backend = fakeBackend({ ...sampleBackend(), ...samplePlanBackend(plan), ...answers });
	stops = [listenToPlan(), listenToKeys(), closePeek];
	const history = createMemoryHistory({ initialEntries: [path] });
	const router = createRouter({ routeTree: real.routeTree, history });
	const shown = renderWithPlan(<RouterProvider router={router} />);
	await screen.findByRole("heading", { level: 1 });
	return { plan, backend, ...shown };
}
