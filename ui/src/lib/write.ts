import { useMutation } from "@tanstack/react-query";
import type { Kind, WireError, Written } from "../bindings";
import type { SaveResult } from "./drafts";
import { wireError } from "./errors";
import { refetchReadersOf } from "./query";
import { createStore, useStore } from "./store";
import { keepUnsaved } from "./unsaved";

type SaveState = { pending: number; problem: string | null };

const saving = createStore<SaveState>({ pending: 0, problem: null });

/** What the strip says about writing: how many are under way, and why the last one failed. */
export function useSaving(): SaveState {
	return useStore(saving, (state) => state);
}

/** Says in the strip why something outside a write did not work. */
export function showProblem(message: string) {
	saving.set((state) => ({ ...state, problem: message }));
}

/** Runs something that writes nothing, such as opening a window. */
export function attempt(work: Promise<unknown>) {
	work.catch((error) => showProblem(wireError(error).message));
}

export function dismissProblem() {
	saving.set((state) => ({ ...state, problem: null }));
}

async function tracked<Result>(work: () => Promise<Result>): Promise<Result> {
	saving.set((state) => ({ ...state, pending: state.pending + 1 }));
	try {
		const result = await work();
		saving.set((state) => ({ pending: state.pending - 1, problem: null }));
		return result;
	} catch (thrown) {
		const error = wireError(thrown);
		// A question is no problem: it is asked where the write was begun.
		const problem = error.code === "open_checks" ? null : error.message;
		saving.set((state) => ({ pending: state.pending - 1, problem }));
		throw error;
	}
}

/** The revision a write led its object to. Commands that change one object name it first. */
function revOf(id: unknown, result: unknown): number | undefined {
	const { entities } = (result ?? {}) as Partial<Written>;
	return entities?.find((entity) => entity.id === id)?.rev;
}

type WriteOptions<Args extends unknown[]> = {
	/** The text that must not be lost when the write fails, for forms that close; in-place editors keep their own. */
	keep?: (...args: Args) => { label: string; text: string };
	/** For a refusal that is a question. */
	onRefused?: (error: WireError, ...args: Args) => void;
	/** For the few commands outside the plan's log, such as tokens: no commit announces what they changed. */
	unlogged?: readonly Kind[];
};

export type Write<Args extends unknown[], Result> = {
	/** Answers with null when the write failed; the reason is in `error` and in the strip. */
	run: (...args: Args) => Promise<Result | null>;
	/** For `onSave` of the in-place editors, which show the reason themselves. */
	save: (...args: Args) => Promise<SaveResult>;
	pending: boolean;
	error: WireError | null;
	clear: () => void;
};

/**
 * Runs a command that changes the plan. It touches no cache: the commit is announced and the listener
 * in `live` refetches what reads it.
 */
export function useWrite<Args extends unknown[], Result>(
	fn: (...args: Args) => Promise<Result>,
	{ keep, onRefused, unlogged }: WriteOptions<Args> = {},
): Write<Args, Result> {
	const mutation = useMutation<Result, WireError, Args>({
		mutationFn: (args) => tracked(() => fn(...args)),
		onSuccess: () => unlogged && refetchReadersOf(unlogged),
	});

	const run = async (...args: Args) => {
		try {
			return await mutation.mutateAsync(args);
		} catch (thrown) {
			onRefused?.(wireError(thrown), ...args);
			if (keep) {
				const { label, text } = keep(...args);
				keepUnsaved(`${label}\n${text}`, label, text);
			}
			return null;
		}
	};

	const save = async (...args: Args): Promise<SaveResult> => {
		try {
			return { saved: true, rev: revOf(args[0], await mutation.mutateAsync(args)) };
		} catch (thrown) {
			const { code, message, conflict } = wireError(thrown);
			return { saved: false, message, conflict, guarded: code === "guarded" };
		}
	};

	return { run, save, pending: mutation.isPending, error: mutation.error, clear: mutation.reset };
}
