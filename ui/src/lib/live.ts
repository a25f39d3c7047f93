import { events, type Kind, type PlanChanged, type Touched } from "../bindings";
import { sayLater } from "./announce";
import { count } from "./formats";
import { isNews, type Mark, markAllSeen, markChanges, unmarkSet } from "./marks";
import { queryClient, refetchReadersOf } from "./query";
import { createStore } from "./store";

/** A client counts as present this long after its last change, in milliseconds. */
const PRESENT = 20_000;
/** A removed row leaves its ghost this long. */
const GHOST = 8_000;

export type Presence = { name: string; what: string; at: number };
export type Receipt = { set: number; by: string; changes: number; places: string[]; at: number };
export type Ghost = Mark & { kind: Kind; id: string; ref: string; name: string; withinId: string | null };

type Live = {
	present: readonly Presence[];
	receipts: readonly Receipt[];
	ghosts: readonly Ghost[];
};

const nothing: Live = { present: [], receipts: [], ghosts: [] };
export const live = createStore<Live>(nothing);

function placeOf(entity: Touched): string {
	return entity.within?.ref ?? entity.ref;
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

function takeBack(set: number) {
	unmarkSet(set);
	live.set((before) => ({
		...before,
		receipts: before.receipts.filter((receipt) => receipt.set !== set),
		ghosts: before.ghosts.filter((ghost) => ghost.set !== set),
	}));
}

/** Presence, trace and receipt of one commit. Your own commits leave none, but take back what they undo. */
export function record(change: PlanChanged, now = Date.now()) {
	const undone = change.undoes;
	if (undone !== null) takeBack(undone);
	isNews.set(() => change.by.kind === "ai");
	// A commit that tells no objects leaves nothing to point at.
	if (change.by.kind !== "ai" || change.entities.length === 0) return;
	const { name } = change.by;
	const places = [...new Set(change.entities.map(placeOf))];
	markChanges({ by: name, set: change.set }, change.entities);
	live.set((before) => ({
		...before,
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

export function forgetEverything() {
	live.set(() => nothing);
	markAllSeen();
	isNews.set(() => false);
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
