export type MarkShape = "dashed" | "ring" | "half" | "tick" | "slash" | "square";

const tone: Record<MarkShape, string> = {
	dashed: "text-subtle",
	ring: "text-muted",
	half: "text-link",
	tick: "text-ok",
	slash: "text-subtle",
	square: "text-warn",
};

/** How far something is, told by the outline and not by the colour alone. The word stands beside it or in `label`. */
export function StateMark({ shape, label }: { shape: MarkShape; label?: string }) {
	return (
		<svg
			viewBox="0 0 16 16"
			className={`size-4 shrink-0 ${tone[shape]}`}
			fill="none"
			stroke="currentColor"
			strokeWidth="1.5"
			strokeLinecap="round"
			strokeLinejoin="round"
			role={label ? "img" : undefined}
			aria-label={label}
			aria-hidden={label ? undefined : true}
		>
			{shapes[shape]}
		</svg>
	);
}

const shapes: Record<MarkShape, React.ReactNode> = {
	dashed: <circle cx="8" cy="8" r="5.75" strokeDasharray="2.1 2.4" />,
	ring: <circle cx="8" cy="8" r="5.75" />,
	half: (
		<>
			<circle cx="8" cy="8" r="5.75" />
			<path d="M8 4.75a3.25 3.25 0 0 1 0 6.5z" fill="currentColor" stroke="none" />
		</>
	),
	tick: (
		<>
			<circle cx="8" cy="8" r="6.5" fill="currentColor" stroke="none" />
			<path d="M5.25 8.25 7.2 10.2l3.6-4.2" stroke="var(--bg-surface)" />
		</>
	),
	slash: (
		<>
			<circle cx="8" cy="8" r="5.75" />
			<path d="M4.2 11.8 11.8 4.2" />
		</>
	),
	square: (
		<>
			<rect x="2.5" y="2.5" width="11" height="11" rx="2" />
			<path d="M5.5 8h5" />
		</>
	),
};
