import { useEffect, useState } from "react";
import { exactTime, relativeTime } from "../lib/formats";
import { Tooltip } from "./Tooltip";

/** Relative at a glance, exact on hover and focus. It ages by itself, once a minute. */
export function RelativeTime({ at }: { at: string }) {
	const [, setTick] = useState(0);
	useEffect(() => {
		const timer = setInterval(() => setTick((tick) => tick + 1), 60_000);
		return () => clearInterval(timer);
	}, []);
	return (
		<Tooltip text={exactTime(at)}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time must be reachable by keyboard. */}
			<time dateTime={at} tabIndex={0} className="rounded-control whitespace-nowrap text-subtle tabular">
				{relativeTime(at)}
			</time>
		</Tooltip>
	);
}
