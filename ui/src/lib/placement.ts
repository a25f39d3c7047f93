/** A place beside a neighbour, as the plan takes it. */
type Placement = { at: "before" | "after"; id: string } | { at: "last" };

/**
 * Says where an item goes by its neighbours, never by a number.
 * `order` is the list the person sees, `slot` counts gaps in that list without the item (0 = before everything).
 * `present` drops neighbours that left the list while the person was looking at an older one.
 */
export function placementAt(
	order: readonly string[],
	id: string,
	slot: number,
	present: (id: string) => boolean = () => true,
): Placement {
	const rest = order.filter((other) => other !== id);
	const next = rest.slice(slot).find(present);
	if (next !== undefined) return { at: "before", id: next };
	const previous = rest.slice(0, slot).findLast(present);
	return previous === undefined ? { at: "last" } : { at: "after", id: previous };
}

/** The list as it reads once the item sits in `slot` of the list without it. */
export function placed<Item extends { id: string }>(
	items: readonly Item[],
	item: Item,
	slot: number,
): Item[] {
	const rest = items.filter((other) => other.id !== item.id);
	return rest.toSpliced(Math.min(slot, rest.length), 0, item);
}

/**
 * The slot under the pointer. `y` and the rows are in the same coordinates; rows are in order.
 * The upper half of a row means before it, the lower half after it.
 */
export function slotAt(y: number, rows: readonly { start: number; size: number }[]): number {
	const after = rows.findIndex((row) => y < row.start + row.size / 2);
	return after === -1 ? rows.length : after;
}
