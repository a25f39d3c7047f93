import { useRef, useState } from "react";
import { groupBy } from "../lib/groups";
import { isNews } from "../lib/marks";
import { inHeldOrder, movesBetween } from "../lib/order";

type Options<Item> = {
	items: readonly Item[];
	keyOf: (item: Item) => string;
	/** Items only keep their place within a group; one that changes its group is shown there at once. */
	groupOf?: (item: Item) => string;
	/** What the person asked to see: a filter, a sorting. When it changes, nothing is held. */
	asked?: string;
};

/**
 * The items in an order that an AI does not change while the list is in use: the pointer is over it or the
 * focus is in it. Items still come and go. What the person does is shown at once.
 */
export function useSteady<Item>({ items, keyOf, groupOf, asked = "" }: Options<Item>) {
	const list = useRef<HTMLDivElement>(null);
	const [seen, setSeen] = useState({ items, asked });
	const [held, setHeld] = useState<readonly string[] | null>(null);

	const inUse = () => list.current?.matches(":hover, :focus-within") ?? false;
	let order = held;
	if (items !== seen.items || asked !== seen.asked) {
		const news = asked === seen.asked && isNews.get();
		order = news && inUse() ? (held ?? seen.items.map(keyOf)) : null;
		setSeen({ items, asked });
		setHeld(order);
	}
	const shown = order === null ? items : grouped(inHeldOrder(order, items, keyOf), items, groupOf);
	const moved = order === null ? 0 : movesBetween(shown.map(keyOf), items.map(keyOf));

	const apply = () => setHeld(null);
	// The pointer and the focus leave before anything else gets them, so the question waits for the next frame.
	const release = () => {
		if (held !== null) requestAnimationFrame(() => inUse() || apply());
	};
	return {
		items: shown,
		/** How many items wait to move. */
		moved,
		apply,
		/** For the element around the list and the pill that applies the moves. */
		props: { ref: list, onPointerLeave: release, onBlur: release },
	};
}

/** The groups in the order they have in `now`. */
function grouped<Item>(items: Item[], now: readonly Item[], groupOf?: (item: Item) => string): Item[] {
	if (!groupOf) return items;
	const groups = new Map(groupBy(items, groupOf));
	return [...new Set(now.map(groupOf))].flatMap((group) => groups.get(group) ?? []);
}
