import { useState } from "react";
import { Button } from "./Button";
import { RelativeTime } from "./RelativeTime";

export type HistoryLine = { seq: number; at: string; by: { kind: string; name: string }; sentence: string };

/** This many lines are shown before the rest is asked for. */
const few = 5;

/** Who changed what, newest first. */
export function HistoryLines({ lines }: { lines: readonly HistoryLine[] }) {
	const [all, setAll] = useState(false);
	const shown = all ? lines : lines.slice(0, few);
	return (
		<>
			<ol className="flex flex-col gap-1">
				{shown.map(({ seq, at, by, sentence }) => (
					<li key={seq} className="flex items-baseline gap-2 text-label text-muted">
						<span className="min-w-0 grow break-words">
							{by.kind === "ai" && (
								<span aria-hidden className="text-ai">
									✦{" "}
								</span>
							)}
							{by.name} {sentence}
						</span>
						<RelativeTime at={at} />
					</li>
				))}
			</ol>
			{!all && lines.length > few && (
				<Button size="small" look="quiet" className="self-start" onClick={() => setAll(true)}>
					Show {lines.length - few} more
				</Button>
			)}
		</>
	);
}
