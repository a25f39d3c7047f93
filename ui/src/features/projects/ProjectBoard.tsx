// biome-ignore-all lint/a11y/useSemanticElements: a board is a grid laid out column by column, which a table cannot be.
import { DndContext, DragOverlay } from "@dnd-kit/core";
import { type KeyboardEvent, useState } from "react";
import { createPortal } from "react-dom";
import type { ProjectBoard as Board, ProjectCard as Card } from "../../bindings";
import { Button } from "../../components/Button";
import { Problem } from "../../components/Problem";
import { useSelection } from "../../components/useSelection";
import { followPeek } from "../../lib/peek";
import { isLetterMove } from "../../lib/reach";
import { useRegion } from "../../lib/region";
import { BoardColumn } from "./BoardColumn";
import { type Direction, drawnGap, neighbour, stepTarget, type Target } from "./board";
import { CardFace } from "./ProjectCard";
import { useBoardDrag } from "./useBoardDrag";
import { useCardFocus } from "./useCardFocus";
import { useMoves } from "./useMoves";
import { useProjectActions } from "./useProjectActions";

const arrows: Record<string, Direction> = {
	ArrowUp: "up",
	ArrowDown: "down",
	ArrowLeft: "left",
	ArrowRight: "right",
	j: "down",
	k: "up",
};

type Props = {
	board: Board;
	/** A project that was just made here gets the focus as soon as it is on the board. */
	arrived: string | null;
	onOpen: (id: string) => void;
};

export function ProjectBoard({ board, arrived, onOpen }: Props) {
	const { columns, move, refused, dismissRefusal } = useMoves(board);
	const [folded, setFolded] = useState(true);
	const drag = useBoardDrag(columns, (card, target, seen) => take([card], target, seen));
	const focus = useCardFocus(drag.shown, arrived);
	const region = useRegion();

	const cards = columns.flatMap((column) => column.cards);
	const selection = useSelection(cards.map(({ id }) => id));

	function take(cards: readonly Card[], target: Target, seen = columns) {
		if (target.status === "dropped") setFolded(false);
		if (cards[0]) focus.focus(cards[0].id);
		void move(cards, target, seen);
	}

	const { menuOf, onMenu } = useProjectActions({
		columns,
		cards,
		active: focus.focused,
		selection,
		isActive: region.isActive,
		focus: focus.focus,
		onOpen,
		onMove: take,
	});

	function onKeyDown(event: KeyboardEvent, card: Card) {
		if (event.target !== event.currentTarget) return;
		if (!selection.onKey(event, card.id) && !onArrow(event, card)) return;
		event.preventDefault();
		event.stopPropagation();
	}

	/** Answers true when the key moves the focus or the card. */
	function onArrow(event: KeyboardEvent, card: Card): boolean {
		const direction = arrows[event.key];
		if (!direction || event.ctrlKey || event.metaKey) return false;
		if (event.key.length === 1 && (event.altKey || !isLetterMove(event))) return false;
		if (event.altKey) {
			const target = stepTarget(columns, card.id, direction);
			if (target) take([card], target);
			return true;
		}
		const visible = folded ? columns.filter(({ status }) => status !== "dropped") : columns;
		const next = neighbour(visible, card.id, direction);
		if (!next) return true;
		if (event.shiftKey) selection.extend(card.id, next);
		focus.focus(next);
		followPeek({ kind: "project", id: next });
		return true;
	}

	const held = drag.held;
	const rows = Math.max(0, ...columns.map(({ cards }) => cards.length)) + 1;
	return (
		<DndContext {...drag.context}>
			<div
				role="grid"
				aria-label="Projects by status"
				aria-rowcount={rows}
				aria-colcount={columns.length}
				aria-multiselectable
				tabIndex={-1}
				ref={focus.board}
				className="flex min-h-0 grow gap-1 overflow-x-auto p-3 pt-1"
				{...region.props}
				{...focus.boardProps}
			>
				{drag.shown.map((column, index) => (
					<BoardColumn
						key={column.status}
						column={column}
						index={index + 1}
						folded={column.status === "dropped" && folded}
						onFold={setFolded}
						slot={
							held?.target?.status === column.status ? drawnGap(column, held.card.id, held.target.slot) : null
						}
						keep={focus.focused}
						register={(finder) => drag.registerColumn(column.status, finder)}
						cardProps={(card) => ({
							tabbable: card.id === focus.focused,
							held: held?.card.id === card.id,
							selected: selection.selected.has(card.id),
							refusal: refused?.id === card.id && (
								<Refusal message={refused.message} onDismiss={dismissRefusal} />
							),
							menu: menuOf(card),
							onOpen: () => onOpen(card.id),
							onFocus: () => focus.onFocus(card.id),
							onMenu: (open) => onMenu(card.id, open),
							onKeyDown: (event) => onKeyDown(event, card),
						})}
					/>
				))}
			</div>
			{createPortal(
				<DragOverlay dropAnimation={null}>
					{held && (
						<div className="rounded-card border border-line bg-raised p-3 opacity-80 shadow-float">
							<CardFace card={held.card} />
						</div>
					)}
				</DragOverlay>,
				document.body,
			)}
		</DndContext>
	);
}

function Refusal({ message, onDismiss }: { message: string; onDismiss: () => void }) {
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: it only keeps clicks from opening the card.
		<div className="-mx-1 pt-2" onClick={(event) => event.stopPropagation()}>
			<Problem
				message={message}
				action={
					<Button size="small" look="quiet" onClick={onDismiss}>
						Dismiss
					</Button>
				}
			/>
		</div>
	);
}
