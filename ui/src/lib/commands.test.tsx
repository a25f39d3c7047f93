import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Command, listenToKeys, setSingleLetters, useAvailableCommands, useCommands } from "./commands";

let stop: () => void;
beforeEach(() => {
	stop = listenToKeys();
});
afterEach(() => {
	stop();
	setSingleLetters(true);
});

function Screen({ commands }: { commands: Command[] }) {
	useCommands(commands);
	return (
		<>
			<input aria-label="Text" />
			<div role="menu" tabIndex={-1}>
				<button type="button">In a menu</button>
			</div>
		</>
	);
}

const command = (keys: string, run: () => void, more: Partial<Command> = {}): Command => ({
	id: keys,
	title: keys,
	group: "Here",
	keys: [keys],
	run,
	...more,
});

it("runs a command by its keys, also two in a row", async () => {
	const [palette, projects] = [vi.fn(), vi.fn()];
	render(<Screen commands={[command("mod+k", palette), command("g p", projects)]} />);
	await userEvent.keyboard("{Control>}k{/Control}");
	expect(palette).toHaveBeenCalledOnce();
	await userEvent.keyboard("gp");
	expect(projects).toHaveBeenCalledOnce();
	await userEvent.keyboard("gxp");
	expect(projects).toHaveBeenCalledOnce();
});

it("runs one command by any of its keys", async () => {
	const filter = vi.fn();
	render(<Screen commands={[command("/", filter, { keys: ["/", "mod+f"] })]} />);
	await userEvent.keyboard("/{Control>}f{/Control}");
	expect(filter).toHaveBeenCalledTimes(2);
	await userEvent.type(screen.getByLabelText("Text"), "/{Control>}f{/Control}");
	expect(filter).toHaveBeenCalledTimes(3);
});

it("shows the keys of a command that no inner screen takes", () => {
	function Listed() {
		return useAvailableCommands().map(({ id, keys }) => <li key={id}>{`${id}: ${keys?.join(" or ")}`}</li>);
	}
	const noop = () => {};
	render(
		<>
			<Screen commands={[command("rename", noop, { keys: ["e", "f2"] })]} />
			<Screen commands={[command("edit", noop, { keys: ["e"] })]} />
			<Listed />
		</>,
	);
	expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
		"edit: e",
		"rename: f2",
	]);
});

it("leaves letters to the text field that has focus, and undo to it too", async () => {
	const [letter, undo, palette] = [vi.fn(), vi.fn(), vi.fn()];
	render(
		<Screen
			commands={[command("s", letter), command("mod+z", undo, { inText: false }), command("mod+k", palette)]}
		/>,
	);
	await userEvent.type(screen.getByLabelText("Text"), "s{Control>}zk{/Control}");
	expect(letter).not.toHaveBeenCalled();
	expect(undo).not.toHaveBeenCalled();
	expect(palette).toHaveBeenCalledOnce();
});

it("leaves every key to an open menu", async () => {
	const run = vi.fn();
	render(<Screen commands={[command("s", run), command("mod+k", run)]} />);
	screen.getByText("In a menu").focus();
	await userEvent.keyboard("s{Control>}k{/Control}");
	expect(run).not.toHaveBeenCalled();
});

it("ignores single letters when they are switched off, but not keys with Ctrl", async () => {
	const [letter, palette] = [vi.fn(), vi.fn()];
	render(<Screen commands={[command("s", letter), command("g p", letter), command("mod+k", palette)]} />);
	setSingleLetters(false);
	await userEvent.keyboard("sgp{Control>}k{/Control}");
	expect(letter).not.toHaveBeenCalled();
	expect(palette).toHaveBeenCalledOnce();
});

it("prefers the innermost screen and skips what cannot run now", async () => {
	const [outer, inner] = [vi.fn(), vi.fn()];
	const { rerender } = render(
		<>
			<Screen commands={[command("c", outer)]} />
			<Screen commands={[command("c", inner)]} />
		</>,
	);
	await userEvent.keyboard("c");
	expect([outer.mock.calls.length, inner.mock.calls.length]).toEqual([0, 1]);
	rerender(
		<>
			<Screen commands={[command("c", outer)]} />
			<Screen commands={[command("c", inner, { when: () => false })]} />
		</>,
	);
	await userEvent.keyboard("c");
	expect([outer.mock.calls.length, inner.mock.calls.length]).toEqual([1, 1]);
});

it("lists keys only with the command they run, and each command once", () => {
	function Listed() {
		return useAvailableCommands().map(({ id, title, keys }) => (
			<li key={id}>{`${title} ${keys?.join(" or ") || "no keys"}`}</li>
		));
	}
	const noop = () => {};
	render(
		<>
			<Screen commands={[command("c", noop, { title: "Capture" })]} />
			<Screen
				commands={[
					command("c", noop, { id: "new", title: "New" }),
					command("/", noop, { title: "Filter", keys: ["/", "mod+f"] }),
				]}
			/>
			<Listed />
		</>,
	);
	expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
		"New c",
		"Filter / or mod+f",
		"Capture no keys",
	]);
});

it("lists the commands that can run, in the order they were written", () => {
	function Listed() {
		return useAvailableCommands().map(({ id }) => <li key={id}>{id}</li>);
	}
	render(
		<>
			<Screen commands={[command("a", () => {}), command("b", () => {}, { when: () => false })]} />
			<Screen commands={[command("x", () => {}), command("y", () => {})]} />
			<Listed />
		</>,
	);
	expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual(["x", "y", "a"]);
});
