import { useQuery } from "@tanstack/react-query";
import { Section } from "../../components/Section";
import { NewTaskRow } from "./NewTaskRow";
import { projectTasksQuery } from "./queries";
import { countDone } from "./rows";
import { TaskList } from "./TaskList";

type Props = {
	projectId: string;
	adding: boolean;
	onAdding: (adding: boolean) => void;
	onOpen: (id: string) => void;
};

/** The part of a project that lists its tasks and takes new ones. */
export function ProjectTasks({ projectId, adding, onAdding, onOpen }: Props) {
	const { data: tasks = [] } = useQuery(projectTasksQuery(projectId));
	const { done, total } = countDone(tasks);
	return (
		<Section
			title="Tasks"
			aside={
				total > 0 && (
					<span className="text-label text-subtle tabular">
						{done}/{total}
					</span>
				)
			}
		>
			<div className="-mx-2">
				{tasks.length > 0 && <TaskList projectId={projectId} tasks={tasks} onOpen={onOpen} />}
				<NewTaskRow
					projectId={projectId}
					open={adding}
					onOpen={() => onAdding(true)}
					onClose={() => onAdding(false)}
					question={tasks.length === 0 ? "What is the first thing to do?" : null}
				/>
			</div>
		</Section>
	);
}
