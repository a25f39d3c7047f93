import {
	infiniteQueryOptions,
	notifyManager,
	type Query,
	QueryClient,
	queryOptions,
} from "@tanstack/react-query";
import type { Kind } from "../bindings";

// An answer is shown in the frame it arrives in, not a timer later.
notifyManager.setScheduler(queueMicrotask);

/** The plan only changes through commits, and every commit is announced: nothing else makes data stale. */
export const queryClient = new QueryClient({
	defaultOptions: {
		queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, networkMode: "always" },
		mutations: { retry: false, networkMode: "always" },
	},
});

type PlanQuery<Data> = {
	key: readonly [string, ...unknown[]];
	/** The kinds of entity the answer is made of. A commit that touches one of them refetches it. */
	reads: readonly Kind[];
	fn: () => Promise<Data>;
};

/** The only way to declare a query; `planPages` is its sister for lists read in pages. */
export function planQuery<Data>({ key, reads, fn }: PlanQuery<Data>) {
	return queryOptions({ queryKey: key, queryFn: fn, meta: { reads } });
}

type PlanPages<Item, Cursor> = Omit<PlanQuery<Item[]>, "fn"> & {
	fn: (after: Cursor | null) => Promise<Item[]>;
	/** Where the next page begins, or null after the last one. */
	next: (page: Item[]) => Cursor | null;
};

export function planPages<Item, Cursor>({ key, reads, fn, next }: PlanPages<Item, Cursor>) {
	return infiniteQueryOptions({
		queryKey: key,
		queryFn: ({ pageParam }) => fn(pageParam as Cursor | null),
		initialPageParam: null as Cursor | null,
		getNextPageParam: next,
		meta: { reads },
	});
}

const owed = new WeakSet<Query>();

/**
 * Reads a query again. An answer under way may be older than the commit, so another one follows it; it is
 * not cancelled, or a burst of commits would show nothing until it ends.
 */
async function readAgain(query: Query, client: QueryClient) {
	if (query.state.fetchStatus !== "idle") {
		if (owed.has(query)) return;
		owed.add(query);
		await query.promise?.catch(() => {});
		owed.delete(query);
	}
	await client.invalidateQueries({ predicate: (other) => other === query });
}

export async function refetchReadersOf(kinds: Iterable<Kind>, client = queryClient) {
	const touched = new Set(kinds);
	const readers = client.getQueryCache().findAll({
		predicate: (query) => ((query.meta?.reads ?? []) as readonly Kind[]).some((kind) => touched.has(kind)),
	});
	await Promise.all(readers.map((query) => readAgain(query, client)));
}
