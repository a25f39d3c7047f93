import type { Assistant } from "./client.ts";
import { accepted } from "./plan.ts";

/** An assistant at work: one note after the other, until it is told to stop. */
export type Work = {
	/** Resolves once this many further notes were accepted. */
	goesOn(notes?: number): Promise<void>;
	/** Ends it; how many notes were accepted. Fails when one was not. */
	stop(): Promise<number>;
};

export function keepWorking(assistant: Assistant, task = "T-1"): Work {
	let notes = 0;
	let stopped = false;
	let heard: () => void = () => {};
	const work = async () => {
		while (!stopped) {
			accepted(await assistant.call("task_update", { ref: task, note: `Note ${notes + 1}` }));
			accepted(await assistant.call("plan_brief", { ref: task }));
			notes++;
			heard();
		}
	};
	const working = work().finally(() => {
		stopped = true;
		heard();
	});
	// Looked at when it is stopped; until then a failure must not end the journey unnoticed elsewhere.
	working.catch(() => {});
	return {
		async goesOn(further = 2) {
			const wanted = notes + further;
			while (notes < wanted && !stopped) {
				await new Promise<void>((resolve) => {
					heard = resolve;
				});
			}
			if (stopped) await working;
		},
		async stop() {
			stopped = true;
			await working;
			return notes;
		},
	};
}

/**
 * Reads a number from a task's name, adds one and saves it, again and again until nobody was in between.
 * The name says who counted: two that save the same value agree, and neither is refused.
 */
export async function countOn(assistant: Assistant, by: string, task = "T-1"): Promise<void> {
	for (;;) {
		const read = accepted(await assistant.call("plan_get", { refs: [task] }));
		const [, counted = "0"] = read.match(/"Counted (\d+) by /) ?? [];
		const rev = Number(read.match(/rev (\d+)/)?.[1]);
		const fields = { name: `Counted ${Number(counted) + 1} by ${by}` };
		const saved = await assistant.call("plan_save", { items: [{ ref: task, rev, fields }] });
		if (!saved.failed) return;
		if (!/meanwhile/.test(saved.text)) throw new Error(`The count was refused: ${saved.text}`);
	}
}
