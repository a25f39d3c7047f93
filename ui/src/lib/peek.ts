import type { ComponentType } from "react";
import type { Kind } from "../bindings";
import { createStore, useStore } from "./store";

export type PeekTarget = { kind: Kind; id: string };
/** What the peek panel shows for each kind of object: given once, in routes.tsx. */
export type Peeks = Partial<Record<Kind, ComponentType<{ id: string }>>>;

type Peek = {
	open: PeekTarget | null;
	/** What ⌘I opens again. */
	last: PeekTarget | null;
};

const peek = createStore<Peek>({ open: null, last: null });

export function usePeek(): PeekTarget | null {
	return useStore(peek, ({ open }) => open);
}

export function openPeek(target: PeekTarget) {
	peek.set(() => ({ open: target, last: target }));
}

export function closePeek() {
	peek.set(({ last }) => ({ open: null, last }));
}

export function togglePeek(target: PeekTarget) {
	if (peek.get().open?.id === target.id) closePeek();
	else openPeek(target);
}

/** Opens what was peeked at last, or closes the panel. */
export function toggleLastPeek() {
	const { open, last } = peek.get();
	if (open) closePeek();
	else if (last) openPeek(last);
}

/** Moving through a list moves an open peek along. */
export function followPeek(target: PeekTarget) {
	const { open } = peek.get();
	if (open && open.id !== target.id) openPeek(target);
}
