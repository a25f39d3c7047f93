import type { ComponentType } from "react";
import type { Kind } from "../bindings";
import { createStore, useStore } from "./store";

export type PeekTarget = { kind: Kind; id: string };
/** What the peek panel shows for each kind of object: given once, in routes.tsx. */
export type Peeks = Partial<Record<Kind, ComponentType<{ id: string }>>>;

const peek = createStore<PeekTarget | null>(null);

export function usePeek(): PeekTarget | null {
	return useStore(peek, (target) => target);
}

export function openPeek(target: PeekTarget) {
	peek.set(() => target);
}

export function closePeek() {
	peek.set(() => null);
}

export function togglePeek(target: PeekTarget) {
	peek.set((open) => (open?.id === target.id ? null : target));
}

/** Moving through a list moves an open peek along. */
export function followPeek(target: PeekTarget) {
	peek.set((open) => (open === null || open.id === target.id ? open : target));
}
