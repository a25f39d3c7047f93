import type {
	Capture,
	Check,
	Dependency,
	Kind,
	Placement,
	Project,
	ProjectCard,
	ProjectLinks,
	Step,
	Task,
	TaskPage,
	TaskRow,
	Touched,
	WhyLine,
	Written,
} from "../../bindings";
import { commit, touched, wireErrorOf, written } from "./fakes";
import * as sample from "./sampleWork";

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** The list with the item at its new place. */
export function placedIn<Item extends { id: string }>(
	list: Item[],
	item: Item,
	placement: Placement,
): Item[] {
	const rest = list.filter(({ id }) => id !== item.id);
	if (placement.at === "first") return [item, ...rest];
	if (placement.at === "last") return [...rest, item];
	const at = rest.findIndex(({ id }) => id === placement.id);
	return rest.toSpliced(placement.at === "before" ? at : at + 1, 0, item);
}

/** The whole with what a patch sets. */
export function given<Whole extends object>(whole: Whole, patch: object): Whole {
	const set = Object.entries(patch).filter(
		([key, value]) => key in whole && value !== null && value !== undefined,
	);
	return { ...whole, ...Object.fromEntries(set) };
}

type TaskParts = { row: TaskRow; task: Task; steps: Step[]; checks: Check[]; waits: string[] };

/** A plan that keeps what is written to it, in memory, and announces each commit as the real one does. */
export class SamplePlan {
	projects: Project[] = sample.projects.map((project) => ({ ...project }));
	tasks: TaskParts[] = sample.tasks.map((row) => ({
		row: { ...row },
		task: sample.taskOf(row),
		steps: sample.stepsOf(row),
		checks: sample.checksOf(row),
		waits: row.waits_for,
	}));
	captures: Capture[] = [...sample.captures];
	private seq = 200;
	private made = 100;

	/** Answers a write and announces it, as one change set of the person. */
	async commit(...entities: Touched[]): Promise<Written> {
		this.seq += 1;
		await commit({ seq: this.seq, set: this.seq, by: sample.you, entities });
		return { ...written(...entities), seq: this.seq, set: this.seq };
	}

	nextId(kind: Kind): string {
		this.made += 1;
		return `${kind}-${this.made}`;
	}

	project(id: string): Project {
		const project = this.projects.find((other) => other.id === id);
		if (!project) throw wireErrorOf({ code: "not_found", message: "This project is no longer in the plan." });
		return project;
	}

	parts(id: string): TaskParts {
		const parts = this.tasks.find(({ row }) => row.id === id);
		if (!parts) throw wireErrorOf({ code: "not_found", message: "This task is no longer in the plan." });
		return parts;
	}

	writeProject(id: string, patch: object): Promise<Written> {
		return this.commit(this.changeProject(id, patch));
	}

	/** A change of a project, to be committed with others. */
	changeProject(id: string, patch: object): Touched {
		const now = this.project(id);
		const next = given({ ...now, rev: now.rev + 1, updated_by: sample.you, updated_at: ago(0) }, patch);
		this.projects = this.projects.map((project) => (project.id === id ? next : project));
		return touched({
			kind: "project",
			id,
			ref: next.ref,
			name: next.name,
			rev: next.rev,
			fields: Object.keys(patch),
		});
	}

	writeTask(id: string, change: (parts: TaskParts) => TaskParts, fields: string[] = []): Promise<Written> {
		return this.commit(this.changeTask(id, change, fields));
	}

	/** A change of a task, to be committed with others. */
	changeTask(id: string, change: (parts: TaskParts) => TaskParts, fields: string[] = []): Touched {
		const next = change(this.parts(id));
		const rev = next.task.rev + 1;
		const shared = given(next.row, next.task);
		const parts: TaskParts = {
			...next,
			task: { ...next.task, rev, updated_by: sample.you, updated_at: ago(0) },
			row: {
				...shared,
				rev,
				checks_done: next.checks.filter(({ done }) => done).length,
				checks_total: next.checks.length,
				steps_done: next.steps.filter(({ done }) => done).length,
				steps_total: next.steps.length,
				waits_for: this.openRefs(next.waits),
			},
		};
		this.tasks = this.tasks.map((other) => (other.row.id === id ? parts : other));
		return touched({ kind: "task", id, ref: parts.row.ref, name: parts.row.name, rev, fields });
	}

