import { useState } from "react";
import type { Written } from "../bindings";
import { useWrite } from "./write";

type Move<Change> = { key: number; id: string; change: Change; rev: number | null };

let lastKey = 0;

/**
 * Changes the person already sees while the plan is still being written.
 * A change is shown until the entity read back has the revision the write answered with,
 * so it neither flickers back nor outlives the answer. A refused write takes its change away.
 */
export function useAhead<Change>(revNow: (id: string) => number | undefined) {
	const [moves, setMoves] = useState<Move<Change>[]>([]);
	const { save } = useWrite((send: () => Promise<Written>) => send());

	/** Answers with the reason when the write was refused. */
	const write = async (id: string, change: Change, send: () => Promise<Written>): Promise<string | null> => {
		lastKey += 1;
		const key = lastKey;
		setMoves((now) => [...now.filter((move) => move.id !== id), { key, id, change, rev: null }]);
		let rev = 0;
		const result = await save(async () => {
			const written = await send();
			rev = written.entities.find((entity) => entity.id === id)?.rev ?? 0;
			return written;
		});
		if (result.saved) {
			setMoves((now) => now.map((move) => (move.key === key ? { ...move, rev } : move)));
			return null;
		}
		setMoves((now) => now.filter((move) => move.key !== key));
		return result.message;
	};

	const left = moves.filter((move) => {
		const now = revNow(move.id);
		return now !== undefined && (move.rev === null || now < move.rev);
	});
	const landed = left.length < moves.length;
	if (landed) setMoves(left);
	/** The same list until something in it changes, so that what is made of it can be remembered. */
	const ahead: readonly { id: string; change: Change }[] = landed ? left : moves;
	return { ahead, write };
}
