import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { lastActive } from "../../lib/lastActive";
import { reachesList } from "../../lib/reach";
import { type Column, findCard, heir } from "./board";

/**
 * The one card of the board that has the focus, or would get it. The focus stays with a card that moves
 * to another column, and goes to its neighbour when it leaves the board.
 */
export function useCardFocus(columns: readonly Column[], arrived: string | null) {
	const board = useRef<HTMLDivElement>(null);
	const [chosen, choose] = useState<string | null>(() => lastActive.get("board"));
	const setChosen = useCallback((id: string | null) => {
		choose(id);
		if (id !== null) lastActive.set("board", id);
	}, []);
	const before = useRef(columns);
	// One comes back to the card that was left.
	const owed = useRef(chosen !== null && document.activeElement === document.body);
	const had = useRef(false);

	const gone = chosen !== null && !findCard(columns, chosen);
	const next = gone ? heir(before.current, chosen) : chosen;
	const first = columns.find(({ cards }) => cards.length > 0)?.cards[0]?.id ?? null;
	const focused = next !== null && findCard(columns, next) ? next : first;

	const welcomed = useRef<string | null>(null);
	const isNew = arrived !== null && findCard(columns, arrived) !== undefined;
	useEffect(() => {
		if (!isNew || welcomed.current === arrived) return;
		welcomed.current = arrived;
		owed.current = true;
		setChosen(arrived);
	}, [isNew, arrived, setChosen]);

	useLayoutEffect(() => {
		before.current = columns;
		if (gone) setChosen(focused);
		const lost = had.current && document.activeElement === document.body;
		if (!focused || !(owed.current || lost)) return;
		const card = board.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(focused)}"]`);
		if (!card) return;
		owed.current = false;
		card.focus({ preventScroll: true });
	});

	useEffect(() => {
		const onKeyDown = (event: globalThis.KeyboardEvent) => {
			if (!reachesList(event)) return;
			const card = board.current?.querySelector<HTMLElement>('[data-card][tabindex="0"]');
			if (!card) return;
			event.preventDefault();
			card.focus();
		};
		window.addEventListener("keydown", onKeyDown);
		return () => window.removeEventListener("keydown", onKeyDown);
	}, []);

	return {
		focused,
		board,
		focus(id: string) {
			owed.current = true;
			setChosen(id);
		},
		onFocus: (id: string) => {
			had.current = true;
			setChosen(id);
		},
		boardProps: {
			onBlur: (event: React.FocusEvent) => {
				// The focus leaves for something else; a card that is taken out of the document leaves for nothing.
				if (event.relatedTarget) had.current = false;
			},
		},
	};
}
