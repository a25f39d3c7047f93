// biome-ignore-all lint/a11y/useSemanticElements: a board is a grid laid out column by column, which a table cannot be.
import { DndContext, DragOverlay } from "@dnd-kit/core";
import { type KeyboardEvent, useState } from "react";
import { createPortal } from "react-dom";
import { type ProjectBoard as Board, type ProjectCard as Card, commands } from "../../bindings";
import { Button } from "../../components/Button";
import type { MenuEntry } from "../../components/Menu";
import { Problem } from "../../components/Problem";
import { useCommands } from "../../lib/commands";
import { followPeek, togglePeek } from "../../lib/peek";
import { isLetterMove } from "../../lib/reach";
import { useRegion } from "../../lib/region";
import { useWrite } from "../../lib/write";
import { BoardColumn } from "./BoardColumn";
import { type Direction, drawnGap, findCard, neighbour, stepTarget, type Target } from "./board";
import { moveEntries, statusEntries } from "./cardMenu";
import { CardFace } from "./ProjectCard";
import { useBoardDrag } from "./useBoardDrag";
import { useCardFocus } from "./useCardFocus";
import { useMoves } from "./useMoves";

const arrows: Record<string, Direction> = {
	ArrowUp: "up",
	ArrowDown: "down",
	ArrowLeft: "left",
	ArrowRight: "right",
	j: "down",
	k: "up",
};

type OpenMenu = { id: string; entries: "all" | "status" | "move" };

type Props = {
	board: Board;
	/** A project that was just made here gets the focus as soon as it is on the board. */
	arrived: string | null;
	onOpen: (id: string) => void;
};

export function ProjectBoard({ board, arrived, onOpen }: Props) {
	const { columns, move, refused, dismissRefusal } = useMoves(board);
	const [folded, setFolded] = useState(true);
	const [menu, setMenu] = useState<OpenMenu | null>(null);
	const drag = useBoardDrag(columns, (card, target, seen) => take(card, target, seen));
	const focus = useCardFocus(drag.shown, arrived);
	const region = useRegion();
	const archive = useWrite(commands.archiveProject);

	const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
	const inOrder = columns.flatMap(({ cards }) => cards);
	const chosen = inOrder.filter(({ id }) => selected.has(id));

	function toggle({ id }: Card) {
		const next = new Set(chosen.map((card) => card.id));
		if (!next.delete(id)) next.add(id);
		setSelected(next);
	}

	/** The selection when the card is part of it, else the card alone. */
	const withSelection = (card: Card) => (selected.has(card.id) ? chosen : [card]);

	function take(card: Card, target: Target, seen = columns) {
		if (target.status === "dropped") setFolded(false);
		focus.focus(card.id);
		void move(card, target, seen);
	}

	const current = focus.focused === null ? undefined : findCard(columns, focus.focused);
	const here = () => region.isActive() && current !== undefined;
	// A button inside a card keeps its own Enter and Space.
	const onCard = () => here() && !document.activeElement?.closest("button");
	const act = (run: (card: Card) => void) => () => current && run(current);
	useCommands([
		{
			id: "project.open",
			title: "Open the project",
			group: "Here",
			keys: "enter",
			when: here,
			run: act((card) => onOpen(card.id)),
		},
		{
			id: "project.peek",
			title: "Peek at the project",
			group: "Here",
			keys: "space",
			when: onCard,
			run: act((card) => togglePeek({ kind: "project", id: card.id })),
		},
		{
			id: "project.select",
			title: "Select or unselect the project",
			group: "Here",
			keys: "x",
			when: here,
			run: act(toggle),
		},
		{
			id: "project.unselect",
			title: "Clear the selection",
			group: "Here",
			keys: "esc",
			when: () => chosen.length > 0,
			run: () => setSelected(new Set()),
		},
		{
			id: "project.status",
			title: "Set the status…",
			group: "Edit",
			keys: "s",
			when: here,
			run: act((card) => setMenu({ id: card.id, entries: "status" })),
		},
		{
			id: "project.move",
			title: "Move…",
			group: "Edit",
			keys: "m",
			when: here,
			run: act((card) => setMenu({ id: card.id, entries: "move" })),
		},
	]);

	function onKeyDown(event: KeyboardEvent, card: Card) {
		const direction = arrows[event.key];
		if (event.key.length === 1 && (event.altKey || !isLetterMove(event))) return;
		if (!direction || event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		if (event.altKey) {
			const target = stepTarget(columns, card.id, direction);
			if (target) take(card, target);
			return;
		}
		const visible = folded ? columns.filter(({ status }) => status !== "dropped") : columns;
		const next = neighbour(visible, card.id, direction);
		if (!next) return;
		focus.focus(next);
		followPeek({ kind: "project", id: next });
	}

	function entries(card: Card, which: OpenMenu["entries"]): MenuEntry[] {
		const choose = (target: Target) => take(card, target);
		const byStatus = statusEntries(card.status, (status) => {
			const slot = columns.find((column) => column.status === status)?.cards.length ?? 0;
			const movers = withSelection(card).filter((one) => one.status !== status);
			// The last one first, so that each lands before the one that follows it.
			for (const one of movers.toReversed()) take(one, { status, slot });
			focus.focus(card.id);
		});
		if (which === "status") return byStatus;
		const moves = moveEntries(columns, card.id, choose);
		if (which === "move") return moves;
		return [
			{ label: "Open", keys: "enter", run: () => onOpen(card.id) },
			{ label: "Peek", keys: "space", run: () => togglePeek({ kind: "project", id: card.id }) },
			{ type: "separator" },
			{ type: "menu", label: "Status", entries: byStatus },
			{ type: "menu", label: "Move…", entries: moves },
			{ type: "separator" },
			{
				label: "Move to trash",
				danger: true,
				run: () => {
					for (const one of withSelection(card)) void archive.run(one.id);
				},
			},
		];
	}

	function closeMenu(id: string) {
		setMenu(null);
		focus.focus(id);
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
							selected: selected.has(card.id),
							refusal: refused?.id === card.id && (
								<Refusal message={refused.message} onDismiss={dismissRefusal} />
							),
							menu: menu?.id === card.id ? entries(card, menu.entries) : null,
							onOpen: () => onOpen(card.id),
							onFocus: () => focus.onFocus(card.id),
							onMenu: (open) => (open ? setMenu({ id: card.id, entries: "all" }) : closeMenu(card.id)),
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
