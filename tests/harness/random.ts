/** Where random journeys start: OPENBACKLOG_SEED repeats the one whose failure named it. */
export const seed = Number(process.env.OPENBACKLOG_SEED ?? Date.now() % 2 ** 31);

/** Numbers from 0 up to 1, the same for the same start (a linear congruence, good enough to spread). */
export function random(start: number): () => number {
	let state = BigInt(start);
	return () => {
		state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
		return Number(state >> 33n) / 2 ** 31;
	};
}
