import type {
	ActorName,
	Capture,
	ChangeSetRow,
	FieldChange,
	Found,
	Hit,
	Link,
	ParsedLine,
	Product,
	ProductRow,
	Project,
	ProjectCard,
	TaskRow,
	Touched,
} from "../../bindings";

/** A small plan for tests and for looking at screens. */
export const you: ActorName = { kind: "you", name: "You" };
export const claude: ActorName = { kind: "ai", name: "Claude Code" };

const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();

export const product: Product = {
	id: "product-1",
	name: "Acme Notes",
	icon: "🗒",
	vision: "People who write **on the move** never lose a thought, and never think about where it is kept.",
	about:
		"A notes app for phones and laptops.\n\n- offline first\n- one file per note, readable without the app\n- [design notes](https://example.com/design)",
	folders: ["/home/maya/code/acme-notes"],
	labels: [],
	ignored: [],
	sample: false,
	rev: 4,
	created_at: at(60 * 24 * 9),
	updated_at: at(80),
	updated_by: you,
};

export const otherProduct: Product = {
	...product,
	id: "product-2",
	name: "Field Guide",
	icon: "",
	vision: "",
	about: "",
	folders: [],
};

export const products: ProductRow[] = [
	{
		id: product.id,
		name: product.name,
		icon: product.icon,
		has_vision: true,
		open_projects: 4,
		inbox: 3,
		sample: false,
	},
	{
		id: otherProduct.id,
		name: otherProduct.name,
		icon: "",
		has_vision: false,
		open_projects: 0,
		inbox: 0,
		sample: false,
	},
];

export const betLink: Link = { kind: "bet", id: "bet-1", ref: "B-1", name: "Train-proof notes" };
export const personaLink: Link = { kind: "persona", id: "persona-1", ref: "U-1", name: "Maya" };
export const problemLink: Link = { kind: "problem", id: "problem-1", ref: "X-1", name: "Lost edits" };

export const project: Project = {
	id: "project-7",
	product_id: product.id,
	ref: "P-7",
	name: "Offline sync",
	kind: "feature",
	status: "building",
	why_line: "Maya keeps writing on the train; today she loses notes.",
	why: "Notes written without a connection are lost when the phone sleeps. Three people told us they stopped trusting the app for this reason alone.",
	what: "Every edit is stored on the device first and sent when there is a connection.\n\n1. a local queue\n2. a retry that survives a restart\n3. one banner when two edits disagree",
	constraints: ["no account needed", "SQLite only", "under 50 ms per edit"],
	in_scope: ["queue", "retry", "conflict banner"],
	out_of_scope: ["several people in one note"],
	questions: ["what happens to a picture added offline?"],
	bet_id: null,
	pillar_id: null,
	appetite_days: 14,
	branch: "offline-sync",
	result: "",
	labels: ["sync"],
	ignored: [],
	status_reason: "",
	started_at: at(60 * 24 * 9),
	finished_at: null,
	rev: 12,
	created_at: at(60 * 24 * 12),
	created_by: you,
	updated_at: at(12),
	updated_by: claude,
	trashed_at: null,
};

export const projectLink: Link = { kind: "project", id: project.id, ref: project.ref, name: project.name };

export const task: TaskRow = {
	id: "task-31",
	ref: "T-31",
	name: "Queue edits while offline",
	kind: "code",
	status: "todo",
	priority: "p1",
	labels: ["sync"],
	project: projectLink,
	blocked: false,
	blocked_reason: "",
	waits_for: ["T-25"],
	checks_done: 0,
	checks_total: 3,
	steps_done: 0,
	steps_total: 2,
	updated_at: at(12),
	rev: 3,
	held: null,
};

export const card: ProjectCard = {
	id: project.id,
	ref: project.ref,
	name: project.name,
	kind: project.kind,
	status: project.status,
	why_line: project.why_line,
	labels: project.labels,
	bet: null,
	persona: null,
	appetite_days: project.appetite_days,
	started_at: project.started_at,
	tasks_done: 3,
	tasks_total: 8,
	tasks_doing: 1,
	tasks_blocked: 0,
	gaps: [],
	updated_at: project.updated_at,
	rev: project.rev,
};

export const captures: Capture[] = [
	{
		id: "capture-1",
		product_id: product.id,
		ref: "K-4",
		text: "export should keep folders",
		note: "",
		source: "hotkey",
		labels: [],
		rev: 1,
		created_at: at(2),
		created_by: you,
		looks_like: [projectLink],
		suggested: [],
	},
];

const changed = (id: string, ref: string, name: string, fields: string[]): Touched => ({
	kind: "task",
	id,
	ref,
	name,
	rev: 2,
	effect: "created",
	fields,
	within: projectLink,
});

export const activity: ChangeSetRow[] = [
	{
		set: 42,
		last_seq: 118,
		at: at(12),
		by: claude,
		action: "create_project",
		reason: "Split the queue from the retry so that each can be finished in one sitting.",
		sentence: "planned P-7: 3 tasks, 2 checks",
		changes: 5,
		entities: [
			changed("task-31", "T-31", "Queue edits while offline", ["name", "checks"]),
			changed("task-32", "T-32", "Send the queue when the connection returns", ["name", "checks"]),
			changed("task-33", "T-33", "Show a banner when two edits disagree", ["name"]),
		],
		undone: false,
		undoes: null,
	},
	{
		set: 41,
		last_seq: 113,
		at: at(80),
		by: you,
		action: "update_product",
		reason: "",
		sentence: "changed the vision of Acme Notes",
		changes: 1,
		entities: [
			{
				kind: "product",
				id: product.id,
				ref: product.name,
				name: product.name,
				rev: 4,
				effect: "updated",
				fields: ["vision"],
				within: null,
			},
		],
		undone: false,
		undoes: null,
	},
	{
		set: 40,
		last_seq: 112,
		at: at(60 * 26),
		by: claude,
		action: "update_project",
		reason: "",
		sentence: "changed Why of P-7",
		changes: 1,
		entities: [
			{
				kind: "project",
				id: project.id,
				ref: "P-7",
				name: project.name,
				rev: 11,
				effect: "updated",
				fields: ["why"],
				within: null,
			},
		],
		undone: true,
		undoes: null,
	},
];

export const fieldChanges: FieldChange[] = [
	{
		kind: "project",
		id: project.id,
		ref: "P-7",
		field: "why",
		before: "Notes written without a connection are lost when the phone sleeps.",
		after:
			"Notes written without a connection are lost when the phone sleeps or restarts. People stop trusting the app.",
	},
	{ kind: "task", id: "task-31", ref: "T-31", field: "name", before: "", after: "Queue edits while offline" },
	{ kind: "task", id: "task-31", ref: "T-31", field: "priority", before: "none", after: "p1" },
];

export const hits: Hit[] = [
	{
		kind: "project",
		id: project.id,
		ref: "P-7",
		name: "Offline sync",
		status: "building",
		priority: null,
		rev: 12,
		within: null,
		held: null,
	},
	{
		kind: "task",
		id: task.id,
		ref: "T-31",
		name: task.name,
		status: "todo",
		priority: "p1",
		rev: 3,
		within: projectLink,
		held: null,
	},
];

/** An answer that is the whole. */
export function found(rows: Hit[]): Found {
	return { rows, total: rows.length, next_offset: null };
}

/** A line as the parser answers when nothing in it is special. */
export function parsedLine(line: string): ParsedLine {
	return {
		makes: "capture",
		text: line,
		note: "",
		steps: [],
		checks: [],
		chips: [],
		messages: [],
		choices: [],
	};
}
