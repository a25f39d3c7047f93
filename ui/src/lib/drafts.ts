import { useEffect, useEffectEvent, useRef, useState } from "react";
import { dropUnsaved, keepUnsaved } from "./unsaved";

export type Conflict = { current: string; rev: number; by: string };
export type SaveResult =
	/** `rev`: the revision the save led to, where the write tells it. */
	| { saved: true; rev?: number }
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

type Stored<Value> = { value: Value; rev: number };
type Open<Value> = Stored<Value> & { base: Value };
type Refusal = { message: string; conflict: Conflict | null; guarded: boolean };

/**
 * What was saved, until the plan has been read again: otherwise the old value would show for a moment,
 * and the next save would start from it.
 */
function useStored<Value>(value: Value, rev: number) {
	const [ahead, setAhead] = useState<(Stored<Value> & { before: number }) | null>(null);
	const stored: Stored<Value> = ahead && ahead.before === rev ? ahead : { value, rev };
	return { stored, saved: (to: Stored<Value>) => setAhead({ ...to, before: rev }) };
}

/** Who gave the stored value its text: whoever changed the object last may have changed another field. */
function useAuthor(text: string, changedBy: string | null | undefined) {
	const [seen, setSeen] = useState({ text, by: changedBy });
	if (seen.text === text) return seen.by ?? "Someone";
	setSeen({ text, by: changedBy });
	return changedBy ?? "Someone";
}

/** Keeps a draft whose page is left without saving among the unsaved texts. */
function useKeptWhenLeft(label: string, unsavedText: string | null) {
	const keep = useEffectEvent((label: string) => {
		if (unsavedText !== null) keepUnsaved(label, label, unsavedText);
	});
	useEffect(() => () => keep(label), [label]);
}

/**
 * Typing wins: an open draft is never overwritten. A save carries the revision that editing began with;
 * when the stored value moves on underneath, `theirs` holds it until the person chooses.
 */
export function useDraft<Value>(input: DraftInput<Value>) {
	const { onSave, label, changedBy, toText, fromText } = input;
	const { stored, saved } = useStored(input.value, input.rev);
	const [open, setOpen] = useState<Open<Value> | null>(null);
	const [refusal, setRefusal] = useState<Refusal | null>(null);
	const [pending, setPending] = useState(false);
	// The draft as of now, for saves that finish after more was typed.
	const now = useRef(open);
	const work = useRef({ running: false, again: false });

	const differs = (a: Value, b: Value) => toText(a) !== toText(b);
	const conflict = refusal?.conflict;
	const author = useAuthor(toText(stored.value), changedBy);
	const theirs: Theirs | null =
		open && differs(stored.value, open.base)
			? { text: toText(stored.value), rev: stored.rev, by: author }
			: conflict
				? { text: conflict.current, rev: conflict.rev, by: conflict.by }
				: null;

	useKeptWhenLeft(label, open && differs(open.value, open.base) ? toText(open.value) : null);

	const put = (next: Open<Value> | null) => {
		now.current = next;
		setOpen(next);
	};

	const close = () => {
		dropUnsaved(label);
		setRefusal(null);
		put(null);
	};

	/** One save; answers with the draft that is left to save, if another was asked for meanwhile. */
	const saveOnce = async (draft: Open<Value>, replace: boolean): Promise<Open<Value> | null> => {
		work.current.again = false;
		const result = await onSave(draft.value, { rev: draft.rev, replace });
		if (!result.saved) {
			keepUnsaved(label, label, toText(now.current?.value ?? draft.value));
			setRefusal(result);
			return null;
		}
		const rev = result.rev ?? draft.rev;
		saved({ value: draft.value, rev });
		if (now.current === null || !differs(now.current.value, draft.value)) {
			close();
			return null;
		}
		const rest = { value: now.current.value, base: draft.value, rev };
		put(rest);
		return work.current.again ? rest : null;
	};

	const save = async (replace = false) => {
		if (work.current.running) {
			work.current.again = true;
			return;
		}
		if (now.current && !differs(now.current.value, now.current.base)) close();
		let draft = now.current;
		work.current.running = true;
		setPending(true);
		while (draft) draft = await saveOnce(draft, replace);
		work.current.running = false;
		setPending(false);
	};

	const begin = () => {
		if (now.current === null) put({ ...stored, base: stored.value });
	};

	const change = (next: Value) => {
		if (now.current) put({ ...now.current, value: next });
	};

	return {
		editing: open !== null,
		draft: open?.value ?? stored.value,
		problem: refusal && !refusal.conflict ? refusal.message : null,
		/** The same save again, this time meaning it. */
		saveAnyway: refusal?.guarded ? () => save(true) : null,
		pending,
		theirs,
		begin,
		change,
		save: () => save(),
		/** For editors whose last change and save are one act. */
		commit: (next: Value) => {
			begin();
			change(next);
			return save();
		},
		revert: close,
		keepMine: () => {
			setRefusal(null);
			if (theirs && now.current) put({ ...now.current, base: fromText(theirs.text), rev: theirs.rev });
		},
		useTheirs: close,
	};
}

export type Draft<Value> = ReturnType<typeof useDraft<Value>>;
