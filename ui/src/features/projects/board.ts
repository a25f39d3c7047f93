import type { Placement, ProjectBoard, ProjectCard, ProjectStatus } from "../../bindings";
import type { Keys } from "../../lib/keys";
import { placed, placementAt } from "../../lib/placement";
import { statusWord } from "./words";

export type Column = ProjectBoard["columns"][number];
/** Where a card goes: `slot` counts gaps in the column without the card. */
export type Target = { status: ProjectStatus; slot: number };
export type Direction = "up" | "down" | "left" | "right";

type Place = { column: number; row: number };

export function findCard(columns: readonly Column[], id: string): ProjectCard | undefined {
	for (const column of columns) {
		const card = column.cards.find((other) => other.id === id);
		if (card) return card;
	}
	return undefined;
}

function placeOf(columns: readonly Column[], id: string): Place | null {
	for (const [column, { cards }] of columns.entries()) {
		const row = cards.findIndex((card) => card.id === id);
		if (row !== -1) return { column, row };
	}
	return null;
}

/** The card that gets the focus: arrows stop at the edges and pass over columns without cards. */
export function neighbour(columns: readonly Column[], id: string, direction: Direction): string | null {
	const place = placeOf(columns, id);
	if (!place) return null;
	if (direction === "up" || direction === "down") {
		const row = place.row + (direction === "down" ? 1 : -1);
		return columns[place.column]?.cards[row]?.id ?? null;
	}
	const step = direction === "right" ? 1 : -1;
	for (let column = place.column + step; column >= 0 && column < columns.length; column += step) {
		const cards = columns[column]?.cards ?? [];
		const card = cards[Math.min(place.row, cards.length - 1)];
		if (card) return card.id;
	}
	return null;
}

/** The card that gets the focus when this one leaves: the one below, else above, else beside. */
export function heir(columns: readonly Column[], id: string): string | null {
	const order: Direction[] = ["down", "up", "right", "left"];
	return order.map((direction) => neighbour(columns, id, direction)).find((next) => next !== null) ?? null;
}

/** Where the arrow with ⌥ takes a card; null at the edge of the board. */
export function stepTarget(columns: readonly Column[], id: string, direction: Direction): Target | null {
	const place = placeOf(columns, id);
	if (!place) return null;
	const vertical = { up: -1, down: 1, left: 0, right: 0 }[direction];
	const sideways = { up: 0, down: 0, left: -1, right: 1 }[direction];
	const column = columns[place.column + sideways];
	if (!column) return null;
	const slot = sideways === 0 ? place.row + vertical : Math.min(place.row, column.cards.length);
	const last = sideways === 0 ? column.cards.length - 1 : column.cards.length;
	return slot < 0 || slot > last ? null : { status: column.status, slot };
}

export type Outcome = { label: string; target: Target; keys?: Keys };

/** Every place a drag could take the card to, as words: within its column first, then the other columns. */
export function moveOutcomes(
	columns: readonly Column[],
	id: string,
): { within: Outcome[]; across: Outcome[] } {
	const place = placeOf(columns, id);
	const column = place && columns[place.column];
	if (!place || !column) return { within: [], across: [] };
	const { status } = column;
	const last = column.cards.length - 1;
	const within: Outcome[] = [
		{ label: "Up", target: { status, slot: place.row - 1 }, keys: "alt+up" },
		{ label: "Down", target: { status, slot: place.row + 1 }, keys: "alt+down" },
		{ label: "To the top", target: { status, slot: 0 } },
		{ label: "To the bottom", target: { status, slot: last } },
	];
	return {
		within: within.filter(
			({ target }) => target.slot !== place.row && target.slot >= 0 && target.slot <= last,
		),
		across: columns
			.filter((other) => other !== column)
			.map((other) => ({
				label: `To ${statusWord[other.status]}`,
				target: { status: other.status, slot: other.cards.length },
			})),
	};
}

/** The board as it reads once the card is there. */
export function withMove(columns: readonly Column[], id: string, target: Target): Column[] {
	const card = findCard(columns, id);
	if (!card) return [...columns];
	return columns.map((column) => {
		if (column.status !== target.status) {
			return { ...column, cards: column.cards.filter((other) => other.id !== id) };
		}
		return { ...column, cards: placed(column.cards, { ...card, status: target.status }, target.slot) };
	});
}

/** `seen` is the board the person pointed at, `now` the plan as it is: neighbours that left do not count. */
export function placementOf(
	seen: readonly Column[],
	now: readonly Column[],
	id: string,
	target: Target,
): Placement {
	const order = seen.find((column) => column.status === target.status)?.cards.map((card) => card.id) ?? [];
	const there = new Set(now.find((column) => column.status === target.status)?.cards.map((card) => card.id));
	return placementAt(order, id, target.slot, (other) => there.has(other));
}

/** Whether the card already sits there, so that a drop writes nothing. */
export function isThere(columns: readonly Column[], id: string, target: Target): boolean {
	const place = placeOf(columns, id);
	return place !== null && columns[place.column]?.status === target.status && place.row === target.slot;
}

/** The gap to draw while the held card still stands in its column. */
export function drawnGap(column: Column, held: string, slot: number): number {
	const at = column.cards.findIndex((card) => card.id === held);
	return at !== -1 && slot > at ? slot + 1 : slot;
}
