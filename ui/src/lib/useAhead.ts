import { useState } from "react";
import type { Written } from "../bindings";
import { useWrite } from "./write";

type Move<Change> = { key: number; id: string; change: Change; rev: number | null };

type Changes<Change> = readonly { id: string; change: Change }[];

let lastKey = 0;

/**
 * Changes the person already sees while the plan is still being written.
 * A change is shown until the entity read back has the revision the write answered with,
 * so it neither flickers back nor outlives the answer. A refused write takes its change away.
 */
export function useAhead<Change>(revNow: (id: string) => number | undefined) {
	const [moves, setMoves] = useState<Move<Change>[]>([]);
	const { save } = useWrite((send: () => Promise<Written>) => send());

	/** One write, of one thing or of several. Answers with the reason when the write was refused. */
	const write = async (changes: Changes<Change>, send: () => Promise<Written>): Promise<string | null> => {
		lastKey += 1;
		const key = lastKey;
		const ids = new Set(changes.map(({ id }) => id));
		setMoves((now) => [
			...now.filter((move) => !ids.has(move.id)),
			...changes.map((one) => ({ ...one, key, rev: null })),
		]);
		const revs = new Map<string, number>();
		const result = await save(async () => {
			const written = await send();
			for (const { id, rev } of written.entities) revs.set(id, rev);
			return written;
		});
		if (result.saved) {
			setMoves((now) =>
				now.map((move) => (move.key === key ? { ...move, rev: revs.get(move.id) ?? 0 } : move)),
			);
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
	const ahead: Changes<Change> = landed ? left : moves;
	return { ahead, write };
}
