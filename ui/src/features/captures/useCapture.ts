import { type Captured, type CaptureSource, commands } from "../../bindings";
import { count } from "../../lib/formats";
import { useWrite } from "../../lib/write";
import { thoughtsIn } from "./thoughts";

type Added = {
	/** What was added and what its reader should know, in words; null when nothing was. */
	said: string | null;
	/** What could not be added. */
	left: string;
};

const sentence = ({ made, messages }: Captured) => [`Added ${made.ref} ${made.name}`, ...messages].join(". ");

/** Adds a typed text as one thought, or each of its lines as a thought of its own. */
export function useCapture(productId: string | null, source: CaptureSource) {
	const one = useWrite(commands.capture, { keep: (_, text) => ({ label: "New thought", text }) });
	const each = useWrite(commands.captureEach, {
		keep: (_, lines) => ({ label: "New thoughts", text: lines.join("\n") }),
	});

	async function add(text: string): Promise<Added> {
		each.clear();
		const captured = await one.run(productId, text, source);
		return captured ? { said: sentence(captured), left: "" } : { said: null, left: text };
	}

	async function addEach(text: string): Promise<Added> {
		one.clear();
		const thoughts = thoughtsIn(text);
		const written = await each.run(productId, thoughts, source);
		return written
			? { said: `Added ${count(thoughts.length, "thought")}`, left: "" }
			: { said: null, left: text };
	}

	return { add, addEach, pending: one.pending || each.pending, error: one.error ?? each.error };
}
