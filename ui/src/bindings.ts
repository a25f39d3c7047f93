// DRAFT of the file that tauri-specta will generate. Names and shapes are the contract.
// Commands throw WireError. Never edit the generated file; ask for a change of the Rust side.
import { invoke } from "@tauri-apps/api/core";

/* ---------- shared ---------- */
export type Kind = "product" | "project" | "task" | "capture" | "setting";
export type ErrorCode = "invalid" | "not_found" | "conflict" | "refused" | "busy" | "read_only" | "internal";
/** refused = needs replace:true (text guard) or a dependency cycle; message says which */
export type WireError = {
	code: ErrorCode;
	/** one or two plain sentences: what is wrong, how to mend it */
	message: string;
	/** the input field at fault, when one is */
	field: string | null;
	/** conflict only: the value now stored, the rev now current and who changed it */
	conflict: { current: string; rev: number; by: string } | null;
};
export type ActorKind = "you" | "ai" | "importer";
export type ActorName = { kind: ActorKind; name: string };
export type Placement = { at: "first" } | { at: "last" } | { at: "before"; id: string } | { at: "after"; id: string };
/** Where an entity lives in the links up: enough to show a breadcrumb or tell two names apart. */
export type Link = { kind: Kind; id: string; ref: string; name: string };
/** What every write answers with. */
export type Written = { seq: number; set: number; entities: Touched[]; warnings: string[] };
export type Touched = {
	kind: Kind;
	id: string;
	ref: string; // "T-12"; for a product its name
	name: string;
	rev: number;
	effect: "created" | "updated" | "removed";
	/** model field names: "status", "why", "steps", "checks", "depends_on", "rank", … */
	fields: string[];
	/** the project of a task, so a receipt can say "in P-7" */
	within: Link | null;
};

/* ---------- products ---------- */
export type Product = {
	id: string; name: string; icon: string; vision: string; about: string;
	rev: number; created_at: string; updated_at: string; updated_by: ActorName;
};
export type ProductRow = { id: string; name: string; icon: string; has_vision: boolean; open_projects: number; inbox: number };
export type NewProduct = { name: string; icon?: string | null; vision?: string | null; about?: string | null };
export type ProductPatch = { name?: string | null; icon?: string | null; vision?: string | null; about?: string | null };

/* ---------- projects ---------- */
export type ProjectStatus = "idea" | "ready" | "building" | "done" | "dropped";
export type ProjectKind = "feature" | "fix" | "research" | "chore";
export type Project = {
	id: string; product_id: string; ref: string; name: string; kind: ProjectKind; status: ProjectStatus;
	why_line: string; why: string; what: string;
	constraints: string[]; in_scope: string[]; out_of_scope: string[]; labels: string[];
	status_reason: string;
	started_at: string | null; finished_at: string | null;
	rev: number; created_at: string; created_by: ActorName; updated_at: string; updated_by: ActorName;
	trashed_at: string | null;
};
export type ProjectCard = {
	id: string; ref: string; name: string; kind: ProjectKind; status: ProjectStatus; why_line: string;
	labels: string[]; tasks_done: number; tasks_total: number; tasks_doing: number; tasks_blocked: number;
	/** one-line gaps: "no why", "no check in its tasks" */
	gaps: string[];
	updated_at: string; rev: number;
};
export type ProjectBoard = {
	product: Link;
	/** always the five statuses in order idea, ready, building, done, dropped; cards in rank order */
	columns: { status: ProjectStatus; cards: ProjectCard[]; hint: string | null }[];
};
export type ProjectPage = {
	project: Project; product: Product; tasks: TaskRow[];
	/** true when every task is done or dropped and at least one is done, and the project is not done */
	suggest_done: boolean;
	history: HistoryRow[];
};
export type NewProject = {
	name: string; kind?: ProjectKind | null; status?: ProjectStatus | null; why_line?: string | null; why?: string | null;
	what?: string | null; constraints?: string[] | null; in_scope?: string[] | null; out_of_scope?: string[] | null; labels?: string[] | null;
};
/** Omitted or null keeps; "" or [] clears. `replace` answers the guard on long texts. */
export type ProjectPatch = {
	name?: string | null; kind?: ProjectKind | null; status?: ProjectStatus | null; status_reason?: string | null;
	why_line?: string | null; why?: string | null; what?: string | null; constraints?: string[] | null;
	in_scope?: string[] | null; out_of_scope?: string[] | null; labels?: string[] | null; replace?: boolean | null;
};

