import { Link } from "@tanstack/react-router";
import { pathOf } from "../lib/paths";

export type WhyLine = {
	level: string;
	text: string | null;
	gap: string | null;
	link: Parameters<typeof pathOf>[0] | null;
};

type Props = { why: readonly WhyLine[]; expanded: boolean; onToggle: () => void };

const levelWord: Record<string, string> = {
	task: "This task",
	project: "The project",
	bet: "The bet",
	outcome: "The outcome",
	pillar: "The pillar",
	vision: "The vision",
	for: "For whom",
};

/** Why a task or a project exists, link by link; a missing link is shown as the gap it is. */
export function WhyChain({ why, expanded, onToggle }: Props) {
	return (
		<div className="flex items-start gap-2 text-label">
			<button
				type="button"
				aria-expanded={expanded}
				aria-keyshortcuts="W"
				onClick={onToggle}
				className="-ml-1 flex min-h-6 shrink-0 items-center rounded-control px-1 font-semibold text-muted hover:bg-hover"
			>
				Why
			</button>
			{expanded ? <Sentences why={why} /> : <Chain why={why} />}
		</div>
	);
}

function Chain({ why }: { why: readonly WhyLine[] }) {
	return (
		<ol className="flex min-w-0 flex-wrap items-center gap-x-1.5">
			{why.map((line, at) => (
				<li key={line.level} className="flex min-h-6 min-w-0 max-w-full items-center gap-1.5">
					{at > 0 && (
						<span aria-hidden className="text-subtle">
							›
						</span>
					)}
					<Part line={line} className="max-w-72 truncate" />
				</li>
			))}
		</ol>
	);
}

function Sentences({ why }: { why: readonly WhyLine[] }) {
	return (
		<dl className="grid min-w-0 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 pt-1">
			{why.map((line) => (
				<div key={line.level} className="contents">
					<dt className="text-subtle">{levelWord[line.level] ?? line.level}</dt>
					<dd className="text-muted">
						<Part line={line} className="break-words" />
					</dd>
				</div>
			))}
		</dl>
	);
}

/** A vision is markdown; in a line of links its emphasis would only be noise. */
const plain = (text: string) => text.replace(/\*\*|__|`/g, "");

function Part({ line, className }: { line: WhyLine; className: string }) {
	const text = plain([line.text, line.gap].filter(Boolean).join(" · "));
	const path = line.link && pathOf(line.link);
	if (!path) {
		return (
			<span className={`${line.text === null ? "text-subtle" : "text-muted"} ${className}`} title={text}>
				{text}
			</span>
		);
	}
	return (
		<Link
			to={path}
			title={text}
			className={`rounded-control hover:underline ${line.text === null ? "text-warn" : "text-link"} ${className}`}
		>
			{text}
		</Link>
	);
}
