import { useNavigate } from "@tanstack/react-router";
import { TasksScreen } from "../features/tasks/TasksScreen";
import { WorkViews } from "./WorkViews";

export function TasksRoute() {
	const navigate = useNavigate();
	return (
		<TasksScreen
			views={<WorkViews />}
			onOpen={(taskId) => void navigate({ to: "/tasks/$taskId", params: { taskId } })}
			onProjects={() => void navigate({ to: "/projects" })}
		/>
	);
}
