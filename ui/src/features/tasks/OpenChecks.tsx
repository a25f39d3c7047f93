import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { count } from "../../lib/formats";

type Props = { open: number; onFinish: () => void; onCancel: () => void };

/** Finishing with open checks is allowed; it is only asked about, where it happens. */
export function OpenChecks({ open, onFinish, onCancel }: Props) {
	const first = useRef<HTMLButtonElement>(null);
	useEffect(() => first.current?.focus(), []);
	return (
		// biome-ignore lint/a11y/useSemanticElements: a question inside a row; it keeps its clicks and keys from the row.
		<div
			role="group"
			aria-label="Open checks"
			className="tint mb-1 flex flex-wrap items-center gap-2 rounded-control bg-warn-bg px-3 py-1.5 text-ui text-warn"
			onClick={(event) => event.stopPropagation()}
			onKeyDown={(event) => {
				if (event.key === "Escape") onCancel();
				event.stopPropagation();
			}}
		>
			<span className="grow">{`${count(open, "check")} ${open === 1 ? "is" : "are"} still open. Is it done all the same?`}</span>
			<Button ref={first} size="small" onClick={onFinish}>
				Finish anyway
			</Button>
			<Button size="small" look="quiet" onClick={onCancel}>
				Not yet
			</Button>
		</div>
	);
}
