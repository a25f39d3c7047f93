import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createRef } from "react";
import { expect, it, vi } from "vitest";
import type { Save, SaveResult } from "../lib/drafts";
import { wireErrorOf } from "../lib/testing/fakes";
import { renderWithPlan } from "../lib/testing/render";
import { useWrite } from "../lib/write";
import { EditableList } from "./EditableList";
import { EditableMarkdown } from "./EditableMarkdown";
import { type EditingHandle, InlineText } from "./InlineText";

const saves = (result: SaveResult = { saved: true }) => vi.fn<Save<string>>(async () => result);
const refusedBy = (by: string): SaveResult => ({
	saved: false,
	message: "Changed meanwhile.",
	conflict: { current: "theirs", rev: 9, by },
	guarded: false,
});

const name = (onSave: Save<string>, value = "Offline sync", rev = 3) => (
	<InlineText label="Name of P-7" value={value} rev={rev} onSave={onSave} changedBy="Claude Code" />
);

it("saves one line with Enter, with the revision that editing began with", async () => {
	const save = saves();
	render(name(save));
	await userEvent.click(screen.getByRole("button"));
	await userEvent.keyboard("Sync{Enter}");
	expect(save).toHaveBeenCalledExactlyOnceWith("Sync", { rev: 3, replace: false });
	await waitFor(() => expect(screen.getByRole("button")).toHaveFocus());
});

it("opens with E and F2 and reverts with Esc", async () => {
	const save = saves();
	render(name(save));
	await userEvent.tab();
	await userEvent.keyboard("eSync{Escape}");
	expect(screen.getByRole("button")).toHaveFocus();
	await userEvent.keyboard("{F2}");
	expect(screen.getByRole("textbox")).toHaveValue("Offline sync");
	await userEvent.keyboard("{Enter}");
	expect(save).not.toHaveBeenCalled();
});

it("never overwrites what is being typed", async () => {
	const save = saves();
	const { rerender } = render(name(save));
	await userEvent.click(screen.getByRole("button"));
	await userEvent.keyboard("Mine");
	rerender(name(save, "Theirs", 4));
	expect(screen.getByRole("textbox")).toHaveValue("Mine");
	expect(screen.getByRole("alert")).toHaveTextContent("Claude Code also changed this");

	await userEvent.click(screen.getByRole("button", { name: "See theirs" }));
	expect(screen.getByText("Theirs")).toBeVisible();
	await userEvent.click(screen.getByRole("button", { name: "Keep mine" }));
	expect(screen.queryByRole("alert")).not.toBeInTheDocument();
	await userEvent.type(screen.getByRole("textbox"), "{Enter}");
	expect(save).toHaveBeenCalledExactlyOnceWith("Mine", { rev: 4, replace: false });
});

it("shows the same choice when the plan refuses a save as a conflict", async () => {
	const save = saves(refusedBy("Cursor"));
	render(name(save));
	await userEvent.click(screen.getByRole("button"));
	await userEvent.keyboard("Mine{Enter}");
	expect(await screen.findByRole("alert")).toHaveTextContent("Cursor also changed this");
	save.mockResolvedValueOnce({ saved: true });
	await userEvent.click(screen.getByRole("button", { name: "Keep mine" }));
	await userEvent.type(screen.getByRole("textbox"), "{Enter}");
	expect(save).toHaveBeenLastCalledWith("Mine", { rev: 9, replace: false });
});

it("drops the draft when theirs is used", async () => {
	const { rerender } = render(name(saves()));
	await userEvent.click(screen.getByRole("button"));
	await userEvent.keyboard("Mine");
	rerender(name(saves(), "Theirs", 4));
	await userEvent.click(screen.getByRole("button", { name: "Use theirs" }));
	expect(screen.getByRole("button")).toHaveTextContent("Theirs");
});

