import {
	type DragEndEvent,
	type DragMoveEvent,
	type DragStartEvent,
	PointerSensor,
	pointerWithin,
	useSensor,
	useSensors,
} from "@dnd-kit/core";
import { useRef, useState } from "react";
import type { ProjectCard, ProjectStatus } from "../../bindings";
import { usePointerY } from "../../lib/pointer";
import { quietDrag } from "../../lib/quietDrag";
import { type Column, findCard, type Target } from "./board";

/** Answers which slot of its column lies under a pointer at `clientY`, not counting the held card. */
export type SlotFinder = (clientY: number, held: string) => number;

type Held = { card: ProjectCard; seen: readonly Column[]; target: Target | null };

/**
 * Dragging a card with the pointer. While a card is held the board shows what it showed when the card was
 * taken, so nothing jumps; only the slot under the pointer is drawn.
 */
export function useBoardDrag(
	columns: readonly Column[],
	onDrop: (card: ProjectCard, target: Target, seen: readonly Column[]) => void,
) {
	const [held, setHeld] = useState<Held | null>(null);
	const clientY = usePointerY(held !== null);
	const finders = useRef(new Map<ProjectStatus, SlotFinder>());
	// A few pixels of travel tell a drag from a click.
	const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));

	function targetOf(event: DragMoveEvent | DragEndEvent): Target | null {
		const status = event.over?.id as ProjectStatus | undefined;
		const find = status && finders.current.get(status);
		return find ? { status, slot: find(clientY.current, String(event.active.id)) } : null;
	}

	return {
		held,
		shown: held ? held.seen : columns,
		registerColumn(status: ProjectStatus, finder: SlotFinder | null) {
			if (finder) finders.current.set(status, finder);
			else finders.current.delete(status);
		},
		context: {
			sensors,
			accessibility: quietDrag,
			collisionDetection: pointerWithin,
			onDragStart(event: DragStartEvent) {
				const card = findCard(columns, String(event.active.id));
				if (event.activatorEvent instanceof PointerEvent) clientY.current = event.activatorEvent.clientY;
				if (card) setHeld({ card, seen: columns, target: null });
			},
			onDragMove(event: DragMoveEvent) {
				const target = targetOf(event);
				setHeld((now) => {
					if (!now) return now;
					const same = now.target?.status === target?.status && now.target?.slot === target?.slot;
					return same ? now : { ...now, target };
				});
			},
			onDragEnd(event: DragEndEvent) {
				const target = targetOf(event);
				if (held && target) onDrop(held.card, target, held.seen);
				setHeld(null);
			},
			onDragCancel: () => setHeld(null),
		},
	};
}
