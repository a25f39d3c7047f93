import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { useList } from "./useList";

type RowsProps = { ids: string[]; onOpen?: (id: string) => void; onPeek?: (id: string) => void };

function Rows({ ids, onOpen, onPeek }: RowsProps) {
	const list = useList({ ids, onOpen, onPeek });
	return (
		<div role="listbox" aria-label="Rows" {...list.listProps}>
			{ids.map((id) => (
				// biome-ignore lint/a11y/useFocusableInteractive: rowProps makes it focusable.
				<div key={id} role="option" {...list.rowProps(id)}>
					{id}
				</div>
			))}
		</div>
	);
}

const row = (name: string) => screen.getByRole("option", { name });
const chosen = () => screen.getAllByRole("option", { selected: true }).map(({ textContent }) => textContent);

it("has one tab stop and moves with arrows and letters", async () => {
	render(<Rows ids={["a", "b", "c"]} />);
	await userEvent.tab();
	expect(row("a")).toHaveFocus();
	await userEvent.keyboard("{ArrowDown}j");
	expect(row("c")).toHaveFocus();
	await userEvent.keyboard("j");
	expect(row("c")).toHaveFocus();
	await userEvent.keyboard("k{Home}");
	expect(row("a")).toHaveFocus();
});

it("takes the focus when a moving key is pressed and nothing else has it", async () => {
	render(<Rows ids={["a", "b"]} />);
	await userEvent.keyboard("j");
	expect(row("a")).toHaveFocus();
	await userEvent.keyboard("j");
	expect(row("b")).toHaveFocus();
});

it("opens with Enter and peeks with Space", async () => {
	const [open, peek] = [vi.fn(), vi.fn()];
	render(<Rows ids={["a", "b"]} onOpen={open} onPeek={peek} />);
	await userEvent.tab();
	await userEvent.keyboard("j{Enter} ");
	expect(open).toHaveBeenCalledExactlyOnceWith("b");
	expect(peek).toHaveBeenCalledExactlyOnceWith("b");
});

it("selects, extends and selects all", async () => {
	render(<Rows ids={["a", "b", "c"]} />);
	await userEvent.tab();
	await userEvent.keyboard("x{Shift>}{ArrowDown}{/Shift}");
	expect(chosen()).toEqual(["a", "b"]);
	await userEvent.keyboard("{Control>}a{/Control}");
	expect(chosen()).toEqual(["a", "b", "c"]);
	await userEvent.keyboard("{Escape}");
	expect(screen.queryAllByRole("option", { selected: true })).toEqual([]);
});

it("keeps its place by id when rows move, and by position when its row leaves", async () => {
	const { rerender } = render(<Rows ids={["a", "b", "c"]} />);
	await userEvent.tab();
	await userEvent.keyboard("j");
	rerender(<Rows ids={["c", "a", "b"]} />);
	expect(row("b")).toHaveFocus();
	rerender(<Rows ids={["c", "a"]} />);
	expect(row("a")).toHaveFocus();
});
