import { countTokens } from "gpt-tokenizer/encoding/o200k_base";

/** The most a journey may take: calls, and o200k tokens of everything its agents read and write. */
export type Budget = { calls: number; tokens: number };

type Entry = { what: string; written: number; read: number };

/** What a journey has cost so far, call by call. */
export class Account {
	readonly #entries: Entry[] = [];
	#calls = 0;

	/** Something an agent is told before it asks. */
	told(what: string, text: string): void {
		this.#entries.push({ what, written: 0, read: countTokens(text) });
	}

	/** One call with its answer. */
	called(what: string, input: unknown, answer: string): void {
		const asked = JSON.stringify(input);
		this.#calls += 1;
		this.#entries.push({
			what: `${this.#calls}. ${what} ${shortened(asked)}`,
			written: countTokens(asked),
			read: countTokens(answer),
		});
	}

	get calls(): number {
		return this.#calls;
	}

	get tokens(): number {
		return this.#entries.reduce((sum, { written, read }) => sum + written + read, 0);
	}

	/** Throws what was spent on what when it was more than the budget. */
	holdTo(budget: Budget): void {
		const over = [
			...(this.calls > budget.calls ? [`${this.calls} calls of ${budget.calls}`] : []),
			...(this.tokens > budget.tokens ? [`${this.tokens} tokens of ${budget.tokens}`] : []),
		];
		if (over.length > 0) throw new Error(`The journey took ${over.join(" and ")}.\n${this.table()}`);
	}

	table(): string {
		const line = ({ what, written, read }: Entry) =>
			`${String(written).padStart(7)} ${String(read).padStart(5)}  ${what}`;
		return ["written  read", ...this.#entries.map(line), `${this.calls} calls, ${this.tokens} tokens`].join(
			"\n",
		);
	}
}

function shortened(text: string): string {
	return text.length > 90 ? `${text.slice(0, 90)}…` : text;
}
