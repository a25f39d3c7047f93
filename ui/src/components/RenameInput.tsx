import { type KeyboardEvent, useEffect, useRef } from "react";
import { type Save, useDraft } from "../lib/drafts";
import { DraftNotes } from "./DraftNotes";

type Props = {
	/** Names the field: "Name of T-12". Also its name among unsaved texts. */
	label: string;
	value: string;
	rev: number;
	onSave: Save<string>;
	changedBy?: string | null;
	/** The name was saved or left as it was. `byKey` says whether the focus should return to the row. */
	onDone: (byKey: boolean) => void;
};

const same = (text: string) => text;

/** Renames a row where it stands, for as long as it is shown: Enter saves, Esc leaves the name as it was. */
export function RenameInput(props: Props) {
	const draft = useDraft({ ...props, toText: same, fromText: same });
	const begun = useRef(false);
	const byKey = useRef(false);
	const { onDone, label } = props;

	useEffect(() => {
		if (draft.editing) begun.current = true;
		else if (begun.current) onDone(byKey.current);
		else draft.begin();
	});

	const save = () => (draft.draft.trim() === "" ? draft.revert() : draft.save());
	const onKeyDown = (event: KeyboardEvent) => {
		event.stopPropagation();
		if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
		event.preventDefault();
		byKey.current = true;
		if (event.key === "Enter") void save();
		else draft.revert();
	};

	return (
		<div className="flex min-w-0 grow flex-col gap-1">
			<input
				// biome-ignore lint/a11y/noAutofocus: the person just asked to type here.
				autoFocus
				aria-label={label}
				autoComplete="off"
				spellCheck
				maxLength={200}
				value={draft.draft}
				onFocus={(event) => event.target.select()}
				onChange={(event) => draft.change(event.target.value)}
				onClick={(event) => event.stopPropagation()}
				onBlur={() => {
					if (!draft.theirs) void save();
				}}
				onKeyDown={onKeyDown}
				className="-mx-1 h-6 w-full rounded-control bg-surface px-1 text-ui outline-1! outline-offset-0! outline-link!"
			/>
			<DraftNotes draft={draft} />
		</div>
	);
}
