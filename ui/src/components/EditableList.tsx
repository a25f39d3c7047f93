import { Plus, X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type Save, useDraft } from "../lib/drafts";
import { DraftNotes } from "./DraftNotes";

type EditableListProps = {
	/** Names the list: "Constraints of P-7". */
	label: string;
	/** One line of it, for buttons: "constraint" gives "Add a constraint". */
	item: string;
	values: string[];
	rev: number;
	onSave: Save<string[]>;
	changedBy?: string | null;
	/** The question an empty list shows. */
	placeholder: string;
};

const toText = (values: string[]) => values.join("\n");
const fromText = (text: string) => text.split("\n").filter((line) => line.trim() !== "");

/** Lines a pasted list is made of, without its bullets. */
function pastedLines(text: string): string[] {
	return fromText(text).map((line) => line.replace(/^\s*(?:[-*+•]|\d+[.)])\s+/, "").trim());
}

/** A short list of lines. Each line is saved when it is left; Enter goes on to the next. */
export function EditableList(props: EditableListProps) {
	const { label, item, values, placeholder } = props;
	const draft = useDraft({ ...props, value: values, toText, fromText });
	const [line, setLine] = useState<number | null>(null);
	const [text, setText] = useState("");
	const addButton = useRef<HTMLButtonElement>(null);
	const returnFocus = useRef(false);
	const shown = draft.draft;

	useEffect(() => {
		if (line === null && returnFocus.current) addButton.current?.focus();
		returnFocus.current = false;
	}, [line]);

	const open = (at: number, start = shown[at] ?? "") => {
		draft.begin();
		setLine(at);
		setText(start);
	};

	const withLines = (lines: string[]) => {
		if (line === null) return shown;
		return [...shown.slice(0, line), ...lines, ...shown.slice(line + 1)];
	};

	const leave = (goOn: boolean, lines = [text.trim()].filter(Boolean)) => {
		if (line === null) return;
		const next = withLines(lines);
		void draft.commit(next);
		const adding = goOn && lines.length > 0;
		returnFocus.current = goOn && !adding;
		setLine(adding ? line + lines.length : null);
		setText(adding ? (next[line + lines.length] ?? "") : "");
	};

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Enter") {
			event.preventDefault();
			leave(true);
		}
		if (event.key === "Escape") {
			event.preventDefault();
			event.stopPropagation();
			returnFocus.current = true;
			setLine(null);
			draft.revert();
		}
	};

	const onPaste = (event: ClipboardEvent) => {
		const lines = pastedLines(event.clipboardData.getData("text/plain"));
		if (lines.length < 2) return;
		event.preventDefault();
		leave(true, [text.trim(), ...lines].filter(Boolean));
	};

	const field = (
		<input
			// biome-ignore lint/a11y/noAutofocus: the person just asked to type here.
			autoFocus
			aria-label={`${label}, line ${(line ?? 0) + 1}`}
			spellCheck
			autoComplete="off"
			maxLength={2000}
			value={text}
			onChange={(event) => setText(event.target.value)}
			onBlur={() => leave(false)}
			onKeyDown={onKeyDown}
			onPaste={onPaste}
			className="-ml-1 min-h-6 min-w-0 grow rounded-control bg-surface px-1 text-read outline-1! outline-offset-0! outline-link!"
		/>
	);

	return (
		<div className="flex flex-col gap-1">
			<ul aria-label={label} className="flex flex-col">
				{shown.map((value, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a line of text has no identity but its place.
					<li key={at} className="group flex min-h-7 items-baseline gap-2">
						<span aria-hidden className="text-subtle">
							·
						</span>
						{line === at ? (
							field
						) : (
							<>
								<button
									type="button"
									aria-label={`Edit: ${value}`}
									onClick={() => open(at)}
									className="-ml-1 min-h-6 min-w-0 grow cursor-text! rounded-control px-1 text-left text-read break-words select-text! hover:bg-hover"
								>
									{value}
								</button>
								<button
									type="button"
									aria-label={`Remove: ${value}`}
									onClick={() => void draft.commit(shown.filter((_, other) => other !== at))}
									className="flex size-6 shrink-0 items-center justify-center self-center rounded-control text-subtle opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-hover hover:text-fg"
								>
									<X size={14} aria-hidden />
								</button>
							</>
						)}
					</li>
				))}
				{line !== null && line >= shown.length && (
					<li className="flex min-h-7 items-baseline gap-2">
						<span aria-hidden className="text-subtle">
							·
						</span>
						{field}
					</li>
				)}
			</ul>
			{line === null && (
				<button
					ref={addButton}
					type="button"
					aria-label={`Add a ${item}`}
					onClick={() => open(shown.length, "")}
					className="-mx-1 flex min-h-6 items-center gap-1.5 self-start rounded-control px-1 text-left text-ui text-subtle hover:bg-hover hover:text-fg"
				>
					{shown.length === 0 ? placeholder : <Plus size={14} aria-hidden />}
					{shown.length > 0 && `Add a ${item}`}
				</button>
			)}
			<DraftNotes draft={draft} />
		</div>
	);
}
