import type { Check, HistoryRow, Project, Step, Task, TaskRow } from "../../bindings";
import { betLink, claude, project as offline, task as queue, you } from "./samplePlan";

export { betLink, captures, card, claude, found, personaLink, problemLink, product, you } from "./samplePlan";

/** The projects and tasks of the sample plan, with everything a screen can show in them. */
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export const emptyProject: Project = {
	...offline,
	kind: "feature",
	status: "idea",
	why_line: "",
	why: "",
	what: "",
	constraints: [],
	in_scope: [],
	out_of_scope: [],
	questions: [],
	appetite_days: null,
	branch: "",
	labels: [],
	started_at: null,
	rev: 1,
	updated_at: ago(60 * 30),
	updated_by: you,
};

function idea(number: number, name: string, more: Partial<Project> = {}): Project {
	return { ...emptyProject, id: `project-${number}`, ref: `P-${number}`, name, ...more };
}

export const projects: Project[] = [
	idea(14, "Tags that survive a rename"),
	idea(15, "Search inside pictures", {
		kind: "research",
		why_line: "Half of Maya's notes are photos of a whiteboard.",
	}),
	idea(16, "A lighter start of the app on phones that are five years old and have little memory left"),
	idea(9, "Merge view", {
		status: "ready",
		bet_id: betLink.id,
		why_line: "Two edits of one note must never cost one of them.",
	}),
	offline,
	idea(11, "Share one note as a link", {
		status: "building",
		why_line: "Jonas sends screenshots today, and nobody can copy from them.",
	}),
	idea(3, "Import from plain files", {
		status: "done",
		why_line: "Nobody moves in without their old notes.",
	}),
	idea(2, "Crash on an empty vault", { status: "done", kind: "fix", why: "The first start crashed." }),
	idea(5, "A tree of nested notebooks", {
		status: "dropped",
		why_line: "Three people asked, none of them used folders.",
	}),
];

export const emptyTask: TaskRow = {
	...queue,
	status: "todo",
	priority: "none",
	labels: [],
	blocked: false,
	blocked_reason: "",
	waits_for: [],
	checks_done: 0,
	checks_total: 0,
	steps_done: 0,
	steps_total: 0,
	rev: 1,
};

function row(number: number, name: string, more: Partial<TaskRow> = {}): TaskRow {
	return { ...emptyTask, id: `task-${number}`, ref: `T-${number}`, name, ...more };
}

const share = { kind: "project", id: "project-11", ref: "P-11", name: "Share one note as a link" } as const;
const files = { kind: "project", id: "project-3", ref: "P-3", name: "Import from plain files" } as const;

export const tasks: TaskRow[] = [
	row(25, "Store each edit in a local queue", { status: "done", checks_done: 2, checks_total: 2 }),
	row(28, "Show a banner when two edits disagree", {
		status: "doing",
		kind: "design",
		checks_done: 1,
		checks_total: 2,
		labels: ["sync", "editor"],
	}),
	queue,
	row(32, "Send the queue when the connection returns", {
		waits_for: ["T-31"],
		priority: "p2",
		checks_total: 1,
	}),
	row(33, "Measure an edit on the oldest phone", {
		kind: "test",
		blocked: true,
		blocked_reason: "the phone is still in the post",
	}),
	row(34, "Try last-write-wins per paragraph", { status: "dropped" }),
	row(41, "Make a page that reads without the app", { project: share, status: "doing" }),
	row(42, "Take a link back", { project: share, priority: "p3" }),
	row(12, "Read a folder of markdown files", { project: files, status: "done" }),
];

const isQueue = ({ id }: TaskRow) => id === queue.id;

export function taskOf(from: TaskRow): Task {
	const { project, waits_for, checks_done, checks_total, steps_done, steps_total, ...shared } = from;
	return {
		...shared,
		product_id: offline.product_id,
		project_id: project.id,
		description: isQueue(from)
			? "Every edit goes to the `edits` table first, with the time and the field. The editor never waits for the network."
			: "",
		why_line: "",
		constraints: isQueue(from) ? ["no new dependency"] : [],
		status_reason: "",
		branch: isQueue(from) ? "ob/t-31-queue" : "",
		commits: [],
		pinned: false,
		skipped_until: null,
		ignored: [],
		started_at: null,
		finished_at: null,
		created_at: ago(60 * 50),
		created_by: claude,
		updated_by: you,
		trashed_at: null,
	};
}

export function stepsOf(from: TaskRow): Step[] {
	if (!isQueue(from)) return [];
	return [
		{ id: "step-1", text: "add the table and its migration", done: false },
		{ id: "step-2", text: "flush when the connection returns", done: false },
	];
}

export function checksOf(from: TaskRow): Check[] {
	const texts = isQueue(from)
		? [
				"kill -9 while typing loses nothing",
				"an edit takes less than 50 ms",
				"works after a restart in flight mode",
			]
		: ["the person can keep both texts", "nothing moves while one types", "it reads well on a phone"];
	return texts.slice(0, from.checks_total).map((text, at) => ({
		id: `check-${from.id}-${at}`,
		text,
		done: at < from.checks_done,
		how: at < from.checks_done ? "tried it twice on a train" : "",
		by: at < from.checks_done ? claude : null,
	}));
}

export const history: HistoryRow[] = [
	{
		seq: 118,
		set: 42,
		at: ago(12),
		by: claude,
		action: "save",
		sentence: "added 2 steps",
		fields: ["steps"],
	},
	{
		seq: 96,
		set: 31,
		at: ago(60 * 26),
		by: you,
		action: "update_task",
		sentence: "set the priority to P1",
		fields: ["priority"],
	},
	{
		seq: 80,
		set: 30,
		at: ago(60 * 50),
		by: claude,
		action: "create_task",
		sentence: "created it",
		fields: [],
	},
];
