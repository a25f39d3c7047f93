import { useEffect } from "react";
import { createStore, useStore } from "./store";

/** The oldest marks go first beyond this many objects: a trace is a courtesy, not a record. */
const MOST_MARKS = 1_000;

export type Mark = { by: string; set: number };
export type ObjectMark = Mark & { created: boolean; fields: ReadonlyMap<string, Mark> };
/** What a commit did to one object. */
type Changed = {
	id: string;
	effect: "created" | "updated" | "removed" | "restored";
	fields: readonly string[];
};

export const marks = createStore<ReadonlyMap<string, ObjectMark>>(new Map());

/** Whether the latest commit is somebody else's: what the person does is shown at once. */
export const isNews = createStore(false);

/** Marks what an AI changed. */
export function markChanges(mark: Mark, objects: readonly Changed[]) {
	marks.set((before) => {
		const next = new Map(before);
		for (const { id, effect, fields } of objects) {
			const known = next.get(id);
			// Deleted first, so that the map's order is the order of the last change.
			next.delete(id);
			if (effect === "removed") continue;
			next.set(id, {
				...mark,
				created: effect === "created" || known?.created === true,
				fields: new Map([...(known?.fields ?? []), ...fields.map((field) => [field, mark] as const)]),
			});
		}
		for (const id of next.keys()) {
			if (next.size <= MOST_MARKS) break;
			next.delete(id);
		}
		return next;
	});
}

/** A change set was taken back, and its marks with it. */
export function unmarkSet(set: number) {
	marks.set((before) => {
		const left = new Map<string, ObjectMark>();
		for (const [id, mark] of before) {
			const fields = new Map([...mark.fields].filter(([, field]) => field.set !== set));
			if (mark.set !== set || fields.size > 0) left.set(id, { ...mark, fields });
		}
		return left;
	});
}

/** The person saw what changed in one field of an object. */
export function markFieldSeen(id: string, field: string) {
	marks.set((before) => {
		const mark = before.get(id);
		if (!mark?.fields.has(field)) return before;
		const fields = new Map(mark.fields);
		fields.delete(field);
		return new Map(before).set(id, { ...mark, fields });
	});
}

export function markSeen(id: string) {
	marks.set((before) => {
		if (!before.has(id)) return before;
		const left = new Map(before);
		left.delete(id);
		return left;
	});
}

export function markAllSeen() {
	marks.set(() => new Map());
}

/** What an AI changed in this object and the person has not opened yet: for rows, cards and titles. */
export function useObjectMark(id: string): ObjectMark | null {
	return useStore(marks, (all) => all.get(id) ?? null);
}

/** What an AI changed in this field. Give it to `<Trace>` with `onSeen={() => markFieldSeen(id, field)}`. */
export function useFieldMark(id: string, field: string): Mark | null {
	return useStore(marks, (all) => all.get(id)?.fields.get(field) ?? null);
}

/** Call it in a page or peek: an object that was open in a focused window is no news when one leaves it. */
export function useOpened(id: string) {
	useEffect(() => {
		let looked = document.hasFocus();
		const look = () => {
			looked = true;
		};
		window.addEventListener("focus", look);
		return () => {
			window.removeEventListener("focus", look);
			if (looked) markSeen(id);
		};
	}, [id]);
}
