import { useQuery } from "@tanstack/react-query";
import { Check, ChevronDown, Copy, MoreHorizontal } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { commands, type Project } from "../../bindings";
import { Button } from "../../components/Button";
import { IconButton } from "../../components/IconButton";
import type { EditingHandle } from "../../components/InlineText";
import { Menu } from "../../components/Menu";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { StatusIcon } from "../../components/StatusIcon";
import { TraceDot } from "../../components/Trace";
import { TracedField } from "../../components/Traced";
import { say } from "../../lib/announce";
import { useCommands } from "../../lib/commands";
import { wireError } from "../../lib/errors";
import { useObjectMark, useOpened } from "../../lib/marks";
import { projectQuery } from "../../lib/projectQueries";
import { useRegion } from "../../lib/region";
import { useCopyBrief } from "../../lib/useCopyBrief";
import { useWrite } from "../../lib/write";
import { statusEntries } from "./cardMenu";
import { ProjectBody } from "./ProjectBody";
import { statusWord } from "./words";

type Props = {
	id: string;
	/** The tasks of the project and the line that adds one. */
	tasks: ReactNode;
	onNewTask: () => void;
	/** The project is in the trash: there is nothing left to show. */
	onGone: () => void;
};

export function ProjectScreen({ id, tasks, onNewTask, onGone }: Props) {
	const page = useQuery(projectQuery(id));
	const name = useRef<EditingHandle>(null);
	const rename = () => name.current?.startEditing();
	const mark = useObjectMark(id);
	const region = useRegion({ byDefault: true });
	useOpened(id);

	const project = page.data?.project;
	useCommands([
		{
			id: "task.new",
			title: "New task here",
			group: "Create",
			keys: ["c"],
			when: () => project !== undefined,
			run: onNewTask,
		},
		{
			id: "project.rename",
			title: "Rename the project",
			group: "Edit",
			keys: ["f2"],
			when: region.isActive,
			run: rename,
		},
	]);

	return (
		<Page
			title={
				<>
					<span className="font-mono font-normal text-subtle">{project?.ref ?? ""}</span>
					<span className="sr-only"> {project?.name ?? "Project"}</span> {mark && <TraceDot by={mark.by} />}
				</>
			}
			actions={
				project && <Actions project={project} isActive={region.isActive} onRename={rename} onGone={onGone} />
			}
		>
			<div className="px-6 py-6" {...region.props}>
				{page.isPending && <Skeleton rows={6} />}
				{page.isError && <Problem message={wireError(page.error).message} />}
				{page.data && <ProjectBody page={page.data} tasks={tasks} name={name} isActive={region.isActive} />}
			</div>
		</Page>
	);
}

type ActionsProps = { project: Project; isActive: () => boolean; onRename: () => void; onGone: () => void };

function Actions({ project, isActive, onRename, onGone }: ActionsProps) {
	const { id, status, ref } = project;
	const [open, setOpen] = useState(false);
	const brief = useCopyBrief("project", id);
	const move = useWrite(commands.moveProjects);
	const trash = useWrite(commands.archive);

	const setStatus = async (next: Project["status"]) => {
		if (next !== status && (await move.run([id], next, { at: "last" })))
			say(`${project.name}, ${statusWord[next].toLowerCase()}.`);
	};
	useCommands([
		{
			id: "project.status",
			title: "Set the status…",
			group: "Edit",
			keys: ["s"],
			when: isActive,
			run: () => setOpen(true),
		},
		{
			id: "project.brief",
			title: "Copy the brief",
			group: "Here",
			keys: ["shift+mod+c"],
			when: isActive,
			run: () => void brief.copy(),
		},
	]);

	return (
		<>
			<TracedField id={id} field="status">
				<Menu
					open={open}
					onOpenChange={setOpen}
					align="end"
					entries={statusEntries(status, (next) => void setStatus(next))}
					trigger={
						<button
							type="button"
							aria-label={`Status: ${statusWord[status]}`}
							className="flex h-7 items-center gap-1.5 rounded-control px-2 text-ui hover:bg-hover data-popup-open:bg-hover"
						>
							<StatusIcon status={status} />
							{statusWord[status]}
							<ChevronDown size={14} aria-hidden className="text-subtle" />
						</button>
					}
				/>
			</TracedField>
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
				trigger={<IconButton label={`Actions for ${ref}`} icon={<MoreHorizontal size={16} aria-hidden />} />}
				entries={[
					{ label: "Rename", keys: "f2", run: onRename },
					{ label: "Copy brief", keys: "shift+mod+c", run: () => void brief.copy() },
					{
						type: "menu",
						label: "Move…",
						entries: (["first", "last"] as const).map((at) => ({
							label: `To the ${at === "first" ? "top" : "bottom"} of ${statusWord[status]}`,
							run: () => void move.run([id], status, { at }),
						})),
					},
					{ type: "menu", label: "Status", entries: statusEntries(status, (next) => void setStatus(next)) },
					{ type: "separator" },
					{
						label: "Move to trash, with its tasks",
						danger: true,
						run: () => void trash.run([["project", id]], null).then((gone) => gone && onGone()),
					},
				]}
			/>
		</>
	);
}
