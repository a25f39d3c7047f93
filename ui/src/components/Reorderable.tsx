import {
	DndContext,
	type DragMoveEvent,
	DragOverlay,
	PointerSensor,
	useDraggable,
	useSensor,
	useSensors,
} from "@dnd-kit/core";
import {
	type PointerEvent as Press,
	type ReactNode,
	type Ref,
	useImperativeHandle,
	useRef,
	useState,
} from "react";
import { createPortal } from "react-dom";
import { slotAt } from "../lib/placement";
import { usePointerY } from "../lib/pointer";
import { quietDrag } from "../lib/quietDrag";
import { Windowed, type WindowedHandle } from "./Windowed";

type Props<Item> = {
	items: readonly Item[];
	keyOf: (item: Item) => string;
	/** px, for rows that were not laid out yet */
	rowHeight: number;
	keep?: string | null;
	handle?: Ref<WindowedHandle>;
	/** `slot` counts gaps in the list without the item. */
	onMove: (item: Item, slot: number) => void;
	children: (item: Item, index: number) => ReactNode;
};

type Held<Item> = { item: Item; seen: readonly Item[]; slot: number | null };

/** A list whose rows can be dragged to another place in it. While one is held, the list stands still. */
export function Reorderable<Item>({ items, keyOf, rowHeight, keep, handle, onMove, children }: Props<Item>) {
	const list = useRef<WindowedHandle>(null);
	const [held, setHeld] = useState<Held<Item> | null>(null);
	const pointerY = usePointerY(held !== null);
	const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
	const shown = held?.seen ?? items;
	const heldKey = held && keyOf(held.item);

	useImperativeHandle(handle, () => ({
		rows: () => list.current?.rows() ?? [],
		top: () => list.current?.top() ?? 0,
		reveal: (key) => list.current?.reveal(key),
	}));

	function slotNow(): number | null {
		if (!list.current || heldKey === null) return null;
		const rows = list.current.rows().filter((row) => row.key !== heldKey);
		return slotAt(pointerY.current - list.current.top(), rows);
	}

	function drawnAt(): number | null {
		if (!held || held.slot === null) return null;
		const at = shown.findIndex((item) => keyOf(item) === heldKey);
		return held.slot > at ? held.slot + 1 : held.slot;
	}

	const gap = drawnAt();
	return (
		<DndContext
			sensors={sensors}
			accessibility={quietDrag}
			onDragStart={({ active, activatorEvent }) => {
				if (activatorEvent instanceof PointerEvent) pointerY.current = activatorEvent.clientY;
				const item = items.find((other) => keyOf(other) === active.id);
				if (item !== undefined) setHeld({ item, seen: items, slot: null });
			}}
			onDragMove={(_: DragMoveEvent) => {
				const slot = slotNow();
				setHeld((now) => (now && now.slot !== slot ? { ...now, slot } : now));
			}}
			onDragEnd={() => {
				const slot = slotNow();
				if (held && slot !== null) onMove(held.item, slot);
				setHeld(null);
			}}
			onDragCancel={() => setHeld(null)}
		>
			<Windowed items={shown} keyOf={keyOf} rowHeight={rowHeight} keep={keep} handle={list}>
				{(item, index) => (
					<DragRow id={keyOf(item)} held={keyOf(item) === heldKey}>
						{gap === index && <DropLine edge="top" />}
						{children(item, index)}
						{gap === shown.length && index === shown.length - 1 && <DropLine edge="bottom" />}
					</DragRow>
				)}
			</Windowed>
			{createPortal(
				<DragOverlay dropAnimation={null}>
					{held && (
						<div aria-hidden inert className="float rounded-control! opacity-80">
							{children(held.item, 0)}
						</div>
					)}
				</DragOverlay>,
				document.body,
			)}
		</DndContext>
	);
}

function DragRow({ id, held, children }: { id: string; held: boolean; children: ReactNode }) {
	const { setNodeRef, listeners } = useDraggable({ id });
	const press = listeners?.onPointerDown as ((event: Press) => void) | undefined;
	return (
		<div
			ref={setNodeRef}
			role="presentation"
			className={`relative ${held ? "opacity-40" : ""}`}
			onPointerDown={(event) => {
				// Text under the pointer is selected, not dragged away.
				const field =
					event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]");
				if (!field) press?.(event);
			}}
		>
			{children}
		</div>
	);
}

function DropLine({ edge }: { edge: "top" | "bottom" }) {
	return (
		<div
			aria-hidden
			className={`absolute inset-x-0 z-10 h-0.5 rounded-full bg-link ${edge === "top" ? "-top-px" : "-bottom-px"}`}
		/>
	);
}
