import { ChevronRight } from "lucide-react";
import type { ChangeSetRow } from "../../bindings";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { clockTime, exactTime } from "../../lib/formats";
import { FieldDiffs } from "./FieldDiffs";
import { fieldLabel } from "./fields";
import { SetChanges } from "./SetChanges";

type ChangeSetProps = {
	row: ChangeSetRow;
	open: boolean;
	onToggle: () => void;
	onUndo: () => void;
	undoing: boolean;
	/** Roving focus of the list it stands in. */
	rowProps: object;
};

const MOST_NAMED = 6;

/** One action of a person, or one turn of an AI: the unit of history and undo. */
export function ChangeSet({ row, open, onToggle, onUndo, undoing, rowProps }: ChangeSetProps) {
	const { set, at, by, sentence, reason, entities, undone } = row;
	const named = entities.slice(0, MOST_NAMED);
	return (
		<article
			{...rowProps}
			aria-label={`${by.name} ${sentence}`}
			className="ring-inside rounded-control border-b border-line last:border-0"
		>
			<div className="group flex min-h-9 items-center gap-2 rounded-control pr-2 hover:bg-hover">
				<button
					type="button"
					tabIndex={-1}
					aria-expanded={open}
					aria-label={open ? "Hide the changes" : "Show the changes"}
					onClick={onToggle}
					className="flex min-h-9 min-w-0 grow items-center gap-2 pl-2 text-left"
				>
					<ChevronRight
						size={14}
						aria-hidden
						className={`shrink-0 text-subtle transition-transform duration-(--motion-press) ${open ? "rotate-90" : ""}`}
					/>
					<time
						dateTime={at}
						title={exactTime(at)}
						className="w-16 shrink-0 whitespace-nowrap text-label text-subtle tabular"
					>
						{clockTime(at)}
					</time>
					<Author name={by.name} ai={by.kind === "ai"} />
					<span className={`truncate ${undone ? "text-subtle line-through" : ""}`}>{sentence}</span>
				</button>
				{undone ? (
					<Badge>undone</Badge>
				) : (
					<Button size="small" look="quiet" tabIndex={-1} disabled={undoing} onClick={onUndo}>
						Undo
					</Button>
				)}
			</div>
			{open && (
				<div className="flex flex-col gap-3 pt-1 pr-2 pb-4 pl-8">
					{reason && <p className="max-w-[72ch] text-read text-muted">{reason}</p>}
					{entities.length > 1 && (
						<p className="text-label text-subtle">
							{named.map(called).join(" · ")}
							{entities.length > named.length && ` · and ${entities.length - named.length} more`}
						</p>
					)}
					<SetChanges set={set} />
					<FieldDiffs set={set} by={by} />
				</div>
			)}
		</article>
	);
}

function called({ kind, ref, name }: ChangeSetRow["entities"][number]): string {
	if (kind === "setting") return fieldLabel(ref);
	return ref === name ? name : `${ref} ${name}`;
}

function Author({ name, ai }: { name: string; ai: boolean }) {
	return (
		<span className={`w-32 shrink-0 truncate text-label font-medium ${ai ? "text-ai-text" : "text-muted"}`}>
			{ai && <span aria-hidden>✦ </span>}
			{name}
		</span>
	);
}
