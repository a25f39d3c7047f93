// biome-ignore-all lint/a11y/useSemanticElements: rows are windowed and dragged, which a table cannot be.
import { useRef, useState } from "react";
import { commands, type TaskRow } from "../../bindings";
import { MovedPill } from "../../components/MovedPill";
import { Problem } from "../../components/Problem";
import { Reorderable } from "../../components/Reorderable";
import { useSteady } from "../../components/useSteady";
import type { WindowedHandle } from "../../components/Windowed";
import { say } from "../../lib/announce";
import { placed, placementAt } from "../../lib/placement";
import { useAhead } from "../../lib/useAhead";
import { BlockedDialog } from "./BlockedDialog";
import { Ghosts } from "./Ghosts";
import { ListedTask } from "./ListedTask";
import { useTaskRows } from "./useTaskRows";

type Props = { projectId: string; tasks: readonly TaskRow[]; onOpen: (id: string) => void };

const idOf = (task: TaskRow) => task.id;

/** The tasks of one project in their order. */
export function TaskList({ projectId, tasks, onOpen }: Props) {
	const list = useRef<WindowedHandle>(null);
	const steady = useSteady({ items: tasks, keyOf: idOf });
	const { ahead, write } = useAhead<number>((id) => tasks.find((task) => task.id === id)?.rev);
	const [refused, setRefused] = useState<{ id: string; message: string } | null>(null);
	const shown = ahead.reduce<readonly TaskRow[]>((now, { id, change }) => {
		const task = now.find((other) => other.id === id);
		return task ? placed(now, task, change) : now;
	}, steady.items);

	const rows = useTaskRows({
		name: projectId,
		tasks: shown,
		onOpen,
		onMove: move,
		reveal: (id) => list.current?.reveal(id),
	});

	async function move(task: TaskRow, slot: number) {
		const order = shown.map(({ id }) => id);
		if (order.indexOf(task.id) === slot) return;
		say(`${task.name}, moved to ${slot + 1} of ${order.length}.`);
		setRefused(null);
		rows.list.focus(task.id);
		const placement = placementAt(order, task.id, slot);
		const reason = await write(task.id, slot, () => commands.moveTask(task.id, null, null, placement));
		if (reason === null) return;
		setRefused({ id: task.id, message: reason });
		say(`${task.name} stays where it was. ${reason}`);
	}

	return (
		<div {...steady.props}>
			<MovedPill moved={steady.moved} onApply={steady.apply} />
			<div
				role="grid"
				aria-label="Tasks"
				aria-rowcount={shown.length}
				aria-multiselectable
				tabIndex={-1}
				{...rows.list.listProps}
				{...rows.region.props}
			>
				<Reorderable
					items={shown}
					keyOf={idOf}
					rowHeight={32}
					keep={rows.list.active}
					handle={list}
					onMove={(task, slot) => void move(task, slot)}
				>
					{(task, index) => (
						<ListedTask
							task={task}
							position={index + 1}
							rows={rows}
							onOpen={onOpen}
							refusal={refused?.id === task.id && <Problem message={refused.message} />}
						/>
					)}
				</Reorderable>
			</div>
			<Ghosts within={projectId} />
			<BlockedDialog task={rows.blocking} onPatch={rows.writes.patch} onClose={rows.stopBlocking} />
		</div>
	);
}