	/** Takes things out of the plan, in one change. */
	archive(entities: [Kind, string][]): Promise<Written> {
		const gone = entities.map(([kind, id]) => {
			const { ref, name } = this.called(kind, id);
			return touched({ kind, id, ref, name, effect: "removed" });
		});
		const ids = new Set(entities.map(([, id]) => id));
		this.tasks = this.tasks.filter(({ row }) => !ids.has(row.id));
		this.projects = this.projects.filter(({ id }) => !ids.has(id));
		this.captures = this.captures.filter(({ id }) => !ids.has(id));
		return this.commit(...gone);
	}

	private called(kind: Kind, id: string): { ref: string; name: string } {
		if (kind === "task") return this.parts(id).row;
		return kind === "project" ? this.project(id) : { ref: id, name: id };
	}

	openRefs(refs: string[]): string[] {
		return refs.filter((ref) => this.tasks.some(({ row }) => row.ref === ref && row.status !== "done"));
	}

	card(project: Project): ProjectCard {
		const rows = this.tasks.filter(({ row }) => row.project.id === project.id).map(({ row }) => row);
		const gaps = [
			...(project.why_line || project.why ? [] : ["no why"]),
			...(rows.length > 0 && rows.every(({ checks_total }) => checks_total === 0)
				? ["no check in its tasks"]
				: []),
		];
		const { bet, personas } = linksOf(project);
		return given(
			{
				...sample.card,
				bet,
				persona: personas[0] ?? null,
				appetite_days: project.appetite_days,
				started_at: project.started_at,
				tasks_done: rows.filter(({ status }) => status === "done").length,
				tasks_total: rows.length,
				tasks_blocked: rows.filter(({ blocked }) => blocked).length,
				gaps: project.status === "done" || project.status === "dropped" ? [] : gaps,
			},
			project,
		);
	}

	dependency(parts: TaskParts): Dependency {
		const { id, ref, name, status, project } = parts.row;
		return { id, ref, name, status, project };
	}

	page(id: string): TaskPage {
		const parts = this.parts(id);
		const project = this.project(parts.row.project.id);
		const siblings = this.tasks.filter(({ row }) => row.project.id === project.id);
		const at = siblings.indexOf(parts);
		return {
			task: parts.task,
			project,
			steps: parts.steps,
			checks: parts.checks,
			notes: [],
			why: why(project),
			waits_for: this.tasks
				.filter(({ row }) => parts.waits.includes(row.ref))
				.map((other) => this.dependency(other)),
			frees: this.tasks
				.filter(({ waits }) => waits.includes(parts.row.ref))
				.map((other) => this.dependency(other)),
			history: sample.history,
			previous: siblings[at - 1]?.row.id ?? null,
			next: siblings[at + 1]?.row.id ?? null,
			held: parts.row.held,
		};
	}
}

/** Only the project of the sample bet is joined to anything. */
export function linksOf({ bet_id }: Project): ProjectLinks {
	const joined = bet_id === sample.betLink.id;
	return {
		bet: joined ? sample.betLink : null,
		pillar: null,
		personas: joined ? [sample.personaLink] : [],
		problems: joined ? [sample.problemLink] : [],
		waits_for: [],
		frees: [],
	};
}

export function why(project: Project): WhyLine[] {
	const { id, ref, name } = project;
	const { bet } = linksOf(project);
	return [
		{
			level: "project",
			text: project.why_line || name,
			gap: null,
			link: { kind: "project", id, ref, name },
			others: [],
		},
		{ level: "bet", text: bet?.name ?? null, gap: bet ? null : "no bet yet", link: bet, others: [] },
		{
			level: "vision",
			text: sample.product.vision,
			gap: null,
			link: { kind: "product", id: sample.product.id, ref: sample.product.name, name: sample.product.name },
			others: [],
		},
	];
}
