// biome-ignore-all lint/a11y/useSemanticElements: rows are windowed, which a table cannot be.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus for their cells.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import type { TaskRow, TaskStatus } from "../../bindings";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { FilterField } from "../../components/FilterField";
import { MovedPill } from "../../components/MovedPill";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { useSteady } from "../../components/useSteady";
import { useStillness } from "../../components/useStillness";
import { Windowed, type WindowedHandle } from "../../components/Windowed";
import { useWhatIs } from "../../lib/coaching";
import { useCommands } from "../../lib/commands";
import { wireError } from "../../lib/errors";
import { useProductId } from "../../lib/product";
import { BlockedDialog } from "./BlockedDialog";
import { ListedTask } from "./ListedTask";
import { taskListQuery } from "./queries";
import { type GroupedRow, groupByProject } from "./rows";
import { useTaskRows } from "./useTaskRows";
import { statusWord, taskStatuses } from "./words";

type Props = {
	views: ReactNode;
	onOpen: (id: string) => void;
	/** Tasks are made in a project, so an empty list leads there. */
	onProjects: () => void;
};

const open: readonly TaskStatus[] = ["todo", "doing"];

export function TasksScreen({ views, onOpen, onProjects }: Props) {
	const product_id = useProductId();
	const [statuses, setStatuses] = useState<readonly TaskStatus[]>(open);
	const [text, setText] = useState("");
	const filterField = useRef<HTMLInputElement>(null);
	const filter = { product_id, statuses: [...statuses], text: text.trim() };
	const tasks = useQuery({ ...taskListQuery(filter), placeholderData: keepPreviousData });

	useCommands([
		{
			id: "tasks.filter",
			title: "Filter the tasks",
			group: "View",
			keys: ["/", "mod+f"],
			run: () => filterField.current?.focus(),
		},
	]);

	return (
		<Page
			title="Tasks"
			actions={
				<>
					{views}
					<StatusFilter chosen={statuses} onChange={setStatuses} />
					<FilterField ref={filterField} label="Filter tasks" value={text} onChange={setText} />
				</>
			}
		>
			{tasks.isPending && <Skeleton rows={8} />}
			{tasks.isError && (
				<div className="p-4">
					<Problem message={wireError(tasks.error).message} />
				</div>
			)}
			{tasks.data?.length === 0 &&
				(filter.text === "" ? (
					<First onProjects={onProjects} />
				) : (
					<EmptyState sentence={`No task here matches “${filter.text}”.`} />
				))}
			{tasks.data && tasks.data.length > 0 && (
				<Grouped tasks={tasks.data} asked={`${statuses} ${filter.text}`} onOpen={onOpen} />
			)}
		</Page>
	);
}

function First({ onProjects }: { onProjects: () => void }) {
	const what = useWhatIs("task");
	if (what === null) return null;
	return (
		<EmptyState
			sentence={`${what} Open a project to add some.`}
			action={<Button onClick={onProjects}>Open projects</Button>}
		/>
	);
}

type FilterProps = { chosen: readonly TaskStatus[]; onChange: (chosen: readonly TaskStatus[]) => void };

function StatusFilter({ chosen, onChange }: FilterProps) {
	return (
		<div role="group" aria-label="Show" className="flex h-7 items-center gap-0.5">
			{taskStatuses.map((status) => {
				const on = chosen.includes(status);
				return (
					<button
						key={status}
						type="button"
						aria-pressed={on}
						onClick={() => onChange(on ? chosen.filter((other) => other !== status) : [...chosen, status])}
						className={`flex h-6 items-center rounded-control px-2 text-label ${on ? "bg-selected text-link" : "text-muted hover:bg-hover"}`}
					>
						{statusWord[status]}
					</button>
				);
			})}
		</div>
	);
}

const keyOf = (row: GroupedRow) => (row.kind === "project" ? row.project.id : row.task.id);

type GroupedProps = { tasks: readonly TaskRow[]; asked: string; onOpen: (id: string) => void };

function Grouped({ tasks, asked, onOpen }: GroupedProps) {
	const steady = useSteady({
		items: tasks,
		keyOf: ({ id }) => id,
		groupOf: ({ project }) => project.id,
		asked,
	});
	const scroller = useRef<HTMLDivElement>(null);
	useStillness(scroller);
	const handle = useRef<WindowedHandle>(null);
	const grouped = groupByProject(steady.items);
	const inOrder = grouped.flatMap((row) => (row.kind === "task" ? [row.task] : []));
	const rows = useTaskRows({
		name: "tasks",
		tasks: inOrder,
		onOpen,
		reveal: (id) => handle.current?.reveal(id),
	});
	return (
		<div className="flex min-h-0 grow flex-col" {...steady.props}>
			<MovedPill moved={steady.moved} onApply={steady.apply} />
			<div
				ref={scroller}
				role="grid"
				aria-label="Tasks by project"
				aria-rowcount={grouped.length}
				aria-multiselectable
				tabIndex={-1}
				className="still min-h-0 grow overflow-y-auto px-3 pb-6"
				{...rows.list.listProps}
				{...rows.region.props}
			>
				<Windowed items={grouped} keyOf={keyOf} rowHeight={32} keep={rows.list.active} handle={handle}>
					{(row, index) =>
						row.kind === "project" ? (
							<div role="row" aria-rowindex={index + 1} className="flex h-10 items-end pb-1.5">
								<div role="rowheader" aria-colspan={5} className="min-w-0 px-1">
									<Link
										to="/projects/$projectId"
										params={{ projectId: row.project.id }}
										className="flex min-h-6 items-center gap-2 rounded-control px-1 hover:bg-hover"
									>
										<span className="font-mono text-label text-subtle tabular">{row.project.ref}</span>
										<span className="truncate text-label font-semibold">{row.project.name}</span>
										<span className="text-label text-subtle tabular">{row.count}</span>
									</Link>
								</div>
							</div>
						) : (
							<ListedTask task={row.task} position={index + 1} rows={rows} onOpen={onOpen} />
						)
					}
				</Windowed>
				<BlockedDialog task={rows.blocking} onPatch={rows.writes.patch} onClose={rows.stopBlocking} />
			</div>
		</div>
	);
}