const why = (onSave: Save<string>, value = "because **reasons**", rev = 3) => (
	<EditableMarkdown
		label="Why of P-7"
		value={value}
		rev={rev}
		placeholder="Why?"
		onOpenLink={() => {}}
		onSave={onSave}
	/>
);

it("edits markdown in place and keeps its bytes", async () => {
	const save = saves();
	render(why(save, "one\r\n\r\n\ttwo  \r\n"));
	screen.getByRole("group", { name: "Why of P-7" }).focus();
	await userEvent.keyboard("{Enter}");
	await screen.findByRole("textbox", { name: "Why of P-7" });
	await userEvent.keyboard("!{Control>}{Enter}{/Control}");
	expect(save).toHaveBeenCalledExactlyOnceWith("one\r\n\r\n\ttwo  \r\n!", { rev: 3, replace: false });
	await waitFor(() => expect(screen.getByRole("group", { name: "Why of P-7" })).toHaveFocus());
});

it("reverts markdown with Esc", async () => {
	const save = saves();
	render(why(save));
	await userEvent.click(screen.getByRole("group"));
	await screen.findByRole("textbox");
	await userEvent.keyboard(" and more{Escape}");
	expect(screen.getByRole("group")).toHaveTextContent("because reasons");
	expect(save).not.toHaveBeenCalled();
});

it("keeps the text and says why when a save fails, and repeats a guarded one on request", async () => {
	const save = saves({ saved: false, message: "This empties a long text.", conflict: null, guarded: true });
	render(why(save));
	await userEvent.click(screen.getByRole("group"));
	await screen.findByRole("textbox");
	await userEvent.keyboard("x");
	await userEvent.click(screen.getByRole("button", { name: /Save/ }));
	expect(await screen.findByRole("alert")).toHaveTextContent("This empties a long text.");
	expect(localStorage.getItem("openbacklog.unsaved")).toContain("because **reasons**x");
	save.mockResolvedValueOnce({ saved: true });
	await userEvent.click(screen.getByRole("button", { name: "Replace anyway" }));
	expect(save).toHaveBeenLastCalledWith("because **reasons**x", { rev: 3, replace: true });
	expect(localStorage.getItem("openbacklog.unsaved")).toBe("[]");
});

it.each([
	["guarded", "This would replace 400 characters of why by 3. Say so if that is meant.", 1],
	["refused", "T-1 is in the trash. Restore it before changing it.", 0],
] as const)("offers to replace anyway only what is guarded: %s", async (code, message, ways) => {
	const refuse = async (..._: Parameters<Save<string>>) => Promise.reject(wireErrorOf({ code, message }));
	const Why = () => why(useWrite(refuse).save);
	renderWithPlan(<Why />);
	await userEvent.click(screen.getByRole("group"));
	await screen.findByRole("textbox");
	await userEvent.keyboard("x");
	await userEvent.click(screen.getByRole("button", { name: /Save/ }));
	expect(await screen.findByRole("alert")).toHaveTextContent(message);
	expect(screen.queryAllByRole("button", { name: "Replace anyway" })).toHaveLength(ways);
});

it("keeps a draft whose page is left", async () => {
	const { unmount } = render(why(saves()));
	await userEvent.click(screen.getByRole("group"));
	await screen.findByRole("textbox");
	await userEvent.keyboard(" left behind");
	unmount();
	expect(localStorage.getItem("openbacklog.unsaved")).toContain("left behind");
});

const constraints = (onSave: Save<string[]>, values = ["no account", "SQLite only"]) => (
	<EditableList
		label="Constraints of P-7"
		item="constraint"
		values={values}
		rev={3}
		placeholder="What must it respect?"
		onSave={onSave}
	/>
);

it("adds lines to a list, one after the other", async () => {
	const save = vi.fn<Save<string[]>>(async () => ({ saved: true }));
	render(constraints(save));
	await userEvent.click(screen.getByRole("button", { name: "Add a constraint" }));
	await userEvent.keyboard("under 50 ms{Enter}");
	expect(save).toHaveBeenLastCalledWith(["no account", "SQLite only", "under 50 ms"], {
		rev: 3,
		replace: false,
	});
	expect(screen.getByRole("textbox")).toHaveFocus();
});

