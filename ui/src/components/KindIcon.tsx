import type { ReactNode } from "react";

export type KindShape =
	| "product"
	| "pillar"
	| "outcome"
	| "bet"
	| "persona"
	| "problem"
	| "pain"
	| "project"
	| "task"
	| "step"
	| "check"
	| "capture"
	| "evidence"
	| "decision"
	| "setting";

const shapes: Record<KindShape, ReactNode> = {
	product: (
		<>
			<path d="M8 1.75 13.5 5v6L8 14.25 2.5 11V5z" />
			<path d="M2.5 5 8 8.25 13.5 5M8 8.25v6" />
		</>
	),
	pillar: <path d="M2.5 2.5h11M2.5 13.5h11M4.5 2.5v11M8 2.5v11M11.5 2.5v11" />,
	outcome: <path d="M1.75 14h12.5M2 10.5l4-4 2.5 2.5L14 3.5M10.25 3.5H14v3.75" />,
	bet: <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" />,
	persona: (
		<>
			<circle cx="8" cy="4.75" r="3" />
			<path d="M2 14.25c.5-3.25 2.75-5 6-5s5.5 1.75 6 5" />
		</>
	),
	problem: (
		<>
			<path d="M8 1.75 14.75 13.75H1.25z" />
			<path d="M8 6.25v3.5M8 11.5v.25" />
		</>
	),
	pain: <path d="M9.25 1.5 3.25 9H7.5l-.75 5.5 6-7.75H8.5z" />,
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
	evidence: <path d="M2 2.75h12v8.5H7.5L4.5 14v-2.75H2z" />,
	decision: <path d="M8 14.5V10L3 5M8 10l5-5M3 8.25V5h3.25M9.75 5H13v3.25" />,
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
