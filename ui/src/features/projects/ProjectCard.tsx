// biome-ignore-all lint/a11y/useSemanticElements: a board is a grid laid out column by column, which a table cannot be.
import { AlertTriangle, Ban } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import type { ProjectCard as Card } from "../../bindings";
import type { MenuEntry } from "../../components/Menu";
import { RowMenu } from "../../components/RowMenu";
import { TraceDot } from "../../components/Trace";
import { TracedRow } from "../../components/Traced";
import { count } from "../../lib/formats";
import { useObjectMark } from "../../lib/marks";
import { kindWord } from "./words";

/** What a card says; the same while it is held. */
export function CardFace({ card, corner }: { card: Card; corner?: ReactNode }) {
	const mark = useObjectMark(card.id);
	return (
		<div className="flex min-w-0 flex-col gap-1.5">
			<div className="flex h-4 items-center gap-2 text-meta text-subtle">
				<span className="font-mono tabular">{card.ref}</span>
				{card.kind !== "feature" && <span>{kindWord[card.kind]}</span>}
				{mark && <TraceDot by={mark.by} />}
				<span className="grow" />
				{corner}
			</div>
			<p className="line-clamp-2 text-ui font-medium break-words text-fg" title={card.name}>
				{card.name}
			</p>
			{card.why_line && (
				<p className="line-clamp-2 text-label break-words text-muted" title={card.why_line}>
					{card.why_line}
				</p>
			)}
			<CardFacts card={card} />
		</div>
	);
}

function CardFacts({ card }: { card: Card }) {
	const [gap, ...more] = card.gaps;
	if (card.tasks_total === 0 && !gap) return null;
	return (
		<div className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-0.5 text-label">
			{card.tasks_total > 0 && <Progress done={card.tasks_done} total={card.tasks_total} />}
			{card.tasks_blocked > 0 && (
				<span className="flex items-center gap-1 text-warn">
					<Ban size={12} aria-hidden />
					{card.tasks_blocked} blocked
				</span>
			)}
			{gap && (
				<span className="flex items-center gap-1 text-warn" title={card.gaps.join(", ")}>
					<AlertTriangle size={12} aria-hidden />
					{gap}
					{more.length > 0 && <span>+{more.length}</span>}
				</span>
			)}
		</div>
	);
}

export function Progress({ done, total }: { done: number; total: number }) {
	return (
		<span className="flex items-center gap-1.5 text-muted tabular">
			<span aria-hidden className="h-1 w-12 overflow-hidden rounded-full bg-sunken">
				<span
					className="block h-full origin-left rounded-full bg-ok"
					style={{ transform: `scaleX(${total === 0 ? 0 : done / total})` }}
				/>
			</span>
			<span aria-hidden>
				{done}/{total}
			</span>
			<span className="sr-only">
				{done} of {count(total, "task")} done
			</span>
		</span>
	);
}

type Props = {
	card: Card;
	/** Exactly one card of the board is in the tab order. */
	tabbable: boolean;
	held: boolean;
	selected: boolean;
	refusal: ReactNode;
	menu: MenuEntry[] | null;
	column: number;
	row: number;
	onOpen: () => void;
	onFocus: () => void;
	onMenu: (open: boolean) => void;
	onKeyDown: (event: KeyboardEvent) => void;
	drag: { ref: (element: HTMLElement | null) => void; listeners: Record<string, unknown> | undefined };
};

export function ProjectCard({
	card,
	tabbable,
	held,
	selected,
	refusal,
	menu,
	column,
	row,
	drag,
	onMenu,
	...on
}: Props) {
	return (
		<div role="row" aria-rowindex={row} tabIndex={-1}>
			<div
				role="gridcell"
				ref={drag.ref}
				aria-colindex={column}
				tabIndex={tabbable ? 0 : -1}
				data-card={card.id}
				aria-selected={selected}
				className={`group ring-inside relative overflow-hidden rounded-card border p-3 hover:border-control ${selected ? "border-link bg-selected" : "border-line bg-raised"} ${held ? "opacity-40" : ""}`}
				onClick={on.onOpen}
				onFocus={on.onFocus}
				onKeyDown={on.onKeyDown}
				{...drag.listeners}
			>
				<TracedRow id={card.id}>
					<CardFace
						card={card}
						corner={
							<span className="-my-1 -mr-1.5">
								<RowMenu name={card.name} entries={menu} onOpenChange={onMenu} />
							</span>
						}
					/>
				</TracedRow>
				{refusal}
			</div>
		</div>
	);
}
