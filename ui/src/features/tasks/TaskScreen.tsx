import { useQuery } from "@tanstack/react-query";
import { Check, ChevronLeft, ChevronRight, Copy, MoreHorizontal } from "lucide-react";
import type { TaskPage } from "../../bindings";
import { Button } from "../../components/Button";
import { IconButton } from "../../components/IconButton";
import { Menu } from "../../components/Menu";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { TraceDot } from "../../components/Trace";
import { useCommands } from "../../lib/commands";
import { wireError } from "../../lib/errors";
import { useObjectMark, useOpened } from "../../lib/marks";
import { useRegion } from "../../lib/region";
import { taskQuery } from "./queries";
import { TaskBody } from "./TaskBody";
import { TaskPickers } from "./TaskPickers";
import { type TaskPageState, useTaskPage } from "./useTaskPage";

type Props = {
	id: string;
	onOpen: (id: string) => void;
	/** The task is in the trash; its project is what is left. */
	onGone: (projectId: string) => void;
};

export function TaskScreen({ id, onOpen, onGone }: Props) {
	const { data: page, error, isPending } = useQuery(taskQuery(id));
	const region = useRegion({ byDefault: true });
	const state = useTaskPage(id, page, region.isActive);
	const mark = useObjectMark(id);
	useOpened(id);

	const go = (other: string | null | undefined) => () => other && onOpen(other);
	useCommands([
		{
			id: "task.previous",
			title: "Previous task",
			group: "Go to",
			keys: ["["],
			when: () => Boolean(page?.previous),
			run: go(page?.previous),
		},
		{
			id: "task.next",
			title: "Next task",
			group: "Go to",
			keys: ["]"],
			when: () => Boolean(page?.next),
			run: go(page?.next),
		},
	]);

	return (
		<Page
			title={
				<>
					<span className="font-mono font-normal text-subtle">{page?.task.ref ?? ""}</span>
					<span className="sr-only"> {page?.task.name ?? "Task"}</span> {mark && <TraceDot by={mark.by} />}
				</>
			}
			actions={page && <Actions page={page} state={state} onOpen={onOpen} onGone={onGone} />}
		>
			<div className="px-6 py-6" {...region.props}>
				{isPending && <Skeleton rows={6} />}
				{error && <Problem message={wireError(error).message} />}
				{page && <TaskBody page={page} state={state} />}
			</div>
		</Page>
	);
}

type ActionsProps = Omit<Props, "id"> & { page: TaskPage; state: TaskPageState };

function Actions({ page, state, onOpen, onGone }: ActionsProps) {
	const { task, previous, next } = page;
	const { writes, brief } = state;
	return (
		<>
			<IconButton
				label="Previous task"
				keys="["
				icon={<ChevronLeft size={16} aria-hidden />}
				disabled={!previous}
				onClick={() => previous && onOpen(previous)}
			/>
			<IconButton
				label="Next task"
				keys="]"
				icon={<ChevronRight size={16} aria-hidden />}
				disabled={!next}
				onClick={() => next && onOpen(next)}
			/>
			<Pickers page={page} state={state} />
			<Button
				size="small"
				icon={brief.copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
				keys="shift+mod+c"
				onClick={() => void brief.copy()}
			>
				{brief.copied ? "Brief copied" : "Copy brief"}
			</Button>
			<Menu
				align="end"
				trigger={
					<IconButton label={`Actions for ${task.ref}`} icon={<MoreHorizontal size={16} aria-hidden />} />
				}
				entries={[
					{ label: "Rename", keys: "f2", run: state.rename },
					{
						label: task.blocked ? "Change what blocks it…" : "Blocked…",
						keys: "b",
						run: () => state.setBlocking(true),
					},
					{ label: "Copy brief", keys: "shift+mod+c", run: () => void brief.copy() },
					{ type: "separator" },
					{
						label: "Move to trash",
						danger: true,
						run: () => void writes.archive([task.id]).then((gone) => gone && onGone(task.project_id)),
					},
				]}
			/>
		</>
	);
}

export function Pickers({ page, state }: { page: TaskPage; state: TaskPageState }) {
	const { task } = page;
	const { writes } = state;
	return (
		<TaskPickers
			task={task}
			open={state.picker}
			onOpen={state.setPicker}
			onStatus={(status) => void writes.setStatus([task], status)}
			onPriority={(priority) => void writes.patch(task.id, { priority })}
			onKind={(kind) => void writes.patch(task.id, { kind })}
		/>
	);
}
