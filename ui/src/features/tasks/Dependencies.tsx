import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { commands, type Dependency, type TaskPage } from "../../bindings";
import { Finder } from "../../components/Finder";
import { Problem } from "../../components/Problem";
import { Section } from "../../components/Section";
import { StatusIcon } from "../../components/StatusIcon";
import { TracedField } from "../../components/Traced";
import { useWrite } from "../../lib/write";
import { findQuery } from "./queries";
import { statusWord } from "./words";

/** What a task waits for and what waits for it. */
export function Dependencies({ page }: { page: TaskPage }) {
	const { task, waits_for, frees } = page;
	const [finding, setFinding] = useState(false);
	const add = useWrite(commands.addDependency);
	const remove = useWrite(commands.removeDependency);

	async function waitFor(id: string) {
		setFinding(false);
		await add.run(task.id, id);
	}

	return (
		<>
			<Section title="Waits for" quiet={waits_for.length === 0}>
				<TracedField id={task.id} field="depends_on">
					<div className="flex flex-col">
						{waits_for.map((other) => (
							<Other key={other.id} other={other} within={task.project_id}>
								<button
									type="button"
									aria-label={`Stop waiting for ${other.ref}`}
									onClick={() => void remove.run(task.id, other.id)}
									className="flex size-6 shrink-0 items-center justify-center rounded-control text-subtle opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-hover hover:text-fg"
								>
									<X size={14} aria-hidden />
								</button>
							</Other>
						))}
						{finding ? (
							<TaskFinder page={page} onPick={(id) => void waitFor(id)} onCancel={() => setFinding(false)} />
						) : (
							<button
								type="button"
								aria-label="Add a task to wait for"
								onClick={() => {
									add.clear();
									setFinding(true);
								}}
								className="-mx-1 flex min-h-6 items-center gap-1.5 self-start rounded-control px-1 text-left text-ui text-subtle hover:bg-hover hover:text-fg"
							>
								{waits_for.length > 0 && <Plus size={14} aria-hidden />}
								{waits_for.length === 0 ? "What must be finished first?" : "Add a task"}
							</button>
						)}
						{add.error && <Problem message={add.error.message} />}
					</div>
				</TracedField>
			</Section>
			{frees.length > 0 && (
				<Section title="Frees">
					{frees.map((other) => (
						<Other key={other.id} other={other} within={task.project_id} />
					))}
				</Section>
			)}
		</>
	);
}

function Other({
	other,
	within,
	children,
}: {
	other: Dependency;
	within: string;
	children?: React.ReactNode;
}) {
	return (
		<div className="group flex min-h-7 items-center gap-1">
			<Link
				to="/tasks/$taskId"
				params={{ taskId: other.id }}
				className="-ml-1 flex min-h-6 min-w-0 grow items-center gap-2 rounded-control px-1 text-ui hover:bg-hover"
			>
				<StatusIcon status={other.status} label={statusWord[other.status]} />
				<span className="shrink-0 font-mono text-label text-subtle tabular">{other.ref}</span>
				<span className="truncate" title={other.name}>
					{other.name}
				</span>
				{other.project.id !== within && (
					<span className="shrink-0 text-label text-subtle">{other.project.ref}</span>
				)}
			</Link>
			{children}
		</div>
	);
}

type FinderProps = { page: TaskPage; onPick: (id: string) => void; onCancel: () => void };

function TaskFinder({ page, onPick, onCancel }: FinderProps) {
	const { task, waits_for } = page;
	const [text, setText] = useState("");
	const { data = [] } = useQuery({ ...findQuery(task.product_id, text), placeholderData: keepPreviousData });
	const taken = new Set([task.id, ...waits_for.map(({ id }) => id)]);
	return (
		<Finder
			label={`Task that ${task.ref} waits for`}
			placeholder="Name or id of a task"
			text={text}
			onText={setText}
			found={data
				.filter(({ id }) => !taken.has(id))
				.map(({ id, ref, name, within }) => ({ id, ref, name, hint: within?.name }))}
			onPick={({ id }) => onPick(id)}
			onCancel={onCancel}
			nothing="No other task has this in its name."
		/>
	);
}
