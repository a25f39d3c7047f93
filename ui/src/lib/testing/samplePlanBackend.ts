import type {
	Capture,
	Check,
	Dependency,
	Kind,
	Placement,
	Project,
	ProjectCard,
	ProjectLinks,
	ProjectStatus,
	Step,
	Task,
	TaskPage,
	TaskRow,
	Touched,
	WhyLine,
	Written,
} from "../../bindings";
import { type Backend, commit, touched, wireErrorOf, written } from "./fakes";
import * as sample from "./sampleWork";

const statuses: ProjectStatus[] = ["idea", "ready", "building", "done", "dropped"];
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

function placedIn<Item extends { id: string }>(list: Item[], item: Item, placement: Placement): Item[] {
	const rest = list.filter(({ id }) => id !== item.id);
	if (placement.at === "first") return [item, ...rest];
	if (placement.at === "last") return [...rest, item];
	const at = rest.findIndex(({ id }) => id === placement.id);
	return rest.toSpliced(placement.at === "before" ? at : at + 1, 0, item);
}

function given<Whole extends object>(whole: Whole, patch: object): Whole {
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
		const now = this.project(id);
		const next = given({ ...now, rev: now.rev + 1, updated_by: sample.you, updated_at: ago(0) }, patch);
		this.projects = this.projects.map((project) => (project.id === id ? next : project));
		return this.commit(
			touched({
				kind: "project",
				id,
				ref: next.ref,
				name: next.name,
				rev: next.rev,
				fields: Object.keys(patch),
			}),
		);
	}

	writeTask(id: string, change: (parts: TaskParts) => TaskParts, fields: string[] = []): Promise<Written> {
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
		return this.commit(touched({ kind: "task", id, ref: parts.row.ref, name: parts.row.name, rev, fields }));
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
		};
	}
}

