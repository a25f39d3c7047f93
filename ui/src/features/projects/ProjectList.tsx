// biome-ignore-all lint/a11y/useSemanticElements: rows are windowed, which a table cannot be.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus for its cells.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list has the keys of its rows.
import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { commands, type ProjectBoard } from "../../bindings";
import { MovedPill } from "../../components/MovedPill";
import { Problem } from "../../components/Problem";
import { StatusIcon } from "../../components/StatusIcon";
import { useList } from "../../components/useList";
import { useSteady } from "../../components/useSteady";
import { useStillness } from "../../components/useStillness";
import { Windowed, type WindowedHandle } from "../../components/Windowed";
import { followPeek, togglePeek } from "../../lib/peek";
import { useRegion } from "../../lib/region";
import { useWrite } from "../../lib/write";
import { byRank, type ListRow, nextSort, type Sort, type SortKey, sorted, withHeadings } from "./listing";
import { ProjectRow, projectGrid } from "./ProjectRow";
import { useMoves } from "./useMoves";
import { useProjectActions } from "./useProjectActions";
import { statusWord } from "./words";

type Props = { board: ProjectBoard; onOpen: (id: string) => void };

const keyOf = (row: ListRow) => (row.kind === "status" ? row.status : row.card.id);

/** The board's projects as rows, grouped by status. */
export function ProjectList({ board, onOpen }: Props) {
	const { columns, move, refused } = useMoves(board);
	const [sort, setSort] = useState<Sort>(byRank);
	const [renaming, setRenaming] = useState<string | null>(null);
	const region = useRegion();
	const update = useWrite(commands.updateProject);
	const handle = useRef<WindowedHandle>(null);

	const steady = useSteady({
		items: useMemo(() => sorted(columns, sort), [columns, sort]),
		keyOf: ({ id }) => id,
		groupOf: ({ status }) => status,
		asked: `${sort.by} ${sort.descending}`,
	});
	const cards = steady.items;
	const rows = withHeadings(columns, cards);
	const scroller = useRef<HTMLDivElement>(null);
	useStillness(scroller);
	const list = useList({
		ids: cards.map(({ id }) => id),
		name: "projects",
		onOpen,
		onPeek: (id) => togglePeek({ kind: "project", id }),
		onActive: (id) => id && region.isActive() && followPeek({ kind: "project", id }),
		scrollTo: (index) => {
			const card = cards[index];
			if (card) handle.current?.reveal(card.id);
		},
	});

	const { menuOf, onMenu } = useProjectActions({
		columns,
		cards,
		active: list.active,
		selection: list.selection,
		isActive: region.isActive,
		focus: list.focus,
		onOpen,
		onMove: (cards, target) => void move(cards, target),
		onRename: setRenaming,
	});

	return (
		<div className="flex min-h-0 grow flex-col" {...steady.props}>
			<MovedPill moved={steady.moved} onApply={steady.apply} />
			<div
				ref={scroller}
				role="grid"
				aria-label="Projects"
				aria-rowcount={rows.length + 1}
				aria-multiselectable
				tabIndex={-1}
				className="still min-h-0 grow overflow-y-auto px-3 pb-6"
				{...list.listProps}
				{...region.props}
			>
				<Heads sort={sort} onSort={(by) => setSort(nextSort(sort, by))} />
				<Windowed items={rows} keyOf={keyOf} rowHeight={32} keep={list.active} handle={handle}>
					{(row, index) =>
						row.kind === "status" ? (
							<div role="row" aria-rowindex={index + 2} className="flex h-9 items-end pb-1.5">
								<div role="rowheader" aria-colspan={5} className="flex items-center gap-2 px-2">
									<StatusIcon status={row.status} />
									<span className="text-label font-semibold">{statusWord[row.status]}</span>
									<span className="text-label text-subtle tabular">{row.count}</span>
									{row.hint && <span className="text-label text-warn">{row.hint}</span>}
								</div>
							</div>
						) : (
							<ProjectRow
								card={row.card}
								position={index + 2}
								rowProps={list.rowProps(row.card.id)}
								renaming={renaming === row.card.id}
								onRename={(name, { rev }) => update.save(row.card.id, { name }, rev)}
								onRenamed={(byKey) => {
									setRenaming(null);
									if (byKey) list.focus(row.card.id);
								}}
								menu={menuOf(row.card)}
								onMenu={(open) => onMenu(row.card.id, open)}
								onOpen={() => onOpen(row.card.id)}
								below={refused?.id === row.card.id && <Problem message={refused.message} />}
							/>
						)
					}
				</Windowed>
			</div>
		</div>
	);
}

const heads: { by: SortKey; label: string }[] = [
	{ by: "ref", label: "Id" },
	{ by: "name", label: "Name" },
	{ by: "progress", label: "Tasks" },
	{ by: "updated", label: "Changed" },
];

function Heads({ sort, onSort }: { sort: Sort; onSort: (by: SortKey) => void }) {
	return (
		<div
			role="row"
			aria-rowindex={1}
			className={`${projectGrid} sticky top-0 z-10 h-8 border-b border-line bg-surface`}
		>
			{heads.map(({ by, label }) => (
				<div
					key={by}
					role="columnheader"
					aria-sort={sort.by === by ? (sort.descending ? "descending" : "ascending") : "none"}
				>
					<button
						type="button"
						onClick={() => onSort(by)}
						className="-ml-1 flex h-6 items-center gap-1 rounded-control px-1 text-label text-subtle hover:bg-hover hover:text-fg"
					>
						{label}
						{sort.by === by && <Arrow descending={sort.descending} />}
					</button>
				</div>
			))}
			<div role="columnheader">
				<span className="sr-only">Actions</span>
			</div>
		</div>
	);
}

function Arrow({ descending }: { descending: boolean }) {
	return descending ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />;
}
