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
	const { run, pending, error } = useWrite(commands.capture, {
		keep: (_, text) => ({ label: "New thought", text }),
	});

	async function add(text: string): Promise<Added> {
		const captured = await run(productId, text, source);
		return captured ? { said: sentence(captured), left: "" } : { said: null, left: text };
	}

	async function addEach(text: string): Promise<Added> {
		const thoughts = thoughtsIn(text);
		for (const [at, thought] of thoughts.entries()) {
			if (await run(productId, thought, source)) continue;
			return { said: at > 0 ? `Added ${count(at, "thought")}` : null, left: thoughts.slice(at).join("\n") };
		}
		return { said: `Added ${count(thoughts.length, "thought")}`, left: "" };
	}

	return { add, addEach, pending, error };
}
