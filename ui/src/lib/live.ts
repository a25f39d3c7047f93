import { useEffect } from "react";
import { type ActorKind, events, type Kind, type PlanChanged, type Touched } from "../bindings";
import { sayLater } from "./announce";
import { count } from "./formats";
import { queryClient, refetchReadersOf } from "./query";
import { createStore, useStore } from "./store";

/** A client counts as present this long after its last change, in milliseconds. */
const PRESENT = 20_000;
/** A removed row leaves its ghost this long. */
const GHOST = 8_000;
/** The oldest marks go first beyond this many objects: a trace is a courtesy, not a record. */
const MOST_MARKS = 1_000;

export type Mark = { by: string; set: number };
export type ObjectMark = Mark & { created: boolean; fields: ReadonlyMap<string, Mark> };
export type Presence = { name: string; what: string; at: number };
export type Receipt = { set: number; by: string; changes: number; places: string[]; at: number };
export type Ghost = Mark & { kind: Kind; id: string; ref: string; name: string; withinId: string | null };

type Live = {
	marks: ReadonlyMap<string, ObjectMark>;
	present: readonly Presence[];
	receipts: readonly Receipt[];
	ghosts: readonly Ghost[];
	/** Whose the latest commit is. */
	author: ActorKind;
};

const nothing: Live = { marks: new Map(), present: [], receipts: [], ghosts: [], author: "you" };
export const live = createStore<Live>(nothing);

function placeOf(entity: Touched): string {
	return entity.within?.ref ?? entity.ref;
}

function marked(before: Live["marks"], change: PlanChanged): Live["marks"] {
	const marks = new Map(before);
	for (const entity of change.entities) {
		if (entity.effect === "removed") {
			marks.delete(entity.id);
			continue;
		}
		const known = marks.get(entity.id);
		const mark: Mark = { by: change.by.name, set: change.set };
		const fields = new Map(known?.fields);
		for (const field of entity.fields) fields.set(field, mark);
		// Deleted first, so that the map's order is the order of the last change.
		marks.delete(entity.id);
		marks.set(entity.id, {
			...mark,
			created: entity.effect === "created" || known?.created === true,
			fields,
		});
	}
	for (const id of marks.keys()) {
		if (marks.size <= MOST_MARKS) break;
		marks.delete(id);
	}
	return marks;
}

function withReceipt(before: Live["receipts"], change: PlanChanged, at: number): Live["receipts"] {
	const known = before.find((receipt) => receipt.set === change.set);
	const receipt: Receipt = {
		set: change.set,
		by: change.by.name,
		changes: (known?.changes ?? 0) + change.entities.length,
		places: [...new Set([...(known?.places ?? []), ...change.entities.map(placeOf)])],
		at,
	};
	return [...before.filter((other) => other.set !== change.set), receipt];
}

function withGhosts(before: Live["ghosts"], change: PlanChanged): Live["ghosts"] {
	const removed = change.entities.filter((entity) => entity.effect === "removed");
	const ghosts = removed.map(
		({ kind, id, ref, name, within }): Ghost => ({
			kind,
			id,
			ref,
			name,
			withinId: within?.id ?? null,
			by: change.by.name,
			set: change.set,
		}),
	);
	return ghosts.length === 0 ? before : [...before, ...ghosts];
}

function withoutSet(before: Live, set: number): Live {
	const marks = new Map<string, ObjectMark>();
	for (const [id, mark] of before.marks) {
		const fields = new Map([...mark.fields].filter(([, field]) => field.set !== set));
		if (mark.set !== set || fields.size > 0) marks.set(id, { ...mark, fields });
	}
	return {
		...before,
		marks,
		receipts: before.receipts.filter((receipt) => receipt.set !== set),
		ghosts: before.ghosts.filter((ghost) => ghost.set !== set),
	};
}

/** Presence, trace and receipt of one commit. Your own commits leave none, but take back what they undo. */
export function record(change: PlanChanged, now = Date.now()) {
	const undone = change.undoes;
	if (undone !== null) live.set((before) => withoutSet(before, undone));
	live.set((before) => ({ ...before, author: change.by.kind }));
	// A commit that tells no objects leaves nothing to point at.
	if (change.by.kind !== "ai" || change.entities.length === 0) return;
	const { name } = change.by;
	const places = [...new Set(change.entities.map(placeOf))];
	live.set((before) => ({
		...before,
		marks: marked(before.marks, change),
		present: [
			...before.present.filter((client) => client.name !== name),
			{ name, what: places.slice(0, 2).join(", "), at: now },
		],
		receipts: withReceipt(before.receipts, change, now),
		ghosts: withGhosts(before.ghosts, change),
	}));
	setTimeout(() => forgetPresence(name, now), PRESENT);
	if (change.entities.some((entity) => entity.effect === "removed")) {
		setTimeout(() => forgetGhosts(change.set), GHOST);
	}
	sayLater(`${name} changed ${count(change.entities.length, "thing")} in ${places.slice(0, 3).join(", ")}.`);
}

function forgetPresence(name: string, at: number) {
	live.set((before) => ({
		...before,
		present: before.present.filter((client) => client.name !== name || client.at !== at),
	}));
}

function forgetGhosts(set: number) {
	live.set((before) => ({ ...before, ghosts: before.ghosts.filter((ghost) => ghost.set !== set) }));
}

export function dismissReceipt(set: number) {
	live.set((before) => ({ ...before, receipts: before.receipts.filter((receipt) => receipt.set !== set) }));
}

/** The person saw what changed in one field of an object. */
export function markFieldSeen(id: string, field: string) {
	live.set((before) => {
		const mark = before.marks.get(id);
		if (!mark?.fields.has(field)) return before;
		const fields = new Map(mark.fields);
		fields.delete(field);
		return { ...before, marks: new Map(before.marks).set(id, { ...mark, fields }) };
	});
}

export function markSeen(id: string) {
	live.set((before) => {
		if (!before.marks.has(id)) return before;
		const marks = new Map(before.marks);
		marks.delete(id);
		return { ...before, marks };
	});
}

export function markAllSeen() {
	live.set((before) => ({ ...before, marks: nothing.marks }));
}

export function forgetEverything() {
	live.set(() => nothing);
}

/** What an AI changed in this object and the person has not opened yet: for rows, cards and titles. */
export function useObjectMark(id: string): ObjectMark | null {
	return useStore(live, (state) => state.marks.get(id) ?? null);
}

/** What an AI changed in this field. Give it to `<Trace>` with `onSeen={() => markFieldSeen(id, field)}`. */
export function useFieldMark(id: string, field: string): Mark | null {
	return useStore(live, (state) => state.marks.get(id)?.fields.get(field) ?? null);
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

/** A commit that tells no objects, such as taking a whole product away, may have touched any of them. */
function readAgainAfter({ entities }: PlanChanged): Promise<void> {
	if (entities.length === 0) return queryClient.invalidateQueries();
	return refetchReadersOf(entities.map(({ kind }) => kind));
}

/** The one listener for commits. Answers with the way to stop it. */
export function listenToPlan(): () => void {
	const listening = [
		events.planChanged.listen(({ payload }) => {
			record(payload);
			void readAgainAfter(payload);
		}),
		// So much changed at once that the commits were not told one by one.
		events.planReread.listen(() => void queryClient.invalidateQueries()),
	];
	return () => {
		for (const listener of listening) void listener.then((stop) => stop());
	};
}
