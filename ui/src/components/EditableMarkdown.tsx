import { type KeyboardEvent, lazy, type Ref, Suspense, useEffect, useImperativeHandle, useRef } from "react";
import { type Save, useDraft } from "../lib/drafts";
import { Button } from "./Button";
import { DraftNotes } from "./DraftNotes";
import type { EditingHandle } from "./InlineText";
import { MarkdownText } from "./MarkdownText";

const loadEditor = () => import("./MarkdownEditor");
const MarkdownEditor = lazy(loadEditor);

type EditableMarkdownProps = {
	/** Names the field: "Why of P-7". Also its name among unsaved texts. */
	label: string;
	value: string;
	rev: number;
	onSave: Save<string>;
	onOpenLink: (url: string) => void;
	/** Who changed the stored value last, for the banner. */
	changedBy?: string | null;
	/** The question an empty field shows: "Who is this for, and what hurts?" */
	placeholder: string;
	/** For commands that open the editor. */
	handle?: Ref<EditingHandle>;
};

const same = (text: string) => text;

/** Reads as text, edits in place: click, E, F2 or Enter; ⌘Enter saves, Esc reverts. Typing wins over news. */
export function EditableMarkdown(props: EditableMarkdownProps) {
	const { label, placeholder, onOpenLink, handle } = props;
	const draft = useDraft({ ...props, toText: same, fromText: same });
	const reading = useRef<HTMLDivElement>(null);
	const returnFocus = useRef(false);
	const { begin, editing, draft: value } = draft;

	useImperativeHandle(handle, () => ({ startEditing: begin }));

	// Loaded beside the page, so that the first key typed after opening it is not lost.
	useEffect(() => void loadEditor(), []);

	useEffect(() => {
		if (!editing && returnFocus.current) reading.current?.focus();
		returnFocus.current = false;
	}, [editing]);

	const leave = (how: () => void) => () => {
		returnFocus.current = true;
		how();
	};

	if (!editing) {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
			if (!["enter", "f2", "e"].includes(event.key.toLowerCase())) return;
			event.preventDefault();
			begin();
		};
		return (
			// biome-ignore lint/a11y/useSemanticElements: a button could not hold paragraphs and links.
			<div
				ref={reading}
				role="group"
				// biome-ignore lint/a11y/noNoninteractiveTabindex: it is where the keys that edit are pressed.
				tabIndex={0}
				aria-label={label}
				aria-keyshortcuts="E F2 Enter"
				onKeyDown={onKeyDown}
				onClick={() => {
					if (getSelection()?.isCollapsed !== false) begin();
				}}
				className="-mx-1 min-h-6 cursor-text rounded-control px-1 hover:bg-hover"
			>
				{value === "" ? (
					<p className="text-read text-subtle">{placeholder}</p>
				) : (
					<MarkdownText text={value} onOpenLink={onOpenLink} />
				)}
			</div>
		);
	}

	return (
		<div className="flex flex-col gap-2">
			<div className="-mx-2 rounded-control px-2 py-1 outline-1 outline-link">
				<Suspense fallback={<p className="min-h-16 text-read whitespace-pre-wrap">{value}</p>}>
					<MarkdownEditor
						label={label}
						initial={value}
						placeholder={placeholder}
						onChange={draft.change}
						onSave={leave(draft.save)}
						onRevert={leave(draft.revert)}
					/>
				</Suspense>
			</div>
			<DraftNotes draft={draft} />
			<div className="flex items-center gap-2">
				<Button
					size="small"
					look="primary"
					keys="mod+enter"
					onClick={leave(draft.save)}
					disabled={draft.pending}
				>
					Save
				</Button>
				<Button size="small" look="quiet" keys="esc" onClick={leave(draft.revert)}>
					Revert
				</Button>
			</div>
		</div>
	);
}
