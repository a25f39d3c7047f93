import { useEffect, useState } from "react";

/** Data is local, so a wait this short shows nothing, in milliseconds. */
const PATIENCE = 150;

export function Skeleton({ rows = 3, label = "Loading" }: { rows?: number; label?: string }) {
	const [shown, setShown] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setShown(true), PATIENCE);
		return () => clearTimeout(timer);
	}, []);
	if (!shown) return null;
	return (
		<div role="status" aria-label={label} className="flex flex-col gap-2 p-4">
			{Array.from({ length: rows }, (_, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the bars are alike and never move.
				<div key={at} className="h-5 rounded-control bg-sunken" style={{ width: `${90 - (at % 3) * 18}%` }} />
			))}
		</div>
	);
}
