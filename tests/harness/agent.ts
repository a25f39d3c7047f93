import { Account, type Budget } from "./account.ts";
import { type Assistant, type AssistantOptions, type Era, eras, overStdio } from "./client.ts";
import type { Home } from "./home.ts";
import { test } from "./test.ts";

/** An AI that follows a script: a real client whose every word is counted. */
export class Agent {
	readonly #assistant: Assistant;
	readonly #account: Account;

	private constructor(assistant: Assistant, account: Account) {
		this.#assistant = assistant;
		this.#account = account;
	}

	static async connect(home: Home, account: Account, options: AssistantOptions): Promise<Agent> {
		const assistant = await overStdio(home, options);
		const tools = await assistant.tools();
		account.told(`${tools.length} tools`, tools.map((tool) => JSON.stringify(tool)).join("\n"));
		return new Agent(assistant, account);
	}

	/** What a verb answers; a refusal ends the journey. */
	async call(verb: string, input: Record<string, unknown> = {}): Promise<string> {
		const { text, failed } = await this.#paid(verb, input);
		if (failed) throw new Error(`${verb} ${JSON.stringify(input)} was refused:\n${text}`);
		return text;
	}

	/** Why a verb refuses; an answer ends the journey. */
	async refused(verb: string, input: Record<string, unknown>): Promise<string> {
		const { text, failed } = await this.#paid(verb, input);
		if (!failed) throw new Error(`${verb} ${JSON.stringify(input)} was not refused:\n${text}`);
		return text;
	}

	/** What the person starts by a prompt's name. */
	async prompt(name: string, input: Record<string, string> = {}): Promise<string> {
		const text = await this.#assistant.prompt(name, input);
		this.#account.told(`the prompt ${name} ${JSON.stringify(input)}`, text);
		return text;
	}

	async #paid(verb: string, input: Record<string, unknown>) {
		const answer = await this.#assistant.call(verb, input);
		this.#account.called(verb, input, answer.text);
		return answer;
	}

	leave(): Promise<void> {
		return this.#assistant.close();
	}
}

/** Where a journey plays: one person's computer, and the agents that work on it, each in the era unless told otherwise. */
export type Stage = { home: Home; era: Era; agent(options?: AssistantOptions): Promise<Agent> };

export type Script = (stage: Stage) => Promise<void>;

/** Plays a script to its end, then holds it to its budget. */
export async function play(home: Home, era: Era, budget: Budget, script: Script): Promise<Account> {
	const account = new Account();
	const agents: Agent[] = [];
	const agent = async (options: AssistantOptions = {}) => {
		const joined = await Agent.connect(home, account, { era, ...options });
		agents.push(joined);
		return joined;
	};
	try {
		await script({ home, era, agent });
	} finally {
		await Promise.all(agents.map((one) => one.leave()));
	}
	account.holdTo(budget);
	return account;
}

/**
 * A scripted journey in both eras of the protocol, each within the same budget.
 * The verbose reporter shows what it spent on what.
 */
export function journey(title: string, budget: Budget, script: Script): void {
	for (const era of eras) {
		test(`${title}, speaking ${era}`, async ({ home, annotate }) => {
			const account = await play(home, era, budget, script);
			await annotate(account.table());
		});
	}
}
