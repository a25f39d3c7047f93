import type { ProjectCard } from "../../bindings";
import type { Column } from "./board";

export type SortKey = "rank" | "ref" | "name" | "progress" | "updated";
export type Sort = { by: SortKey; descending: boolean };

export type ListRow =
	| { kind: "status"; status: Column["status"]; count: number; hint: string | null }
	| { kind: "project"; card: ProjectCard };

/** The order people choose by dragging on the board. */
export const byRank: Sort = { by: "rank", descending: false };

/** A second choice of the same column turns it round, a third goes back to the order of the board. */
export function nextSort(sort: Sort, by: SortKey): Sort {
	if (sort.by !== by) return { by, descending: false };
	return sort.descending ? byRank : { by, descending: true };
}

function refNumber(card: ProjectCard): number {
	return Number(card.ref.slice(card.ref.lastIndexOf("-") + 1));
}

function share(card: ProjectCard): number {
	return card.tasks_total === 0 ? -1 : card.tasks_done / card.tasks_total;
}

const compare: Record<SortKey, (a: ProjectCard, b: ProjectCard) => number> = {
	rank: () => 0,
	ref: (a, b) => refNumber(a) - refNumber(b),
	name: (a, b) => a.name.localeCompare(b.name),
	progress: (a, b) => share(a) - share(b),
	updated: (a, b) => a.updated_at.localeCompare(b.updated_at),
};

/** The cards of each status, sorted, in the order of the columns. */
export function sorted(columns: readonly Column[], sort: Sort): ProjectCard[] {
	const turn = sort.descending ? -1 : 1;
	return columns.flatMap(({ cards }) => cards.toSorted((a, b) => turn * compare[sort.by](a, b)));
}

/** One flat list for a windowed grid: each status that holds something, then its projects. */
export function withHeadings(columns: readonly Column[], cards: readonly ProjectCard[]): ListRow[] {
	return columns.flatMap(({ status, hint }) => {
		const own = cards.filter((card) => card.status === status);
		if (own.length === 0) return [];
		const heading: ListRow = { kind: "status", status, count: own.length, hint };
		return [heading, ...own.map((card): ListRow => ({ kind: "project", card }))];
	});
}

/** The board with only the projects whose id, name, why or labels hold every word of the filter. */
export function matching(columns: readonly Column[], filter: string): Column[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const holds = ({ ref, name, why_line, labels }: ProjectCard) => {
		const text = [ref, name, why_line, ...labels].join("\n").toLowerCase();
		return words.every((word) => text.includes(word));
	};
	return columns.map((column) =>
		words.length === 0 ? column : { ...column, cards: column.cards.filter(holds) },
	);
}
