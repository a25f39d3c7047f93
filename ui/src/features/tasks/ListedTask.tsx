import type { TaskRow as Row } from "../../bindings";
import { RenameInput } from "../../components/RenameInput";
import { OpenChecks } from "./OpenChecks";
import { TaskRow } from "./TaskRow";
import type { TaskRowsState } from "./useTaskRows";

type Props = {
	task: Row;
	position: number;
	rows: TaskRowsState;
	onOpen: (id: string) => void;
	refusal?: React.ReactNode;
};

/** A row wired to what its list can do. */
export function ListedTask({ task, position, rows, onOpen, refusal }: Props) {
	const { writes } = rows;
	return (
		<TaskRow
			task={task}
			position={position}
			rowProps={rows.list.rowProps(task.id)}
			rename={
				rows.renaming === task.id && (
					<RenameInput
						label={`Name of ${task.ref}`}
						value={task.name}
						rev={task.rev}
						onSave={(name, { rev }) => writes.rename(task.id, { name }, rev)}
						onDone={(byKey) => rows.stopRenaming(task.id, byKey)}
					/>
				)
			}
			menu={rows.menuOf(task)}
			onMenu={(open) => rows.onMenu(task.id, open)}
			onOpen={() => onOpen(task.id)}
			onToggle={() => void writes.toggleDone(task)}
			below={
				<>
					{writes.asking?.at === task.id && <OpenChecks {...writes.asking} />}
					{refusal}
				</>
			}
		/>
	);
}
