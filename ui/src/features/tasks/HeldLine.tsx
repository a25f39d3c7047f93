import type { Holder } from "../../bindings";
import { clockTime } from "../../lib/formats";

/** Who is at work on a task that an agent claimed; the person knows what they do themselves. */
export function HeldLine({ held, short = false }: { held: Holder | null; short?: boolean }) {
	if (!held?.until || held.by.kind === "you") return null;
	const until = clockTime(held.until);
	const whole = `${held.by.name} holds this until ${until}`;
	return (
		<span className="block max-w-60 truncate text-label text-subtle tabular" title={whole}>
			{short ? `${held.by.name} until ${until}` : whole}
		</span>
	);
}
