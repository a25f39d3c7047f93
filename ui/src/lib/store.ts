import { useSyncExternalStore } from "react";

export type Store<State> = {
	get: () => State;
	set: (change: (state: State) => State) => void;
	subscribe: (listener: () => void) => () => void;
};

/** Window-wide state that is neither in the plan nor in the address. States are replaced, never mutated. */
export function createStore<State>(initial: State): Store<State> {
	let state = initial;
	const listeners = new Set<() => void>();
	return {
		get: () => state,
		set: (change) => {
			const next = change(state);
			if (Object.is(next, state)) return;
			state = next;
			for (const listener of listeners) listener();
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

/** `select` must answer with something stored, not something built, or every change renders again. */
export function useStore<State, Selected>(store: Store<State>, select: (state: State) => Selected): Selected {
	return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