it("changes, empties and removes a line", async () => {
	const save = vi.fn<Save<string[]>>(async () => ({ saved: true }));
	render(constraints(save));
	await userEvent.click(screen.getByRole("button", { name: "Edit: no account" }));
	await userEvent.clear(screen.getByRole("textbox"));
	await userEvent.keyboard("{Enter}");
	expect(save).toHaveBeenLastCalledWith(["SQLite only"], { rev: 3, replace: false });
	await userEvent.click(screen.getByRole("button", { name: "Remove: SQLite only" }));
	expect(save).toHaveBeenLastCalledWith([], { rev: 3, replace: false });
	expect(screen.queryByRole("listitem")).not.toBeInTheDocument();
});

it("builds each save of a list on the one before, although the plan was not read again yet", async () => {
	let rev = 3;
	const save = vi.fn<Save<string[]>>(async () => {
		rev += 1;
		return { saved: true, rev };
	});
	render(constraints(save, []));
	await userEvent.click(screen.getByRole("button", { name: "Add a constraint" }));
	await userEvent.keyboard("one{Enter}two{Enter}");
	expect(save.mock.calls).toEqual([
		[["one"], { rev: 3, replace: false }],
		[["one", "two"], { rev: 4, replace: false }],
	]);
});

it("saves again what was added while a save was under way", async () => {
	const finish: ((result: SaveResult) => void)[] = [];
	const save = vi.fn<Save<string[]>>(() => new Promise((resolve) => finish.push(resolve)));
	render(constraints(save, []));
	await userEvent.click(screen.getByRole("button", { name: "Add a constraint" }));
	await userEvent.keyboard("one{Enter}two{Enter}");
	expect(save).toHaveBeenCalledOnce();
	finish[0]?.({ saved: true, rev: 4 });
	await waitFor(() => expect(save).toHaveBeenLastCalledWith(["one", "two"], { rev: 4, replace: false }));
});

it("shows what was saved until the plan has been read again", async () => {
	const { rerender } = render(name(saves()));
	await userEvent.click(screen.getByRole("button"));
	await userEvent.keyboard("Sync{Enter}");
	expect(screen.getByRole("button")).toHaveTextContent("Sync");
	rerender(name(saves(), "Sync, as stored", 4));
	expect(screen.getByRole("button")).toHaveTextContent("Sync, as stored");
});

it("makes a list of a pasted list", async () => {
	const save = vi.fn<Save<string[]>>(async () => ({ saved: true }));
	render(constraints(save, []));
	await userEvent.click(screen.getByRole("button", { name: "Add a constraint" }));
	await userEvent.paste("- one\n- two\n3. three");
	expect(save).toHaveBeenLastCalledWith(["one", "two", "three"], { rev: 3, replace: false });
});

it("is opened by a command, as often as it is asked to", async () => {
	const field = createRef<EditingHandle>();
	render(<InlineText label="Name of P-7" value="Offline sync" rev={3} onSave={saves()} handle={field} />);
	for (const _ of [1, 2]) {
		act(() => field.current?.startEditing());
		expect(screen.getByRole("textbox")).toHaveFocus();
		await userEvent.keyboard("{Escape}");
		expect(screen.getByRole("button")).toHaveFocus();
	}
});

it("keeps what is being typed when a command asks to edit again", async () => {
	const field = createRef<EditingHandle>();
	render(<InlineText label="Name of P-7" value="Offline sync" rev={3} onSave={saves()} handle={field} />);
	act(() => field.current?.startEditing());
	await userEvent.keyboard("Mine");
	act(() => field.current?.startEditing());
	expect(screen.getByRole("textbox")).toHaveValue("Mine");
});
