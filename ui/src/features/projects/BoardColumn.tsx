// biome-ignore-all lint/a11y/useSemanticElements: a board is a grid laid out column by column, which a table cannot be.
import { useDraggable, useDroppable } from "@dnd-kit/core";
import { ChevronsLeft, ChevronsRight } from "lucide-react";
import { type ComponentProps, useEffect, useRef } from "react";
import type { ProjectCard as Card } from "../../bindings";
import { StatusIcon } from "../../components/StatusIcon";
import { useStillness } from "../../components/useStillness";
import { Windowed, type WindowedHandle } from "../../components/Windowed";
import { slotAt } from "../../lib/placement";
import type { Column } from "./board";
import { ProjectCard } from "./ProjectCard";
import type { SlotFinder } from "./useBoardDrag";
import { statusWord } from "./words";

const gap = 8;

type CardProps = Omit<ComponentProps<typeof ProjectCard>, "card" | "drag" | "row" | "column">;

type Props = {
	column: Column;
	/** Counted from 1, as screen readers do. */
	index: number;
	folded: boolean;
	onFold: (folded: boolean) => void;
	/** The gap the held card would fill, or null. */
	slot: number | null;
	/** The card with the focus. */
	keep: string | null;
	register: (finder: SlotFinder | null) => void;
	cardProps: (card: Card) => CardProps;
};

export function BoardColumn({ column, index, folded, onFold, slot, keep, register, cardProps }: Props) {
	const { status, cards, hint } = column;
	const list = useRef<WindowedHandle>(null);
	const drop = useDroppable({ id: status });
	const scroller = useRef<HTMLDivElement>(null);
	useStillness(scroller);

	useEffect(() => {
		register((clientY, held) => {
			if (!list.current) return cards.length;
			const rows = list.current.rows().filter((row) => row.key !== held);
			return slotAt(clientY - list.current.top(), rows);
		});
		return () => register(null);
	});

	// Only a moved focus brings a card into view; news from elsewhere never scrolls.
	const revealed = useRef(keep);
	useEffect(() => {
		if (keep === revealed.current) return;
		revealed.current = keep;
		if (keep && cards.some((card) => card.id === keep)) list.current?.reveal(keep);
	}, [keep, cards]);

	if (folded) {
		return (
			<FoldedColumn
				column={column}
				dropping={slot !== null}
				dropRef={drop.setNodeRef}
				onOpen={() => onFold(false)}
			/>
		);
	}
	return (
		<div
			role="rowgroup"
			aria-label={`${statusWord[status]} ${cards.length}`}
			ref={drop.setNodeRef}
			className="flex min-h-0 max-w-90 min-w-50 flex-1 flex-col"
		>
			<div role="row" tabIndex={-1} className="flex h-9 shrink-0 items-center gap-2 px-3">
				<div
					role="columnheader"
					aria-colindex={index}
					tabIndex={-1}
					className="flex min-w-0 grow items-center gap-2"
				>
					<StatusIcon status={status} />
					<span className="truncate text-ui font-semibold">{statusWord[status]}</span>
					<span className="text-label text-subtle tabular">{cards.length}</span>
				</div>
				{status === "dropped" && (
					<button
						type="button"
						aria-label="Fold dropped projects"
						className="flex size-6 items-center justify-center rounded-control text-muted hover:bg-hover"
						onClick={() => onFold(true)}
					>
						<ChevronsRight size={14} aria-hidden />
					</button>
				)}
			</div>
			{hint && <p className="px-3 pb-2 text-label text-warn">{hint}</p>}
			<div
				role="presentation"
				ref={scroller}
				className={`still min-h-24 grow overflow-x-hidden overflow-y-auto rounded-card px-1.5 pt-0.5 pb-6 ${slot === null ? "" : "bg-hover"}`}
			>
				<Windowed items={cards} keyOf={(card) => card.id} rowHeight={104} gap={gap} keep={keep} handle={list}>
					{(card, at) => (
						<DraggableCard
							card={card}
							column={index}
							row={at + 2}
							lines={linesAt(cards, at, slot)}
							{...cardProps(card)}
						/>
					)}
				</Windowed>
				{cards.length === 0 && slot !== null && <DropLine />}
			</div>
		</div>
	);
}

type Lines = { above: boolean; below: boolean };

/** Which edge of the card at `at` shows the gap; the last gap is shown below the last card. */
function linesAt(cards: readonly Card[], at: number, slot: number | null): Lines {
	return { above: slot === at, below: slot === cards.length && at === cards.length - 1 };
}

type DraggableProps = CardProps & { card: Card; column: number; row: number; lines: Lines };

function DraggableCard({ card, lines, ...rest }: DraggableProps) {
	const drag = useDraggable({ id: card.id });
	return (
		<div role="presentation" className="relative">
			{lines.above && <DropLine at="above" />}
			<ProjectCard card={card} drag={{ ref: drag.setNodeRef, listeners: drag.listeners }} {...rest} />
			{lines.below && <DropLine at="below" />}
		</div>
	);
}

/** Centred in the space between two cards, so that nothing has to make room. */
function DropLine({ at }: { at?: "above" | "below" }) {
	const place =
		at === "above" ? "absolute inset-x-0 -top-1.25" : at === "below" ? "absolute inset-x-0 -bottom-1.25" : "";
	return <div aria-hidden className={`z-10 h-0.5 rounded-full bg-link ${place}`} />;
}

type FoldedProps = {
	column: Column;
	dropping: boolean;
	dropRef: (element: HTMLElement | null) => void;
	onOpen: () => void;
};

function FoldedColumn({ column, dropping, dropRef, onOpen }: FoldedProps) {
	const word = statusWord[column.status];
	return (
		<div
			role="rowgroup"
			aria-label={`${word} ${column.cards.length}`}
			ref={dropRef}
			className="flex shrink-0"
		>
			<div role="row" tabIndex={-1} className="flex">
				<div role="columnheader" aria-colindex={5} tabIndex={-1} className="flex">
					<button
						type="button"
						aria-expanded={false}
						aria-label={`Show dropped projects, ${column.cards.length}`}
						onClick={onOpen}
						className={`flex w-9 flex-col items-center gap-2 rounded-card py-2.5 text-label text-subtle hover:bg-hover hover:text-fg ${dropping ? "bg-hover outline-2 outline-link" : ""}`}
					>
						<ChevronsLeft size={14} aria-hidden />
						<StatusIcon status={column.status} />
						<span className="font-medium [writing-mode:vertical-rl]">{word}</span>
						<span className="tabular">{column.cards.length}</span>
					</button>
				</div>
			</div>
		</div>
	);
}
