import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Kind } from "../../bindings";
import { type Backend, fakeBackend, written } from "../../lib/testing/fakes";
import { brokenRules, renderWithPlan } from "../../lib/testing/render";
import { sampleBackend } from "../../lib/testing/sampleBackend";
import { activity } from "../../lib/testing/samplePlan";
import { lastUndone } from "../../lib/undone";
import { ActivityPage } from "./ActivityPage";

function show(answers: Partial<Backend> = {}, opened?: number) {
	const backend = fakeBackend({ ...sampleBackend(), ...answers });
	const onConnect = vi.fn();
	return {
		backend,
		onConnect,
		...renderWithPlan(<ActivityPage productId="product-1" opened={opened} onConnect={onConnect} />),
	};
}

it("shows one row for each change set and expands it to what changed", async () => {
	const { user } = show();
	await user.click(await screen.findByText("planned P-7: 3 tasks, 2 checks"));
	expect(
		await screen.findByText("Split the queue from the retry so that each can be finished in one sitting."),
	).toBeVisible();
	expect((await screen.findByText("Why")).parentElement).toHaveTextContent(
		"phone sleeps or restarts. People",
	);
	expect(screen.getAllByRole("article")).toHaveLength(3);
	expect(await brokenRules()).toEqual([]);
});

it("opens the set it was asked to show", async () => {
	const { backend } = show({}, 42);
	await screen.findByText(/Split the queue/);
	expect(backend.called("changeSet")).toEqual([[42]]);
});

it("reads as people write: no stored word, moment or list", async () => {
	const change = (field: string, before: string, after: string, kind: Kind = "task") => ({
		kind,
		id: "task-31",
		ref: "T-31",
		field,
		before,
		after,
	});
	const finished = "2026-01-05T09:00:00Z";
	const { user } = show({
		changeSet: () => [
			change("status", "doing", "done"),
			change("finished_at", "", finished),
			change("in_scope", '["edits"]', '["edits","new notes"]'),
			change("project_id", "P-7", "P-9"),
			change("checks", "0", "1"),
			change("checks", "", "ai Claude Code"),
		],
	});
	await user.click(await screen.findByText("planned P-7: 3 tasks, 2 checks"));
	const value = async (label: string) =>
		(await screen.findByText(label, { selector: "dt" })).nextElementSibling;
	expect(await value("Status")).toHaveTextContent("Doing → became Done");
	expect(await value("Done when")).toHaveTextContent("Not done → became Done");
	expect((await value("In"))?.querySelector("ins")).toHaveTextContent("new notes");
	expect(await value("Project")).toHaveTextContent("P-7 → became P-9");
	expect((await value("Finished"))?.querySelector("time")).toHaveAttribute("title", finished);
	const shown = (await value("Status"))?.closest("article")?.textContent;
	expect(shown).not.toMatch(/ai Claude Code|\bdoing\b|\d{4}-\d\d-\d\d|in_scope|project_id|\[/);
	expect(await brokenRules()).toEqual([]);
});

it("undoes any set and tells what was kept", async () => {
	const { backend, user } = show({
		undoSet: (set) => ({
			written: written(),
			set,
			change: null,
			sentence: "planned P-7",
			restored: 4,
			kept: ["kept 1: you edited Why of P-7 afterwards"],
		}),
	});
	await screen.findByText("planned P-7: 3 tasks, 2 checks");
	await user.click(screen.getAllByRole("button", { name: "Undo" })[0] as HTMLElement);
	expect(backend.called("undoSet")).toEqual([[42]]);
	await waitFor(() =>
		expect(lastUndone.get()).toBe("Undone: planned P-7 · kept 1: you edited Why of P-7 afterwards"),
	);
});

it("opens a set into its changes and takes one of them back alone", async () => {
	const change = (seq: number, sentence: string, undone = false) => ({
		seq,
		set: 42,
		at: "2026-07-28T10:02:00Z",
		by: { kind: "ai" as const, name: "Claude Code" },
		product: "Acme",
		reason: "",
		sentence,
		refs: ["T-1"],
		undone,
	});
	const { backend, user } = show(
		{
			changesOfSet: () => [change(7, "finished T-1"), change(8, "added T-2", true)],
			undoChange: (seq) => ({
				written: written(),
				set: 42,
				change: seq,
				sentence: "finished T-1",
				restored: 1,
				kept: [],
			}),
		},
		42,
	);
	const undo = await screen.findByRole("button", { name: "Undo: finished T-1" });
	expect(screen.queryByRole("button", { name: "Undo: added T-2" })).not.toBeInTheDocument();
	await user.click(undo);
	expect(backend.called("undoChange")).toEqual([[7]]);
	await waitFor(() => expect(lastUndone.get()).toBe("Undone: finished T-1"));
	expect(await brokenRules()).toEqual([]);
});

it("reads earlier changes page by page", async () => {
	const page = (first: number) =>
		Array.from({ length: 50 }, (_, at) => ({ ...activity[0], set: first - at }) as (typeof activity)[0]);
	const { backend, user } = show({
		activity: (_product, before) => (before === null ? page(100) : page(before - 1).slice(0, 3)),
	});
	await user.click(await screen.findByRole("button", { name: "Show earlier changes" }));
	await waitFor(() => expect(screen.getAllByRole("article")).toHaveLength(53));
	expect(backend.called("activity")).toEqual([
		["product-1", null, 50],
		["product-1", 51, 50],
	]);
	expect(screen.queryByRole("button", { name: "Show earlier changes" })).not.toBeInTheDocument();
});

it("teaches what it is for while it is empty", async () => {
	const { user, onConnect } = show({ activity: () => [] });
	await user.click(await screen.findByRole("button", { name: "Connect your AI" }));
	expect(onConnect).toHaveBeenCalledOnce();
});
