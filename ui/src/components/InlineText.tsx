import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { type Save, useDraft } from "../lib/drafts";
import { DraftNotes } from "./DraftNotes";

/** What a command can do with a text that is edited in place. */
export type EditingHandle = { startEditing: () => void };

type InlineTextProps = {
	/** Names the field: "Name of P-7". Also its name among unsaved texts. */
	label: string;
	value: string;
	rev: number;
	onSave: Save<string>;
	changedBy?: string | null;
	/** The question an empty field shows. */
	placeholder?: string;
	/** Names must not be emptied; other one-line texts may. */
	required?: boolean;
	maxLength?: number;
	/** Type size and weight of the text, the same while reading and editing: "text-page font-semibold". */
	className?: string;
	/** For commands that open the editor. */
	handle?: Ref<EditingHandle>;
};

const same = (text: string) => text;

/** One line of text, edited where it stands: click, E, F2 or Enter; Enter saves, Esc reverts. */
export function InlineText(props: InlineTextProps) {
	const { label, placeholder, required = false, maxLength = 200, className = "", handle } = props;
	const draft = useDraft({ ...props, toText: same, fromText: same });
	const reading = useRef<HTMLButtonElement>(null);
	const returnFocus = useRef(false);
	const { begin, editing, draft: value } = draft;

	useImperativeHandle(handle, () => ({ startEditing: begin }));

	useEffect(() => {
		if (!editing && returnFocus.current) reading.current?.focus();
		returnFocus.current = false;
	}, [editing]);

	const save = () => (required && value.trim() === "" ? draft.revert() : draft.save());

	if (!editing) {
		return (
			<button
				ref={reading}
				type="button"
				aria-label={value === "" ? label : `${label}: ${value}`}
				onClick={begin}
				onKeyDown={(event) => {
					if (event.key !== "F2" && event.key.toLowerCase() !== "e") return;
					if (event.metaKey || event.ctrlKey || event.altKey) return;
					event.preventDefault();
					begin();
				}}
				className={`-mx-1 min-h-6 min-w-6 max-w-[calc(100%+8px)] cursor-text! rounded-control px-1 text-left break-words select-text! hover:bg-hover ${value === "" ? "text-subtle" : ""} ${className}`}
			>
				{value === "" ? placeholder : value}
			</button>
		);
	}

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Enter") {
			event.preventDefault();
			returnFocus.current = true;
			void save();
		}
		if (event.key === "Escape") {
			event.preventDefault();
			event.stopPropagation();
			returnFocus.current = true;
			draft.revert();
		}
	};

	return (
		<div className="flex min-w-0 grow flex-col gap-1">
			<input
				// biome-ignore lint/a11y/noAutofocus: the person just asked to type here.
				autoFocus
				aria-label={label}
				autoComplete="off"
				spellCheck
				maxLength={maxLength}
				placeholder={placeholder}
				value={value}
				onFocus={(event) => event.target.select()}
				onChange={(event) => draft.change(event.target.value)}
				onBlur={() => {
					if (!draft.theirs && !draft.problem) void save();
				}}
				onKeyDown={onKeyDown}
				className={`-mx-1 min-h-6 w-full rounded-control bg-surface px-1 outline-1! outline-offset-0! outline-link! ${className}`}
			/>
			<DraftNotes draft={draft} />
		</div>
	);
}
