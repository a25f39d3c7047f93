// biome-ignore-all lint/a11y/useSemanticElements: rows are windowed, which a table cannot be.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus for its cells.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list has the keys of its rows.
import { AlertTriangle, Ban } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import type { ProjectCard } from "../../bindings";
import type { MenuEntry } from "../../components/Menu";
import { RenameInput } from "../../components/RenameInput";
import { RowMenu } from "../../components/RowMenu";
import { TraceDot } from "../../components/Trace";
import { TracedRow } from "../../components/Traced";
import type { Save } from "../../lib/drafts";
import { relativeTime } from "../../lib/formats";
import { useObjectMark } from "../../lib/marks";
import { Progress } from "./ProjectCard";

/** The columns of the list: id, name and why, tasks, changed, actions. */
export const projectGrid =
	"grid grid-cols-[3.5rem_minmax(0,1fr)_6.5rem_6rem_1.75rem] items-center gap-3 px-2";

type Props = {
	card: ProjectCard;
	position: number;
	rowProps: Pick<ComponentProps<"div">, "onFocus" | "tabIndex" | "aria-selected" | "ref">;
	renaming: boolean;
	onRename: Save<string>;
	onRenamed: (byKey: boolean) => void;
	menu: MenuEntry[] | null;
	onMenu: (open: boolean) => void;
	onOpen: () => void;
	below: ReactNode;
};

export function ProjectRow({
	card,
	position,
	rowProps,
	renaming,
	menu,
	onMenu,
	onOpen,
	below,
	...on
}: Props) {
	const { "aria-selected": selected, ...focusable } = rowProps;
	return (
		<div
			role="row"
			aria-rowindex={position}
			aria-selected={selected}
			{...focusable}
			onClick={onOpen}
			className={`group ring-inside rounded-control ${selected ? "bg-selected" : "hover:bg-hover"}`}
		>
			<TracedRow id={card.id}>
				<div role="presentation" className={`${projectGrid} min-h-8`}>
					<div role="gridcell" className="truncate font-mono text-label text-subtle tabular">
						{card.ref}
					</div>
					<div role="gridcell" className="flex min-w-0 items-center gap-3 overflow-hidden">
						{renaming ? (
							<RenameInput
								label={`Name of ${card.ref}`}
								value={card.name}
								rev={card.rev}
								onSave={on.onRename}
								onDone={on.onRenamed}
							/>
						) : (
							<NameAndWhy card={card} />
						)}
					</div>
					<div role="gridcell" className="text-label">
						{card.tasks_total > 0 && <Progress done={card.tasks_done} total={card.tasks_total} />}
					</div>
					<div role="gridcell" className="truncate text-label text-subtle tabular">
						{relativeTime(card.updated_at)}
					</div>
					<div role="gridcell">
						<RowMenu name={card.name} entries={menu} onOpenChange={onMenu} />
					</div>
				</div>
			</TracedRow>
			{below}
		</div>
	);
}

function NameAndWhy({ card }: { card: ProjectCard }) {
	const mark = useObjectMark(card.id);
	return (
		<>
			<span className="max-w-3/4 shrink-0 truncate text-ui font-medium" title={card.name}>
				{card.name}
			</span>
			{mark && <TraceDot by={mark.by} />}
			{card.tasks_blocked > 0 && (
				<span className="flex shrink-0 items-center gap-1 text-label text-warn">
					<Ban size={12} aria-hidden />
					{card.tasks_blocked} blocked
				</span>
			)}
			{card.gaps[0] && (
				<span className="flex shrink-0 items-center gap-1 text-label text-warn" title={card.gaps.join(", ")}>
					<AlertTriangle size={12} aria-hidden />
					{card.gaps[0]}
				</span>
			)}
			<span className="min-w-0 shrink-[1000] truncate text-label text-subtle" title={card.why_line}>
				{card.why_line}
			</span>
		</>
	);
}
