import { useQuery } from "@tanstack/react-query";
import { Problem } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { wireError } from "../../lib/errors";
import { useOpened } from "../../lib/marks";
import { useRegion } from "../../lib/region";
import { taskQuery } from "./queries";
import { TaskBody } from "./TaskBody";
import { Pickers } from "./TaskScreen";
import { useTaskPage } from "./useTaskPage";

export function TaskPeek({ id }: { id: string }) {
	const { data: page, error, isPending } = useQuery(taskQuery(id));
	const region = useRegion();
	const state = useTaskPage(id, page, region.isActive);
	useOpened(id);
	if (isPending) return <Skeleton rows={6} />;
	if (error) return <Problem message={wireError(error).message} />;
	return (
		<div className="flex flex-col gap-2" {...region.props}>
			<div className="-mr-2 flex items-center gap-2">
				<span className="grow font-mono text-label text-subtle tabular">{page.task.ref}</span>
				<Pickers page={page} state={state} />
			</div>
			<TaskBody page={page} state={state} compact />
		</div>
	);
}
