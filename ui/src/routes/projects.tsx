import { useNavigate, useSearch } from "@tanstack/react-router";
import { ProjectsScreen } from "../features/projects/ProjectsScreen";
import { WorkViews } from "./WorkViews";

export function ProjectsRoute() {
	const { view = "board" } = useSearch({ from: "/projects" });
	const navigate = useNavigate();
	return (
		<ProjectsScreen
			view={view}
			views={<WorkViews />}
			onOpen={(projectId) => void navigate({ to: "/projects/$projectId", params: { projectId } })}
		/>
	);
}
