// biome-ignore-all lint/a11y/useSemanticElements: rows are windowed, which a table cannot be.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus for its cells.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list has the keys of its rows.
import type { ComponentProps } from "react";
import type { Capture, Link, ProjectCard } from "../../bindings";
import { Button, Keys } from "../../components/Button";
import { Finder } from "../../components/Finder";
import { KindIcon } from "../../components/KindIcon";
import { Problem } from "../../components/Problem";
import { TracedRow } from "../../components/Traced";
import { relativeTime } from "../../lib/formats";
import { sharedWords, sourceWord, targets } from "./inbox";

type Props = {
	capture: Capture;
	position: number;
	rowProps: Pick<ComponentProps<"div">, "onFocus" | "tabIndex" | "aria-selected" | "ref">;
	open: boolean;
	onOpen: () => void;
	projects: readonly ProjectCard[];
	/** What is typed to find the project of the new task, or null while none is being chosen. */
	choosing: string | null;
	onChoose: (text: string | null) => void;
	onCancel: () => void;
	onTask: (project: Link) => void;
	onProject: () => void;
	onBin: () => void;
	problem: string | undefined;
};

export function InboxItem(props: Props) {
	const { capture, position, rowProps, open, onOpen, problem } = props;
	const { "aria-selected": selected, ...focusable } = rowProps;
	return (
		<div
			role="row"
			aria-rowindex={position}
			aria-selected={selected}
			{...focusable}
			onClick={(event) => {
				if (event.target instanceof Element && !event.target.closest("button, input")) onOpen();
			}}
			className={`ring-inside rounded-card border px-3 py-2 ${open ? "border-line bg-raised" : "border-transparent hover:bg-hover"} ${selected ? "bg-selected" : ""}`}
		>
			<TracedRow id={capture.id}>
				<div role="gridcell" className="flex min-w-0 flex-col gap-2">
					<div className="flex items-baseline gap-3">
						<p className={`min-w-0 grow text-read ${open ? "break-words whitespace-pre-wrap" : "truncate"}`}>
							{capture.text}
						</p>
						<span className="shrink-0 text-label text-subtle tabular">
							{capture.created_by.kind === "ai" ? (
								<span className="text-ai-text">
									<span aria-hidden>✦ </span>
									{capture.created_by.name}
								</span>
							) : (
								sourceWord[capture.source]
							)}{" "}
							· {relativeTime(capture.created_at)}
						</span>
					</div>
					{open && <Choices {...props} />}
					{problem && <Problem message={problem} />}
				</div>
			</TracedRow>
		</div>
	);
}

function Choices(props: Props) {
	const { capture, projects, choosing, onChoose, onCancel, onTask, onProject, onBin } = props;
	const [like] = capture.looks_like;
	return (
		<>
			{capture.note && <p className="text-ui break-words whitespace-pre-wrap text-muted">{capture.note}</p>}
			{choosing === null ? (
				<div
					role="toolbar"
					aria-label={`Place ${capture.ref}`}
					className="flex flex-wrap items-center gap-1.5"
				>
					<Button size="small" keys="1" onClick={() => onChoose("")}>
						Task in…
					</Button>
					<Button size="small" keys="2" onClick={onProject}>
						Project
					</Button>
					<Button size="small" look="quiet" keys="0" onClick={onBin}>
						Bin
					</Button>
				</div>
			) : (
				<Finder
					label="Project for the new task"
					placeholder="Which project is it a task in?"
					text={choosing}
					onText={onChoose}
					found={targets(projects, capture.looks_like, choosing)}
					onPick={({ id, ref, name }) => onTask({ kind: "project", id, ref, name })}
					onCancel={onCancel}
					nothing="No open project has this in its name."
				/>
			)}
			{like && choosing === null && (
				<p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-label text-subtle">
					looks like
					{capture.looks_like.map((link) => (
						<button
							key={link.id}
							type="button"
							onClick={() => onTask(link)}
							title={`Make it a task in ${link.name}`}
							className="flex min-h-6 max-w-72 items-center gap-1.5 rounded-control px-1 text-muted hover:bg-hover"
						>
							<KindIcon kind="project" />
							<span className="font-mono tabular">{link.ref}</span>
							<Reason name={link.name} thought={capture.text} />
						</button>
					))}
					<span className="flex items-center gap-1">
						<Keys keys="tab" /> to choose it
					</span>
				</p>
			)}
		</>
	);
}

function Reason({ name, thought }: { name: string; thought: string }) {
	return (
		<span className="truncate">
			{sharedWords(name, thought).map(({ text, shared }, at) =>
				shared ? (
					// biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no identity but their place.
					<mark key={at} className="bg-transparent font-semibold text-fg">
						{text}
					</mark>
				) : (
					text
				),
			)}
		</span>
	);
}
