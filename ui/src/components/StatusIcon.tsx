import type { ReactNode } from "react";

export type StatusShape = "idea" | "ready" | "todo" | "building" | "doing" | "done" | "dropped";

const shapes: Record<StatusShape, ReactNode> = {
	idea: <circle cx="8" cy="8" r="5.75" strokeDasharray="2.4 2.12" />,
	ready: <circle cx="8" cy="8" r="5.75" />,
	todo: <circle cx="8" cy="8" r="5.75" />,
	building: <Half />,
	doing: <Half />,
	done: (
		<>
			<circle cx="8" cy="8" r="6.5" fill="currentColor" stroke="none" />
			<path d="m5.4 8.2 1.8 1.8 3.5-3.8" stroke="var(--bg-surface)" />
		</>
	),
	dropped: (
		<>
			<circle cx="8" cy="8" r="5.75" />
			<path d="m4.2 11.8 7.6-7.6" />
		</>
	),
};

function Half() {
	return (
		<>
			<circle cx="8" cy="8" r="5.75" />
			<path d="M8 4.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" stroke="none" />
		</>
	);
}

const tones: Record<StatusShape, string> = {
	idea: "text-subtle",
	ready: "text-muted",
	todo: "text-muted",
	building: "text-link",
	doing: "text-link",
	done: "text-ok",
	dropped: "text-subtle",
};

type StatusIconProps = {
	status: StatusShape;
	/** Adds the square badge: blocked is a flag beside the status, not a status. */
	blocked?: boolean;
	/** The name for screen readers; leave it out where the word stands next to the icon. */
	label?: string;
};

/** Statuses differ by silhouette; the colour only repeats it. */
export function StatusIcon({ status, blocked = false, label }: StatusIconProps) {
	return (
		<svg
			viewBox="0 0 16 16"
			width="16"
			height="16"
			fill="none"
			stroke="currentColor"
			strokeWidth="1.5"
			strokeLinecap="round"
			strokeLinejoin="round"
			role={label ? "img" : undefined}
			aria-label={label}
			aria-hidden={label ? undefined : true}
			className={`shrink-0 ${tones[status]}`}
		>
			{shapes[status]}
			{blocked && (
				<rect
					x="8.75"
					y="8.75"
					width="7"
					height="7"
					rx="1"
					fill="var(--warn)"
					stroke="var(--bg-surface)"
					strokeWidth="1.5"
				/>
			)}
		</svg>
	);
}
