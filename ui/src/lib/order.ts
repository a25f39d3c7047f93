/**
 * The items of `now` with those also in `held` in the order of `held`. A new item stands behind the one it
 * follows in `now`.
 */
export function inHeldOrder<Item>(
	held: readonly string[],
	now: readonly Item[],
	keyOf: (item: Item) => string,
): Item[] {
	const items = new Map(now.map((item) => [keyOf(item), item]));
	const known = held.filter((key) => items.has(key));
	const kept = new Set(known);
	const following = new Map<string | null, string[]>();
	let before: string | null = null;
	for (const key of items.keys()) {
		if (kept.has(key)) before = key;
		else following.set(before, [...(following.get(before) ?? []), key]);
	}
	const order = [
		...(following.get(null) ?? []),
		...known.flatMap((key) => [key, ...(following.get(key) ?? [])]),
	];
	return order.flatMap((key) => items.get(key) ?? []);
}

/** The fewest items that have to move to get from one order to the other: all but the longest run in both. */
export function movesBetween(from: readonly string[], to: readonly string[]): number {
	const place = new Map(to.map((key, index) => [key, index]));
	// ends[n]: the smallest place at which an ascending run of n + 1 items can end.
	const ends: number[] = [];
	for (const key of from) {
		const at = place.get(key);
		if (at === undefined) continue;
		const found = ends.findIndex((end) => end >= at);
		ends[found === -1 ? ends.length : found] = at;
	}
	return from.filter((key) => place.has(key)).length - ends.length;
}