/* ---------- tasks ---------- */
export type TaskStatus = "todo" | "doing" | "done" | "dropped";
export type TaskKind = "code" | "test" | "docs" | "design" | "other";
export type Priority = "p1" | "p2" | "p3" | "none";
export type Step = { id: string; text: string; done: boolean };
export type Check = { id: string; text: string; done: boolean; how: string; by: ActorName | null };
export type TaskNote = { id: string; at: string; by: ActorName; text: string };
export type Task = {
	id: string; product_id: string; project_id: string; ref: string; name: string; kind: TaskKind; status: TaskStatus;
	description: string; why_line: string; constraints: string[]; labels: string[]; priority: Priority;
	blocked: boolean; blocked_reason: string; status_reason: string; branch: string; commits: string[];
	started_at: string | null; finished_at: string | null;
	rev: number; created_at: string; created_by: ActorName; updated_at: string; updated_by: ActorName;
	trashed_at: string | null;
};
export type TaskRow = {
	id: string; ref: string; name: string; kind: TaskKind; status: TaskStatus; priority: Priority; labels: string[];
	project: Link; blocked: boolean; blocked_reason: string;
	/** refs of unfinished tasks it waits for */
	waits_for: string[];
	checks_done: number; checks_total: number; steps_done: number; steps_total: number; updated_at: string; rev: number;
};
export type WhyLine = {
	/** "task" | "project" | "bet" | "outcome" | "pillar" | "vision" */
	level: string;
	/** null when the link is missing: `gap` then says so, e.g. "no bet yet" */
	text: string | null;
	gap: string | null;
	link: Link | null;
};
export type Dependency = { id: string; ref: string; name: string; status: TaskStatus; project: Link };
export type TaskPage = {
	task: Task; project: Project; steps: Step[]; checks: Check[]; notes: TaskNote[];
	why: WhyLine[]; waits_for: Dependency[]; frees: Dependency[]; history: HistoryRow[];
	previous: string | null; next: string | null; // ids of the neighbours in the project's order
};
export type NewTask = {
	name: string; project_id: string; kind?: TaskKind | null; status?: TaskStatus | null; description?: string | null;
	why_line?: string | null; constraints?: string[] | null; labels?: string[] | null; priority?: Priority | null;
	blocked?: string | null; branch?: string | null; steps?: string[] | null; checks?: string[] | null;
	depends_on?: string[] | null; placement?: Placement | null;
};
export type TaskPatch = {
	name?: string | null; kind?: TaskKind | null; status?: TaskStatus | null; status_reason?: string | null; description?: string | null;
	why_line?: string | null; constraints?: string[] | null; labels?: string[] | null; priority?: Priority | null;
	/** "set" with a reason (may be empty) or "clear" */
	blocked?: { set: string } | "clear" | null;
	branch?: string | null; commits?: string[] | null; replace?: boolean | null;
};
export type TaskFilter = { product_id: string; statuses: TaskStatus[]; text: string };

