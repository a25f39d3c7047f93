// biome-ignore-all lint/a11y/useSemanticElements: rows are windowed and dragged, which a table cannot be.
import { useRef, useState } from "react";
import { commands, type Placement, type TaskRow } from "../../bindings";
import { MovedPill } from "../../components/MovedPill";
import { Problem } from "../../components/Problem";
import { Reorderable } from "../../components/Reorderable";
import { useSteady } from "../../components/useSteady";
import type { WindowedHandle } from "../../components/Windowed";
import { say } from "../../lib/announce";
import { count } from "../../lib/formats";
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
		onMoveAll: moveAll,
		reveal: (id) => list.current?.reveal(id),
	});

	function move(task: TaskRow, slot: number) {
		const order = shown.map(({ id }) => id);
		if (order.indexOf(task.id) === slot) return;
		rows.list.focus(task.id);
		void put([task], [slot], placementAt(order, task.id, slot), `${slot + 1} of ${order.length}`);
	}

	function moveAll(tasks: readonly TaskRow[], at: "first" | "last") {
		const slots = tasks.map((_, index) => (at === "first" ? index : shown.length - 1));
		void put(tasks, slots, { at }, at === "first" ? "the top" : "the bottom");
	}

	/** Tasks go to their slots one after the other, by one write. */
	async function put(tasks: readonly TaskRow[], slots: number[], placement: Placement, where: string) {
		const [first] = tasks;
		if (!first) return;
		const name = tasks.length === 1 ? first.name : count(tasks.length, "task");
		say(`${name}, moved to ${where}.`);
		setRefused(null);
		const ids = tasks.map(({ id }) => id);
		const changes = ids.map((id, at) => ({ id, change: slots[at] ?? 0 }));
		const reason = await write(changes, () => commands.moveTasks(ids, null, null, placement));
		if (reason === null) return;
		setRefused({ id: first.id, message: reason });
		say(`${name} ${tasks.length === 1 ? "stays where it was" : "stay where they were"}. ${reason}`);
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
					onMove={move}
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
