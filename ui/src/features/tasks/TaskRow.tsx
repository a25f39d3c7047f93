// biome-ignore-all lint/a11y/useSemanticElements: rows are windowed and dragged, which a table cannot be.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus for its cells.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list has the keys of its rows.
import { Ban, ListChecks } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import type { TaskRow as Row } from "../../bindings";
import { Badge } from "../../components/Badge";
import type { MenuEntry } from "../../components/Menu";
import { RowMenu } from "../../components/RowMenu";
import { StatusIcon } from "../../components/StatusIcon";
import { TraceDot } from "../../components/Trace";
import { TracedRow } from "../../components/Traced";
import { useObjectMark } from "../../lib/marks";
import { HeldLine } from "./HeldLine";
import { priorityWord, statusWord } from "./words";

type Props = {
	task: Row;
	rowProps: Pick<ComponentProps<"div">, "onFocus" | "tabIndex" | "aria-selected" | "ref">;
	/** Counted from 1 in the whole list, of which only a part may be in the document. */
	position: number;
	/** Stands instead of the name while it is being changed. */
	rename: ReactNode;
	/** The open menu of this row, if one is. */
	menu: MenuEntry[] | null;
	onMenu: (open: boolean) => void;
	onOpen: () => void;
	onToggle: () => void;
	/** A question or a refusal about this row. */
	below: ReactNode;
};

export function TaskRow({ task, rowProps, position, rename, menu, onMenu, onOpen, onToggle, below }: Props) {
	const { "aria-selected": selected, ...focusable } = rowProps;
	return (
		<div
			role="row"
			aria-rowindex={position}
			aria-selected={selected}
			{...focusable}
			data-row={task.id}
			onClick={onOpen}
			className={`group ring-inside rounded-control border-l-2 pr-1 pl-1.5 ${selected ? "border-link bg-selected" : "border-transparent hover:bg-hover"}`}
		>
			<TracedRow id={task.id}>
				<div className="flex min-h-8 items-center gap-2">
					<div role="gridcell">
						<ToggleDone task={task} onToggle={onToggle} />
					</div>
					<div role="gridcell" className="w-12 shrink-0 truncate font-mono text-label text-subtle tabular">
						{task.ref}
					</div>
					<div role="gridcell" className="flex min-w-0 grow items-center gap-2">
						{rename || <Name task={task} />}
					</div>
					<div role="gridcell" className="flex shrink-0 items-center gap-2">
						<Facts task={task} />
					</div>
					<div role="gridcell" className="flex shrink-0">
						<RowMenu name={task.name} entries={menu} onOpenChange={onMenu} />
					</div>
				</div>
			</TracedRow>
			{below}
		</div>
	);
}

function ToggleDone({ task, onToggle }: { task: Row; onToggle: () => void }) {
	const done = task.status === "done";
	return (
		<button
			type="button"
			tabIndex={-1}
			aria-label={`${statusWord[task.status]}. ${done ? "Reopen" : "Finish"} ${task.name}`}
			title={statusWord[task.status]}
			onClick={(event) => {
				event.stopPropagation();
				onToggle();
			}}
			className="flex size-6 items-center justify-center rounded-control hover:bg-sunken"
		>
			<StatusIcon status={task.status} blocked={task.blocked} />
		</button>
	);
}

function Name({ task }: { task: Row }) {
	const mark = useObjectMark(task.id);
	const over = task.status === "done" || task.status === "dropped";
	return (
		<>
			<span
				title={task.name}
				className={`truncate text-ui ${over ? "text-subtle" : "text-fg"} ${task.status === "dropped" ? "line-through" : ""}`}
			>
				{task.name}
			</span>
			{mark && <TraceDot by={mark.by} />}
		</>
	);
}

function Facts({ task }: { task: Row }) {
	const open = task.status === "todo" || task.status === "doing";
	return (
		<>
			{task.blocked && (
				<span className="max-w-40">
					<Badge tone="warn" icon={<Ban size={12} aria-hidden />}>
						{task.blocked_reason || "Blocked"}
					</Badge>
				</span>
			)}
			{open && task.waits_for.length > 0 && (
				<span className="text-label text-subtle tabular" title={`Waits for ${task.waits_for.join(", ")}`}>
					waits for {task.waits_for[0]}
					{task.waits_for.length > 1 && ` +${task.waits_for.length - 1}`}
				</span>
			)}
			<HeldLine held={task.held} short />
			{task.labels.slice(0, 2).map((label) => (
				<span key={label} className="hidden max-w-24 l:block">
					<Badge>{label}</Badge>
				</span>
			))}
			{task.checks_total > 0 && (
				<span className="flex items-center gap-1 text-label text-subtle tabular" title="Checks met">
					<ListChecks size={14} aria-hidden />
					<span className="sr-only">Checks met:</span>
					{task.checks_done}/{task.checks_total}
				</span>
			)}
			<span
				className={`w-5 text-label tabular ${task.priority === "p1" ? "font-semibold text-fg" : "text-subtle"}`}
			>
				{task.priority === "none" ? "" : priorityWord[task.priority]}
			</span>
		</>
	);
}
