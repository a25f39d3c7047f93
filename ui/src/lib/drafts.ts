import { useEffect, useRef, useState } from "react";
import { dropUnsaved, keepUnsaved } from "./unsaved";

export type Conflict = { current: string; rev: number; by: string };
export type SaveResult =
	| { saved: true }
	/** `guarded`: the write was refused because it empties a long text, and may be repeated with `replace`. */
	| { saved: false; message: string; conflict: Conflict | null; guarded: boolean };
export type SaveBasis = { rev: number; replace: boolean };
export type Save<Value> = (value: Value, basis: SaveBasis) => Promise<SaveResult>;

export type DraftInput<Value> = {
	value: Value;
	rev: number;
	onSave: Save<Value>;
	/** Names the field among unsaved texts: "Why of P-7 Offline sync". */
	label: string;
	/** Who changed the stored value last, for the banner. */
	changedBy?: string | null;
	toText: (value: Value) => string;
	fromText: (text: string) => Value;
};

export type Theirs = { text: string; rev: number; by: string };

type Open<Value> = { value: Value; base: Value; rev: number };

/**
 * Typing wins: an open draft is never overwritten. A save carries the revision that editing began with;
 * when the stored value moves on underneath, `theirs` holds it until the person chooses.
 */
export function useDraft<Value>(input: DraftInput<Value>) {
	const { value, rev, onSave, label, changedBy, toText, fromText } = input;
	const [open, setOpen] = useState<Open<Value> | null>(null);
	const [problem, setProblem] = useState<string | null>(null);
	const [guarded, setGuarded] = useState(false);
	const [refused, setRefused] = useState<Conflict | null>(null);
	const [pending, setPending] = useState(false);
	const unsavedText = useRef<string | null>(null);

	const moved = open !== null && toText(value) !== toText(open.base);
	const theirs: Theirs | null = moved
		? { text: toText(value), rev, by: changedBy ?? "Someone" }
		: refused && { text: refused.current, rev: refused.rev, by: refused.by };

	unsavedText.current = open && toText(open.value) !== toText(open.base) ? toText(open.value) : null;

	// A draft whose page is left without saving stays retrievable.
	useEffect(
		() => () => {
			if (unsavedText.current !== null) keepUnsaved(label, label, unsavedText.current);
		},
		[label],
	);

	const settle = () => {
		setProblem(null);
		setGuarded(false);
		setRefused(null);
	};

	const close = () => {
		dropUnsaved(label);
		unsavedText.current = null;
		settle();
		setOpen(null);
	};

	const save = async (replace = false, draft = open) => {
		if (!draft || pending) return;
		if (toText(draft.value) === toText(draft.base)) {
			close();
			return;
		}
		setPending(true);
		const result = await onSave(draft.value, { rev: draft.rev, replace });
		setPending(false);
		if (result.saved) {
			close();
			return;
		}
		keepUnsaved(label, label, toText(draft.value));
		setProblem(result.conflict ? null : result.message);
		setGuarded(result.guarded);
		setRefused(result.conflict);
	};

	return {
		editing: open !== null,
		draft: open?.value ?? value,
		problem,
		/** The same save again, this time meaning it. */
		saveAnyway: guarded ? () => save(true) : null,
		pending,
		theirs,
		begin: () => setOpen((before) => before ?? { value, base: value, rev }),
		change: (next: Value) => setOpen((before) => before && { ...before, value: next }),
		save: () => save(),
		/** For editors whose last change and save are one act. */
		commit: (next: Value) => save(false, { ...(open ?? { base: value, rev }), value: next }),
		revert: close,
		keepMine: () => {
			if (!theirs) return;
			settle();
			setOpen((before) => before && { ...before, base: fromText(theirs.text), rev: theirs.rev });
		},
		useTheirs: close,
	};
}

export type Draft<Value> = ReturnType<typeof useDraft<Value>>;