/* ---------- captures ---------- */
export type CaptureSource = "hotkey" | "tray" | "cli" | "ai" | "paste" | "link" | "app";
export type Capture = {
	id: string; product_id: string; ref: string; text: string; note: string; source: CaptureSource; labels: string[];
	rev: number; created_at: string; created_by: ActorName;
	/** projects whose name shares words with the text, best first, at most 3 */
	looks_like: Link[];
};
export type CaptureTarget = { kind: "task"; project_id: string } | { kind: "project" };
/** start/end are UTF-16 offsets into the line, so that the input can draw chips. */
export type Chip = {
	token: string; start: number; end: number;
	kind: "project" | "bet" | "persona" | "problem" | "priority" | "blocked" | "status" | "task_kind" | "label";
	/** what it was matched to, e.g. "P-7 Offline sync", "P1", "code" */
	shown: string;
};
export type ParsedLine = {
	/** problem/evidence/decision lines are kept as captures until those kinds exist */
	makes: "task" | "capture" | "problem" | "evidence" | "decision";
	text: string; note: string; steps: string[]; checks: string[]; chips: Chip[];
	/** plain sentences: "Nothing is called #foo, so it stays text." */
	messages: string[];
	/** an ambiguous #name: the candidates to choose from */
	choices: { token: string; start: number; end: number; candidates: Link[] }[];
};
export type Captured = { written: Written; made: Link; messages: string[] };

/* ---------- history ---------- */
export type HistoryRow = { seq: number; set: number; at: string; by: ActorName; action: string; sentence: string; fields: string[] };
export type ChangeSetRow = {
	set: number; last_seq: number; at: string; by: ActorName; action: string; reason: string;
	/** "planned P-7: 6 tasks, 2 checks" */
	sentence: string; changes: number; entities: Touched[]; undone: boolean; undoes: number | null;
};
export type FieldChange = { kind: Kind; id: string; ref: string; field: string; before: string; after: string };
export type Undone = {
	written: Written; set: number;
	/** what was undone, in words */
	sentence: string;
	restored: number;
	/** "kept 1: you edited Why of P-7 afterwards" */
	kept: string[];
};

/* ---------- search ---------- */
export type Hit = { kind: Kind; id: string; ref: string; name: string; status: string; within: Link | null };

/* ---------- settings and connections ---------- */
export type Theme = "system" | "light" | "dark";
export type Settings = { theme: Theme; capture_shortcut: string; single_letter_keys: boolean; server_port: number };
export type SettingsPatch = { theme?: Theme | null; capture_shortcut?: string | null; single_letter_keys?: boolean | null; server_port?: number | null };
export type Mode = "read" | "build" | "plan";
export type Connection = { id: string; label: string; mode: Mode; created_at: string; last_used_at: string | null };
export type NewConnection = { connection: Connection; token: string };
export type Doors = {
	/** e.g. "http://127.0.0.1:8787/mcp" */
	url: string;
	/** null when running; else one sentence with the way out */
	problem: string | null;
	/** absolute path of the openbacklog command to put in client configurations */
	command: string;
	data_dir: string;
	/** null when registered; else one sentence that names the CLI as the other way in */
	shortcut_problem: string | null;
	tray: boolean;
	/** the token made on the very first start, until dismissed; shown once */
	first_token: string | null;
};

/* ---------- event ---------- */
/** Emitted once per commit, whichever process made it. */
export type PlanChanged = {
	seq: number; set: number; product_id: string | null; action: string; by: ActorName; at: string;
	entities: Touched[]; undoes: number | null;
};

