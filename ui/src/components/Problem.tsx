import type { ReactNode } from "react";

/** An error next to the thing it is about: what is wrong, and the way out as a button. */
export function Problem({ message, action }: { message: string; action?: ReactNode }) {
	return (
		<div
			role="alert"
			className="tint flex items-center gap-3 rounded-control bg-danger-bg px-3 py-1.5 text-ui text-danger"
		>
			<span className="min-w-0 grow">{message}</span>
			{action}
		</div>
	);
}
