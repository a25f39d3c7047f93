import { useEffect, useRef } from "react";
import type { StillOpen } from "../../bindings";
import { Button } from "../../components/Button";
import { count } from "../../lib/formats";

type Props = {
	open: readonly StillOpen[];
	/** How many tasks would be done. */
	tasks: number;
	onFinish: () => void;
	onCancel: () => void;
};

function sentence(open: readonly StillOpen[], tasks: number) {
	const checks = open.reduce((sum, one) => sum + one.checks.length, 0);
	const verb = checks === 1 ? "is" : "are";
	if (tasks === 1) return `${count(checks, "check")} ${verb} still open. Is it done all the same?`;
	const refs = new Intl.ListFormat("en").format(open.map(({ task }) => task.ref));
	return `${count(checks, "check")} of ${refs} ${verb} still open. Are all ${tasks} tasks done all the same?`;
}

/** Finishing with open checks is allowed; it is only asked about, where it happens. */
export function OpenChecks({ open, tasks, onFinish, onCancel }: Props) {
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
			<span className="grow">{sentence(open, tasks)}</span>
			<Button ref={first} size="small" onClick={onFinish}>
				Finish anyway
			</Button>
			<Button size="small" look="quiet" onClick={onCancel}>
				Not yet
			</Button>
		</div>
	);
}