export const commands = {
	products: () => invoke<ProductRow[]>("products"),
	product: (id: string) => invoke<Product>("product", { id }),
	createProduct: (input: NewProduct) => invoke<Written>("create_product", { input }),
	updateProduct: (id: string, patch: ProductPatch, rev: number | null) => invoke<Written>("update_product", { id, patch, rev }),

	projectBoard: (productId: string) => invoke<ProjectBoard>("project_board", { productId }),
	projectPage: (id: string) => invoke<ProjectPage>("project_page", { id }),
	createProject: (productId: string, input: NewProject) => invoke<Written>("create_project", { productId, input }),
	updateProject: (id: string, patch: ProjectPatch, rev: number | null) => invoke<Written>("update_project", { id, patch, rev }),
	/** drag, keyboard move and Move…: status and position in one change */
	moveProject: (id: string, status: ProjectStatus, placement: Placement) => invoke<Written>("move_project", { id, status, placement }),
	archiveProject: (id: string) => invoke<Written>("archive_project", { id }),

	taskList: (filter: TaskFilter) => invoke<TaskRow[]>("task_list", { filter }),
	taskPage: (id: string) => invoke<TaskPage>("task_page", { id }),
	createTask: (input: NewTask) => invoke<Written>("create_task", { input }),
	updateTask: (id: string, patch: TaskPatch, rev: number | null) => invoke<Written>("update_task", { id, patch, rev }),
	/** projectId null keeps the project; status null keeps the status */
	moveTask: (id: string, projectId: string | null, status: TaskStatus | null, placement: Placement) =>
		invoke<Written>("move_task", { id, projectId, status, placement }),
	archiveTask: (id: string) => invoke<Written>("archive_task", { id }),
	addStep: (taskId: string, text: string) => invoke<Written>("add_step", { taskId, text }),
	updateStep: (id: string, text: string | null, done: boolean | null) => invoke<Written>("update_step", { id, text, done }),
	moveStep: (id: string, placement: Placement) => invoke<Written>("move_step", { id, placement }),
	removeStep: (id: string) => invoke<Written>("remove_step", { id }),
	addCheck: (taskId: string, text: string) => invoke<Written>("add_check", { taskId, text }),
	updateCheck: (id: string, text: string | null, done: boolean | null, how: string | null) =>
		invoke<Written>("update_check", { id, text, done, how }),
	moveCheck: (id: string, placement: Placement) => invoke<Written>("move_check", { id, placement }),
	removeCheck: (id: string) => invoke<Written>("remove_check", { id }),
	addNote: (taskId: string, text: string) => invoke<Written>("add_note", { taskId, text }),
	addDependency: (taskId: string, dependsOn: string) => invoke<Written>("add_dependency", { taskId, dependsOn }),
	removeDependency: (taskId: string, dependsOn: string) => invoke<Written>("remove_dependency", { taskId, dependsOn }),

	inbox: (productId: string) => invoke<Capture[]>("inbox", { productId }),
	parseCapture: (productId: string | null, line: string) => invoke<ParsedLine>("parse_capture", { productId, line }),
	/** productId null: the only product, or the first one is made for it */
	capture: (productId: string | null, line: string, source: CaptureSource) => invoke<Captured>("capture", { productId, line, source }),
	placeCapture: (id: string, target: CaptureTarget) => invoke<Captured>("place_capture", { id, target }),
	archiveCapture: (id: string) => invoke<Written>("archive_capture", { id }),

	activity: (productId: string, beforeSet: number | null, limit: number) => invoke<ChangeSetRow[]>("activity", { productId, beforeSet, limit }),
	changeSet: (set: number) => invoke<FieldChange[]>("change_set", { set }),
	undo: () => invoke<Undone>("undo"),
	redo: () => invoke<Undone>("redo"),
	undoSet: (set: number) => invoke<Undone>("undo_set", { set }),
	undoLatestAi: () => invoke<Undone>("undo_latest_ai"),
	restore: (id: string) => invoke<Written>("restore", { id }),

	/** the brief of a project or a task as markdown, identical to the CLI's and MCP's */
	brief: (id: string) => invoke<string>("brief", { id }),
	find: (productId: string, text: string, limit: number) => invoke<Hit[]>("find", { productId, text, limit }),

	settings: () => invoke<Settings>("settings"),
	updateSettings: (patch: SettingsPatch) => invoke<Settings>("update_settings", { patch }),
	doors: () => invoke<Doors>("doors"),
	dismissFirstToken: () => invoke<null>("dismiss_first_token"),
	connections: () => invoke<Connection[]>("connections"),
	createConnection: (label: string, mode: Mode) => invoke<NewConnection>("create_connection", { label, mode }),
	revokeConnection: (id: string) => invoke<null>("revoke_connection", { id }),

	/** capture window only */
	hideCapture: () => invoke<null>("hide_capture"),
	/** main window only: shows the capture window */
	showCapture: () => invoke<null>("show_capture"),
	/** opens http, https and mailto links outside */
	openLink: (url: string) => invoke<null>("open_link", { url }),
};

export const events = {
	planChanged: { name: "plan-changed" },
};