/** Only the project of the sample bet is joined to anything. */
function linksOf({ bet_id }: Project): ProjectLinks {
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

function why(project: Project): WhyLine[] {
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

function projectAnswers(plan: SamplePlan): Partial<Backend> {
	return {
		projectBoard: () => ({
			product: {
				kind: "product",
				id: sample.product.id,
				ref: sample.product.name,
				name: sample.product.name,
			},
			columns: statuses.map((status) => {
				const cards = plan.projects
					.filter((project) => project.status === status)
					.map((one) => plan.card(one));
				const over = status === "building" && cards.length > 2;
				return {
					status,
					cards,
					hint: over ? `${cards.length} at once. Two finish sooner than ${cards.length}.` : null,
				};
			}),
		}),
		projectPage: (id) => {
			const tasks = plan.tasks.filter(({ row }) => row.project.id === id).map(({ row }) => row);
			const project = plan.project(id);
			const over = tasks.every(({ status }) => status === "done" || status === "dropped");
			const some = tasks.some(({ status }) => status === "done");
			return {
				project,
				product: sample.product,
				links: linksOf(project),
				decisions: [],
				why: why(project),
				tasks,
				suggest_done: over && some && project.status !== "done",
				history: sample.history,
			};
		},
		createProject: async (_product, input) => {
			const id = plan.nextId("project");
			const project = given({ ...sample.emptyProject, id, ref: `P-${id.slice(8)}` }, input);
			plan.projects = [...plan.projects, project];
			return plan.commit(
				touched({ kind: "project", id, ref: project.ref, name: project.name, rev: 1, effect: "created" }),
			);
		},
		updateProject: (id, patch) => plan.writeProject(id, patch),
		moveProject: (id, status, placement) => {
			const project = { ...plan.project(id), status };
			plan.projects = placedIn(plan.projects, project, placement);
			return plan.writeProject(id, { status });
		},
		archiveProject: (id) => {
			const { ref, name } = plan.project(id);
			plan.projects = plan.projects.filter((project) => project.id !== id);
			return plan.commit(touched({ kind: "project", id, ref, name, effect: "removed" }));
		},
		brief: (_kind, id) => `# Brief of ${id}\n`,
	};
}

function taskAnswers(plan: SamplePlan): Partial<Backend> {
	const owner = (part: string) => {
		const parts = plan.tasks.find(({ steps, checks }) => [...steps, ...checks].some(({ id }) => id === part));
		if (!parts) throw wireErrorOf({ code: "not_found", message: "This line is no longer in the task." });
		return parts.row.id;
	};
	const checks = (id: string, change: (checks: Check[]) => Check[]) =>
		plan.writeTask(id, (parts) => ({ ...parts, checks: change(parts.checks) }), ["checks"]);
	const steps = (id: string, change: (steps: Step[]) => Step[]) =>
		plan.writeTask(id, (parts) => ({ ...parts, steps: change(parts.steps) }), ["steps"]);
	return {
		taskList: ({ statuses: wanted, text }) =>
			plan.tasks
				.map(({ row }) => row)
				.filter(({ status }) => wanted.length === 0 || wanted.includes(status))
				.filter(({ name, ref }) => `${ref} ${name}`.toLowerCase().includes(text.toLowerCase())),
		taskPage: (id) => plan.page(id),
		createTask: async (input) => {
			const id = plan.nextId("task");
			const project = plan.project(input.project_id);
			const link = { kind: "project", id: project.id, ref: project.ref, name: project.name } as const;
			const row: TaskRow = {
				...sample.emptyTask,
				id,
				ref: `T-${id.slice(5)}`,
				name: input.name,
				project: link,
			};
			plan.tasks = [...plan.tasks, { row, task: sample.taskOf(row), steps: [], checks: [], waits: [] }];
			return plan.commit(
				touched({ kind: "task", id, ref: row.ref, name: row.name, rev: 1, effect: "created", within: link }),
			);
		},
		updateTask: (id, patch) => {
			const { blocked, ...rest } = patch;
			const flag = !blocked
				? {}
				: blocked === "clear"
					? { blocked: false, blocked_reason: "" }
					: { blocked: true, blocked_reason: blocked.set };
			return plan.writeTask(
				id,
				(parts) => ({ ...parts, task: { ...given(parts.task, rest), ...flag } }),
				Object.keys(patch),
			);
		},
		moveTask: (id, _project, _status, placement) => {
			const rows = placedIn(
				plan.tasks.map((parts) => ({ id: parts.row.id, parts })),
				{ id, parts: plan.parts(id) },
				placement,
			);
			plan.tasks = rows.map(({ parts }) => parts);
			return plan.writeTask(id, (parts) => parts, ["rank"]);
		},
		archiveTask: (id) => {
			const { ref, name, project } = plan.parts(id).row;
			plan.tasks = plan.tasks.filter(({ row }) => row.id !== id);
			return plan.commit(touched({ kind: "task", id, ref, name, effect: "removed", within: project }));
		},
		addStep: (id, text) => steps(id, (now) => [...now, { id: plan.nextId("task"), text, done: false }]),
		updateStep: (id, text, done) =>
			steps(owner(id), (now) => now.map((step) => (step.id === id ? given(step, { text, done }) : step))),
		moveStep: (id, placement) =>
			steps(owner(id), (now) => {
				const step = now.find((other) => other.id === id);
				return step ? placedIn(now, step, placement) : now;
			}),
		removeStep: (id) => steps(owner(id), (now) => now.filter((step) => step.id !== id)),
		addCheck: (id, text) =>
			checks(id, (now) => [...now, { id: plan.nextId("task"), text, done: false, how: "", by: null }]),
		updateCheck: (id, text, done, how) =>
			checks(owner(id), (now) =>
				now.map((check) =>
					check.id === id
						? { ...given(check, { text, done, how }), by: done ? sample.you : check.by }
						: check,
				),
			),
		removeCheck: (id) => checks(owner(id), (now) => now.filter((check) => check.id !== id)),
		addDependency: (id, other) => {
			const target = plan.parts(other).row.ref;
			const { ref } = plan.parts(id).row;
			if (plan.parts(other).waits.includes(ref)) {
				throw wireErrorOf({
					code: "refused",
					message: `These tasks would wait for each other: ${ref} → ${target} → ${ref}.`,
				});
			}
			return plan.writeTask(id, (parts) => ({ ...parts, waits: [...parts.waits, target] }), ["depends_on"]);
		},
		removeDependency: (id, other) => {
			const target = plan.parts(other).row.ref;
			return plan.writeTask(
				id,
				(parts) => ({ ...parts, waits: parts.waits.filter((ref) => ref !== target) }),
				["depends_on"],
			);
		},
		find: ({ text = "" }) => {
			const rows = plan.tasks
				.filter(({ row }) => `${row.ref} ${row.name}`.toLowerCase().includes(text.toLowerCase()))
				.map(({ row }) => ({
					kind: "task" as const,
					id: row.id,
					ref: row.ref,
					name: row.name,
					status: row.status,
					priority: row.priority === "none" ? null : row.priority,
					within: row.project,
					rev: row.rev,
				}));
			return sample.found(rows);
		},
	};
}

function inboxAnswers(plan: SamplePlan): Partial<Backend> {
	const leave = (id: string) => {
		plan.captures = plan.captures.filter((capture) => capture.id !== id);
		return plan.commit(touched({ kind: "capture", id, effect: "removed" }));
	};
	return {
		inbox: () => plan.captures,
		capture: async (_product, line, source) => {
			const id = plan.nextId("capture");
			const first = sample.captures[0] as Capture;
			plan.captures = [
				{ ...first, id, ref: `K-${id.slice(8)}`, text: line, note: "", source, looks_like: [] },
				...plan.captures,
			];
			const made = { kind: "capture", id, ref: `K-${id.slice(8)}`, name: line } as const;
			return { written: await plan.commit(touched({ ...made, effect: "created" })), made, messages: [] };
		},
		placeCapture: async (id, target) => {
			const text = plan.captures.find((capture) => capture.id === id)?.text ?? "";
			const made = {
				kind: target.kind,
				id: plan.nextId(target.kind),
				ref: target.kind === "task" ? "T-99" : "P-99",
				name: text,
			};
			return { written: await leave(id), made, messages: [] };
		},
		archiveCapture: leave,
	};
}

export function samplePlanBackend(plan = new SamplePlan()): Partial<Backend> {
	return { ...projectAnswers(plan), ...taskAnswers(plan), ...inboxAnswers(plan) };
}
