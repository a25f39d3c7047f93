import { QueryClient, queryOptions } from "@tanstack/react-query";
import type { Kind } from "../bindings";

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

/** The only way to declare a query. */
export function planQuery<Data>({ key, reads, fn }: PlanQuery<Data>) {
	return queryOptions({ queryKey: key, queryFn: fn, meta: { reads } });
}

export function refetchReadersOf(kinds: Iterable<Kind>, client = queryClient) {
	const touched = new Set(kinds);
	return client.invalidateQueries({
		predicate: (query) => ((query.meta?.reads ?? []) as readonly Kind[]).some((kind) => touched.has(kind)),
	});
}
