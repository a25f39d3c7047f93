// biome-ignore-all lint/a11y/useSemanticElements: lines are windowed and dragged, which list elements cannot be.
import { Plus } from "lucide-react";
import {
	type KeyboardEvent,
	type ReactNode,
	type Ref,
	useEffect,
	useImperativeHandle,
	useRef,
	useState,
} from "react";
import { Checkbox } from "../../components/Checkbox";
import { InlineText } from "../../components/InlineText";
import { Reorderable } from "../../components/Reorderable";
import { RowMenu } from "../../components/RowMenu";
import { say } from "../../lib/announce";
import type { Save } from "../../lib/drafts";
import { orderEntries } from "./taskMenu";

export type ChecklistHandle = { startAdding: () => void };

export type ChecklistLine = { id: string; text: string; done: boolean };

type Props<Line extends ChecklistLine> = {
	/** Names the list: "Steps of T-12". */
	label: string;
	/** One line of it: "step". */
	item: string;
	lines: readonly Line[];
	rev: number;
	/** What an empty list asks, and the words of the button under a list that is not. */
	question: string;
	onAdd: (text: string) => Promise<unknown>;
	onText: (id: string) => Save<string>;
	onTick: (line: Line, done: boolean) => void;
	onMove: (line: Line, slot: number) => void;
	onRemove: (id: string) => void;
	/** For commands that open the line that adds one. */
	handle: Ref<ChecklistHandle>;
	/** Beside or below a line: who ticked it and how it was verified. */
	more?: (line: Line) => ReactNode;
};

/** Lines to tick. Each is changed on its own, so that two hands can work on one list. */
export function Checklist<Line extends ChecklistLine>(props: Props<Line>) {
	const { label, item, lines, rev, onText, onTick, onMove, onRemove, more } = props;
	const [menu, setMenu] = useState<string | null>(null);

	function move(line: Line, slot: number) {
		say(`${line.text}, moved to ${slot + 1} of ${lines.length}.`);
		onMove(line, slot);
	}

	function onKeyDown(event: KeyboardEvent, line: Line, at: number) {
		const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
		if (!event.altKey || !step) return;
		event.preventDefault();
		event.stopPropagation();
		if (at + step >= 0 && at + step < lines.length) move(line, at + step);
	}

	return (
		<div className="-ml-1 flex flex-col">
			{lines.length > 0 && (
				<div role="list" aria-label={label}>
					<Reorderable items={lines} keyOf={(line) => line.id} rowHeight={28} onMove={move}>
						{(line, at) => (
							<div
								role="listitem"
								className="group flex items-start gap-1"
								onKeyDown={(event) => onKeyDown(event, line, at)}
							>
								<span className="flex h-7 items-center">
									<Checkbox label={line.text} checked={line.done} onChange={(done) => onTick(line, done)} />
								</span>
								<div className="flex min-w-0 grow flex-col gap-0.5 py-0.5">
									<InlineText
										label={`Text of this ${item}`}
										value={line.text}
										rev={rev}
										onSave={onText(line.id)}
										required
										maxLength={2000}
										className={`text-read ${line.done ? "text-subtle" : ""}`}
									/>
									{more?.(line)}
								</div>
								<span className="flex h-7 items-center">
									<RowMenu
										name={line.text}
										entries={
											menu !== line.id
												? null
												: [
														...orderEntries(at, lines.length, (slot) => move(line, slot)),
														{ type: "separator" },
														{ label: `Remove this ${item}`, danger: true, run: () => onRemove(line.id) },
													]
										}
										onOpenChange={(open) => setMenu(open ? line.id : null)}
									/>
								</span>
							</div>
						)}
					</Reorderable>
				</div>
			)}
			<AddLine {...props} />
		</div>
	);
}

type AddProps = Pick<Props<ChecklistLine>, "item" | "question" | "onAdd" | "handle"> & {
	lines: readonly unknown[];
};

function AddLine({ item, question, onAdd, handle, lines }: AddProps) {
	const [text, setText] = useState<string | null>(null);
	const button = useRef<HTMLButtonElement>(null);
	const back = useRef(false);

	useImperativeHandle(handle, () => ({ startAdding: () => setText((now) => now ?? "") }));
	useEffect(() => {
		if (text === null && back.current) button.current?.focus();
		back.current = false;
	}, [text]);

	async function add(typed: string) {
		if (typed.trim() === "") return;
		setText("");
		// What could not be added is put back, unless the next line was begun meanwhile.
		if ((await onAdd(typed.trim())) === null) setText((now) => (now === "" ? typed : now));
	}

	if (text === null) {
		return (
			<button
				ref={button}
				type="button"
				aria-label={`Add a ${item}`}
				onClick={() => setText("")}
				className="flex min-h-7 items-center gap-2 self-start rounded-control py-0.5 pr-2 pl-1.5 text-left text-ui text-subtle hover:bg-hover hover:text-fg"
			>
				<Plus size={14} aria-hidden />
				{lines.length === 0 ? question : `Add a ${item}`}
			</button>
		);
	}
	return (
		<input
			// biome-ignore lint/a11y/noAutofocus: the person just asked to type here.
			autoFocus
			aria-label={`New ${item}`}
			placeholder={question}
			autoComplete="off"
			spellCheck
			maxLength={2000}
			value={text}
			onChange={(event) => setText(event.target.value)}
			onBlur={() => {
				void add(text);
				setText(null);
			}}
			onKeyDown={(event) => {
				if (event.nativeEvent.isComposing) return;
				if (event.key === "Enter") {
					event.preventDefault();
					void add(text);
				}
				if (event.key === "Escape") {
					event.preventDefault();
					event.stopPropagation();
					back.current = true;
					setText(null);
				}
			}}
			className="ml-7 h-7 rounded-control bg-surface px-1 text-read outline-1! outline-offset-0! outline-link!"
		/>
	);
}
