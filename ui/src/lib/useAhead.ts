import { useCallback, useState } from "react";
import type { Written } from "../bindings";

type Move<Change> = { key: number; id: string; change: Change; rev: number | null };

let lastKey = 0;

/**
 * Changes the person already sees while the plan is still being written.
 * A change is shown until the entity read back has the revision the write answered with,
 * so it neither flickers back nor outlives the answer. A refused write takes its change away.
 */
export function useAhead<Change>(revNow: (id: string) => number | undefined) {
	const [moves, setMoves] = useState<Move<Change>[]>([]);

	const write = useCallback(async (id: string, change: Change, send: () => Promise<Written>) => {
		lastKey += 1;
		const key = lastKey;
		setMoves((now) => [...now.filter((move) => move.id !== id), { key, id, change, rev: null }]);
		try {
			const written = await send();
			const rev = written.entities.find((entity) => entity.id === id)?.rev ?? 0;
			setMoves((now) => now.map((move) => (move.key === key ? { ...move, rev } : move)));
			return written;
		} catch (refusal) {
			setMoves((now) => now.filter((move) => move.key !== key));
			throw refusal;
		}
	}, []);

	const shown = moves.filter((move) => {
		const now = revNow(move.id);
		return now !== undefined && (move.rev === null || now < move.rev);
	});
	return { ahead: shown.map((move) => ({ id: move.id, change: move.change })), write };
}
