/** Chance that can be repeated: the same seed throws the same numbers. */
export class Dice {
	#state: number;

	constructor(readonly seed = Number(process.env.OPENBACKLOG_SEED ?? 20261122)) {
		this.#state = seed | 1;
	}

	/** A whole number from 0 to below the end (xorshift32). */
	below(end: number): number {
		this.#state ^= this.#state << 13;
		this.#state ^= this.#state >>> 17;
		this.#state ^= this.#state << 5;
		return (this.#state >>> 0) % end;
	}

	oneOf<T>(choices: readonly T[]): T {
		return choices[this.below(choices.length)] as T;
	}
}
