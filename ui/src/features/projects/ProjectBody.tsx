import { type ReactNode, type Ref, useRef, useState } from "react";
import { commands, type Project, type ProjectPage } from "../../bindings";
import { Button } from "../../components/Button";
import { EditableList } from "../../components/EditableList";
import { EditableMarkdown } from "../../components/EditableMarkdown";
import { HistoryLines } from "../../components/HistoryLines";
import { type EditingHandle, InlineText } from "../../components/InlineText";
import { Section } from "../../components/Section";
import { TracedField } from "../../components/Traced";
import { WhyChain } from "../../components/WhyChain";
import { useCommands } from "../../lib/commands";
import type { SaveBasis } from "../../lib/drafts";
import { openLink } from "../../lib/links";
import { pathOf } from "../../lib/paths";
import { useWrite } from "../../lib/write";
import { WhyLine } from "./WhyLine";

type Props = {
	page: ProjectPage;
	tasks: ReactNode;
	/** For the command that renames. */
	name?: Ref<EditingHandle>;
	isActive: () => boolean;
	/** In the peek the panel is narrow and the keys of sections belong to the page. */
	compact?: boolean;
};

const questions = {
	why: "Who has which problem, and why now?",
	what: "What will be there when it is done?",
	in_scope: "What will this include?",
	out_of_scope: "What will this not do?",
	constraints: "What must stay true whatever is built?",
};

export function ProjectBody({ page, tasks, name, isActive, compact = false }: Props) {
	const { project } = page;
	const { id, ref, rev } = project;
	const update = useWrite(commands.updateProject);
	const [whole, setWhole] = useState(false);
	// The project's own reason is the line above.
	const reasons = page.why.filter(({ level }) => level !== "project");
	const sections = useRef(new Map<string, HTMLElement>());
	const section = (name: string) => ({
		ref: (element: HTMLElement | null) => {
			if (element) sections.current.set(name, element);
			else sections.current.delete(name);
		},
	});

	const save =
		<Value,>(field: keyof Project) =>
		(value: Value, basis: SaveBasis) =>
			update.save(id, { [field]: value, replace: basis.replace || null }, basis.rev);
	const shared = { rev, changedBy: project.updated_by.name };

	const order = ["Why", "What", "In", "Out", "Constraints", "Tasks"];
	useCommands([
		{
			id: "project.why",
			title: "Show why in sentences",
			group: "View",
			keys: ["w"],
			when: () => !compact || isActive(),
			run: () => setWhole(!whole),
		},
		...order.map((title, at) => ({
			id: `project.section.${at}`,
			title: `Jump to ${title}`,
			group: "Here" as const,
			keys: [`mod+${at + 1}`],
			when: () => !compact,
			run: () => {
				const target = sections.current.get(title);
				target?.scrollIntoView({ block: "start" });
				target?.querySelector<HTMLElement>('button, [tabindex="0"]')?.focus({ preventScroll: true });
			},
		})),
	]);

	const list = (field: "in_scope" | "out_of_scope" | "constraints", title: string, item: string) => (
		<Section title={title} quiet={project[field].length === 0} {...section(title)}>
			<TracedField id={id} field={field}>
				<EditableList
					label={`${title} of ${ref}`}
					item={item}
					values={project[field]}
					onSave={save<string[]>(field)}
					placeholder={questions[field]}
					{...shared}
				/>
			</TracedField>
		</Section>
	);
	const text = (field: "why" | "what", title: string) => (
		<Section title={title} quiet={project[field] === ""} {...section(title)}>
			<TracedField id={id} field={field}>
				<EditableMarkdown
					label={`${title} of ${ref}`}
					value={project[field]}
					onSave={save<string>(field)}
					onOpenLink={openLink}
					placeholder={questions[field]}
					{...shared}
				/>
			</TracedField>
		</Section>
	);

	return (
		<div className="@container mx-auto flex w-full max-w-270 flex-col gap-6">
			<header className="flex flex-col gap-1">
				<TracedField id={id} field="name">
					<InlineText
						label={`Name of ${ref}`}
						value={project.name}
						onSave={save<string>("name")}
						required
						className={compact ? "text-section font-semibold" : "text-page font-semibold"}
						handle={name}
						{...shared}
					/>
				</TracedField>
				<WhyLine project={project} onSave={save<string>("why_line")} />
				<WhyChain why={reasons} pathOf={pathOf} expanded={whole} onToggle={() => setWhole(!whole)} />
			</header>
			{page.suggest_done && <SuggestDone project={project} />}
			<div className="grid gap-x-10 gap-y-6 @min-[60rem]:grid-cols-[minmax(0,1fr)_17.5rem]">
				<div className="flex min-w-0 flex-col gap-6">
					{text("why", "Why")}
					{text("what", "What")}
					<div className="grid gap-6 @min-[34rem]:grid-cols-2">
						{list("in_scope", "In", "line")}
						{list("out_of_scope", "Out", "line")}
					</div>
				</div>
				<div className="flex min-w-0 flex-col gap-6">{list("constraints", "Constraints", "constraint")}</div>
				<div className="flex min-w-0 flex-col gap-6 @min-[60rem]:col-span-1">
					<div ref={section("Tasks").ref}>{tasks}</div>
				</div>
				<div className="flex min-w-0 flex-col gap-6">
					<Section title="History">
						<HistoryLines lines={page.history} />
					</Section>
				</div>
			</div>
		</div>
	);
}

function SuggestDone({ project }: { project: Project }) {
	const move = useWrite(commands.moveProjects);
	return (
		<div className="tint flex flex-wrap items-center gap-3 rounded-control bg-ok-bg px-3 py-1.5 text-ui text-ok">
			<span className="grow">All tasks are done. Set the project to done?</span>
			<Button size="small" onClick={() => void move.run([project.id], "done", { at: "first" })}>
				Set to done
			</Button>
		</div>
	);
}
