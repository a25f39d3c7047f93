import type { Answer, Assistant } from "./client.ts";

/** A small product with one project and three tasks, as an AI would plan it. */
export const acmeNotes = {
	reason: "Plan the first project",
	items: [
		{
			type: "product",
			fields: { name: "Acme Notes", vision: "Notes that are there when the network is not." },
		},
		{
			type: "project",
			id: "@sync",
			fields: { name: "Offline sync", why: "People lose notes on trains and stop trusting the app." },
		},
		{
			type: "task",
			id: "@queue",
			parent: "@sync",
			fields: { name: "Queue edits while offline" },
			checks: ["Edits made offline arrive after reconnecting"],
		},
		{
			type: "task",
			parent: "@sync",
			fields: { name: "Show what waits to be sent" },
			checks: ["The count is right after a restart"],
		},
		{
			type: "task",
			parent: "@sync",
			fields: { name: "Retry with growing pauses" },
			checks: ["A server that is down gets at most one request a minute"],
		},
	],
};

/** The call's text, when it was not refused. */
export function accepted(answer: Answer): string {
	if (answer.failed) throw new Error(`The verb was refused: ${answer.text}`);
	return answer.text;
}

export async function planAcmeNotes(assistant: Assistant): Promise<void> {
	accepted(await assistant.call("plan_save", acmeNotes));
}
