import { commands, type Task, type TaskPage } from "../../bindings";
import { Button } from "../../components/Button";
import { EditableList } from "../../components/EditableList";
import { EditableMarkdown } from "../../components/EditableMarkdown";
import { HistoryLines } from "../../components/HistoryLines";
import { InlineText } from "../../components/InlineText";
import { Section } from "../../components/Section";
import { TracedField } from "../../components/Traced";
import { WhyChain } from "../../components/WhyChain";
import type { SaveBasis } from "../../lib/drafts";
import { openLink } from "../../lib/links";
import { pathOf } from "../../lib/paths";
import { useWrite } from "../../lib/write";
import { BlockedDialog } from "./BlockedDialog";
import { Dependencies } from "./Dependencies";
import { HeldLine } from "./HeldLine";
import { OpenChecks } from "./OpenChecks";
import { TaskChecks } from "./TaskChecks";
import { TaskNotes } from "./TaskNotes";
import { TaskSteps } from "./TaskSteps";
import type { TaskPageState } from "./useTaskPage";

type Props = { page: TaskPage; state: TaskPageState; compact?: boolean };

/** Everything about a task: the same on its page and in the peek. */
export function TaskBody({ page, state, compact = false }: Props) {
	const { task } = page;
	const { id, ref, rev } = task;
	const { writes } = state;
	const update = useWrite(commands.updateTask);
	const save =
		<Value,>(field: keyof Task) =>
		(value: Value, basis: SaveBasis) =>
			update.save(id, { [field]: value, replace: basis.replace || null }, basis.rev);
	const shared = { rev, changedBy: task.updated_by.name };

	return (
		<div className="@container mx-auto flex w-full max-w-270 flex-col gap-6">
			<header className="flex flex-col gap-1">
				<TracedField id={id} field="name">
					<InlineText
						label={`Name of ${ref}`}
						value={task.name}
						onSave={save<string>("name")}
						required
						className={compact ? "text-section font-semibold" : "text-page font-semibold"}
						handle={state.name}
						{...shared}
					/>
				</TracedField>
				<WhyChain why={page.why} pathOf={pathOf} expanded={state.whole} onToggle={state.toggleWhole} />
				<HeldLine held={page.held} />
				{writes.asking?.at === id && <OpenChecks {...writes.asking} />}
				{task.blocked && (
					<Blocked
						task={task}
						onChange={() => state.setBlocking(true)}
						onClear={() => void writes.patch(id, { blocked: "clear" })}
					/>
				)}
			</header>
			<div className="grid gap-x-10 gap-y-6 @min-[60rem]:grid-cols-[minmax(0,1fr)_17.5rem]">
				<div className="flex min-w-0 flex-col gap-6">
					<Section title="Description" quiet={task.description === ""}>
						<TracedField id={id} field="description">
							<EditableMarkdown
								label={`Description of ${ref}`}
								value={task.description}
								onSave={save<string>("description")}
								onOpenLink={openLink}
								placeholder="What exactly is to be done?"
								{...shared}
							/>
						</TracedField>
					</Section>
					<TaskSteps page={page} handle={state.steps} />
					<TaskChecks page={page} handle={state.checks} />
					<TaskNotes page={page} />
				</div>
				<div className="flex min-w-0 flex-col gap-6">
					<Constraints page={page} onSave={save<string[]>("constraints")} />
					<Dependencies page={page} />
					<Section title="Labels" quiet={task.labels.length === 0}>
						<TracedField id={id} field="labels">
							<EditableList
								label={`Labels of ${ref}`}
								item="label"
								values={task.labels}
								onSave={save<string[]>("labels")}
								placeholder="What else is it about?"
								{...shared}
							/>
						</TracedField>
					</Section>
					<Section title="Branch" quiet={task.branch === ""}>
						<TracedField id={id} field="branch">
							<InlineText
								label={`Branch of ${ref}`}
								value={task.branch}
								onSave={save<string>("branch")}
								placeholder="Which branch is it on?"
								className={task.branch ? "font-mono text-label" : "text-ui"}
								{...shared}
							/>
						</TracedField>
					</Section>
					{task.commits.length > 0 && (
						<Section title="Commits">
							<TracedField id={id} field="commits">
								<EditableList
									label={`Commits of ${ref}`}
									item="commit"
									values={task.commits}
									onSave={save<string[]>("commits")}
									placeholder="Which commits belong to it?"
									{...shared}
								/>
							</TracedField>
						</Section>
					)}
					<Section title="History">
						<HistoryLines lines={page.history} />
					</Section>
				</div>
			</div>
			<BlockedDialog
				task={state.blocking ? task : null}
				onPatch={writes.patch}
				onClose={() => state.setBlocking(false)}
			/>
		</div>
	);
}

function Blocked({ task, onChange, onClear }: { task: Task; onChange: () => void; onClear: () => void }) {
	return (
		<TracedField id={task.id} field="blocked">
			<div className="tint flex flex-wrap items-center gap-2 rounded-control bg-warn-bg px-3 py-1.5 text-ui text-warn">
				<span className="min-w-0 grow break-words">
					{task.blocked_reason ? `Blocked: ${task.blocked_reason}` : "Blocked. What is it waiting for?"}
				</span>
				<Button size="small" look="quiet" keys="b" onClick={onChange}>
					{task.blocked_reason ? "Change the reason" : "Say why"}
				</Button>
				<Button size="small" onClick={onClear}>
					Unblock
				</Button>
			</div>
		</TracedField>
	);
}

function Constraints({
	page,
	onSave,
}: {
	page: TaskPage;
	onSave: React.ComponentProps<typeof EditableList>["onSave"];
}) {
	const { task, project } = page;
	const none = task.constraints.length === 0 && project.constraints.length === 0;
	return (
		<Section title="Constraints" quiet={none}>
			<TracedField id={task.id} field="constraints">
				{project.constraints.length > 0 && (
					<ul aria-label={`Constraints from ${project.ref}`} className="flex flex-col">
						{project.constraints.map((text) => (
							<li key={text} className="flex min-h-7 items-baseline gap-2 text-read text-muted">
								<span aria-hidden className="text-subtle">
									·
								</span>
								<span className="min-w-0 grow break-words">{text}</span>
								<span className="shrink-0 text-label text-subtle" title={`From ${project.name}`}>
									from {project.ref}
								</span>
							</li>
						))}
					</ul>
				)}
				<EditableList
					label={`Constraints of ${task.ref}`}
					item="constraint"
					values={task.constraints}
					rev={task.rev}
					changedBy={task.updated_by.name}
					onSave={onSave}
					placeholder={project.constraints.length > 0 ? "What else must stay true?" : "What must stay true?"}
				/>
			</TracedField>
		</Section>
	);
}
