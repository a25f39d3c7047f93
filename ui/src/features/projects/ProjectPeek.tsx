import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { StatusIcon } from "../../components/StatusIcon";
import { wireError } from "../../lib/errors";
import { useOpened } from "../../lib/marks";
import { projectQuery } from "../../lib/projectQueries";
import { useRegion } from "../../lib/region";
import { ProjectBody } from "./ProjectBody";
import { statusWord } from "./words";

export function ProjectPeek({ id, tasks }: { id: string; tasks: ReactNode }) {
	const page = useQuery(projectQuery(id));
	const region = useRegion();
	useOpened(id);
	if (page.isPending) return <Skeleton rows={6} />;
	if (page.isError) return <Problem message={wireError(page.error).message} />;
	const { project } = page.data;
	return (
		<div className="flex flex-col gap-3" {...region.props}>
			<p className="flex items-center gap-2 text-label text-subtle">
				<span className="font-mono tabular">{project.ref}</span>
				<StatusIcon status={project.status} />
				<span className="text-muted">{statusWord[project.status]}</span>
			</p>
			<ProjectBody page={page.data} tasks={tasks} isActive={region.isActive} compact />
		</div>
	);
}
