import type { ReactNode } from "react";

/** One sentence that teaches, and one action. */
export function EmptyState({ sentence, action }: { sentence: string; action?: ReactNode }) {
	return (
		<div className="flex grow flex-col items-center justify-center gap-3 px-8 py-12 text-center">
			<p className="max-w-100 text-read text-balance text-muted">{sentence}</p>
			{action}
		</div>
	);
}
