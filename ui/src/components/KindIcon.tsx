import type { ReactNode } from "react";

export type KindShape = "product" | "project" | "task" | "step" | "check" | "capture" | "setting";

const shapes: Record<KindShape, ReactNode> = {
	product: (
		<>
			<path d="M8 1.75 13.5 5v6L8 14.25 2.5 11V5z" />
			<path d="M2.5 5 8 8.25 13.5 5M8 8.25v6" />
		</>
	),
	project: (
		<>
			<rect x="2" y="2.5" width="12" height="11" rx="1.5" />
			<path d="M2 6h12M6 6v7.5" />
		</>
	),
	task: (
		<>
			<circle cx="8" cy="8" r="6" />
			<circle cx="8" cy="8" r="1.75" fill="currentColor" stroke="none" />
		</>
	),
	step: <path d="M2 12.5h4v-4h4v-4h4" />,
	check: <path d="m2.5 8.75 3.5 3.5 7.5-8.5" />,
	capture: (
		<>
			<path d="M8 1.75v6.5M5 5.5l3 3 3-3" />
			<path d="M2 9.5v3.25c0 .7.55 1.25 1.25 1.25h9.5c.7 0 1.25-.55 1.25-1.25V9.5" />
		</>
	),
	setting: (
		<>
			<path d="M2 5h7M13 5h1M2 11h1M7 11h7" />
			<circle cx="11" cy="5" r="1.75" />
			<circle cx="5" cy="11" r="1.75" />
		</>
	),
};

/** One drawn family for the kinds of object: told apart by silhouette, never by colour. */
export function KindIcon({ kind, label }: { kind: KindShape; label?: string }) {
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
			className="shrink-0 text-subtle"
		>
			{shapes[kind]}
		</svg>
	);
}
