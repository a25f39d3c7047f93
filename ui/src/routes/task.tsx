import { useNavigate, useParams } from "@tanstack/react-router";
import { TaskPeek } from "../features/tasks/TaskPeek";
import { TaskScreen } from "../features/tasks/TaskScreen";

export function TaskRoute() {
	const { taskId } = useParams({ from: "/tasks/$taskId" });
	const navigate = useNavigate();
	return (
		<TaskScreen
			key={taskId}
			id={taskId}
			onOpen={(id) => void navigate({ to: "/tasks/$taskId", params: { taskId: id } })}
			onGone={(projectId) => void navigate({ to: "/projects/$projectId", params: { projectId } })}
		/>
	);
}

export function TaskPeekRoute({ id }: { id: string }) {
	return <TaskPeek key={id} id={id} />;
}
