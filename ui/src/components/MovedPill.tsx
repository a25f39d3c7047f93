import { Button } from "./Button";

type MovedPillProps = { moved: number; onApply: () => void };

/** Says that rows wait to move while the list is in use, and lets them. */
export function MovedPill({ moved, onApply }: MovedPillProps) {
	if (moved === 0) return null;
	return (
		<div className="pointer-events-none sticky top-0 z-20 flex h-0 items-start justify-center">
			<div
				role="status"
				className="float pointer-events-auto mt-2 flex h-8 items-center gap-1 rounded-full! pr-0.5 pl-3 text-label whitespace-nowrap text-ai-text"
			>
				<span aria-hidden>✦</span>
				{moved} moved
				<Button size="small" look="quiet" onClick={onApply}>
					Apply
				</Button>
			</div>
		</div>
	);
}
