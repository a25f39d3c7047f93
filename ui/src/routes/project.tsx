import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ProjectPeek } from "../features/projects/ProjectPeek";
import { ProjectScreen } from "../features/projects/ProjectScreen";
import { ProjectTasks } from "../features/tasks/ProjectTasks";

function useTasksOf(projectId: string) {
	const [adding, setAdding] = useState(false);
	const navigate = useNavigate();
	const tasks = (
		<ProjectTasks
			projectId={projectId}
			adding={adding}
			onAdding={setAdding}
			onOpen={(taskId) => void navigate({ to: "/tasks/$taskId", params: { taskId } })}
		/>
	);
	return { tasks, addTask: () => setAdding(true) };
}

export function ProjectRoute() {
	const { projectId } = useParams({ from: "/projects/$projectId" });
	return <ProjectOf key={projectId} id={projectId} />;
}

function ProjectOf({ id }: { id: string }) {
	const { tasks, addTask } = useTasksOf(id);
	const navigate = useNavigate();
	return (
		<ProjectScreen
			id={id}
			tasks={tasks}
			onNewTask={addTask}
			onGone={() => void navigate({ to: "/projects" })}
		/>
	);
}

export function ProjectPeekRoute({ id }: { id: string }) {
	const { tasks } = useTasksOf(id);
	return <ProjectPeek id={id} tasks={tasks} />;
}
