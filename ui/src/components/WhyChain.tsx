import { Link } from "@tanstack/react-router";

export type WhyLine<Target> = {
	level: string;
	text: string | null;
	gap: string | null;
	link: Target | null;
};

type LinesProps<Target> = {
	why: readonly WhyLine<Target>[];
	/** The page of what a line is about, or null for what has none. */
	pathOf: (link: Target) => string | null;
};

type Props<Target> = LinesProps<Target> & { expanded: boolean; onToggle: () => void };

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
export function WhyChain<Target>({ expanded, onToggle, ...lines }: Props<Target>) {
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
			{expanded ? <Sentences {...lines} /> : <Chain {...lines} />}
		</div>
	);
}

function Chain<Target>({ why, pathOf }: LinesProps<Target>) {
	return (
		<ol className="flex min-w-0 flex-wrap items-center gap-x-1.5">
			{why.map((line, at) => (
				<li key={line.level} className="flex min-h-6 min-w-0 max-w-full items-center gap-1.5">
					{at > 0 && (
						<span aria-hidden className="text-subtle">
							›
						</span>
					)}
					<Part line={line} path={line.link && pathOf(line.link)} className="max-w-72 truncate" />
				</li>
			))}
		</ol>
	);
}

function Sentences<Target>({ why, pathOf }: LinesProps<Target>) {
	return (
		<dl className="grid min-w-0 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 pt-1">
			{why.map((line) => (
				<div key={line.level} className="contents">
					<dt className="text-subtle">{levelWord[line.level] ?? line.level}</dt>
					<dd className="text-muted">
						<Part line={line} path={line.link && pathOf(line.link)} className="break-words" />
					</dd>
				</div>
			))}
		</dl>
	);
}

/** A vision is markdown; in a line of links its emphasis would only be noise. */
const plain = (text: string) => text.replace(/\*\*|__|`/g, "");

type PartProps = { line: WhyLine<unknown>; path: string | null; className: string };

function Part({ line, path, className }: PartProps) {
	const text = plain([line.text, line.gap].filter(Boolean).join(" · "));
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
