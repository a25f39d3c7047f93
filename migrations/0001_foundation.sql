-- The plan: products, projects, tasks, captures, and the one log of every change.
--
-- Columns named rev, updated_at and updated_by are bookkeeping: the store sets
-- them once per change, for every entity the change touched. All other columns
-- of the tracked tables are recorded by generated triggers (store/triggers.rs).

-- The log -------------------------------------------------------------------

-- All edits of one action of the person, or of one turn of an AI.
CREATE TABLE change_sets (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	actor_kind TEXT NOT NULL CHECK (actor_kind IN ('you', 'ai', 'importer')),
	actor_name TEXT NOT NULL CHECK (length(actor_name) BETWEEN 1 AND 200),
	client TEXT CHECK (length(client) <= 200),
	session TEXT CHECK (length(session) <= 200),
	folder TEXT CHECK (length(folder) <= 4096),
	action TEXT NOT NULL,
	started_at TEXT NOT NULL,
	last_at TEXT NOT NULL,
	undoes INTEGER REFERENCES change_sets (seq),
	undone_by INTEGER REFERENCES change_sets (seq)
) STRICT;

CREATE INDEX change_sets_by_actor ON change_sets (actor_kind, actor_name, last_at);

-- One committed use case. Sequence order is commit order.
CREATE TABLE changes (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	set_seq INTEGER NOT NULL REFERENCES change_sets (seq),
	product_id TEXT,
	action TEXT NOT NULL,
	reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
	at TEXT NOT NULL
) STRICT;

CREATE INDEX changes_by_set ON changes (set_seq);
CREATE INDEX changes_by_product ON changes (product_id, set_seq);

-- The change now being written; empty outside one, so that a write without an
-- author fails on row_changes.change_seq.
CREATE TABLE current_change (
	seq INTEGER NOT NULL REFERENCES changes (seq)
) STRICT;

-- Which entities a change touched, and the rev each then had.
CREATE TABLE entity_changes (
	change_seq INTEGER NOT NULL REFERENCES changes (seq),
	kind TEXT NOT NULL,
	entity_id TEXT NOT NULL,
	rev INTEGER NOT NULL,
	PRIMARY KEY (change_seq, kind, entity_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX entity_changes_by_entity ON entity_changes (entity_id, rev);

-- Before and after of every row. An update has one line per changed column; an
-- insert or delete has one line with the whole row as a JSON object.
CREATE TABLE row_changes (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	change_seq INTEGER NOT NULL REFERENCES changes (seq),
	kind TEXT NOT NULL,
	entity_id TEXT NOT NULL,
	table_name TEXT NOT NULL,
	row_id TEXT NOT NULL,
	op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
	field TEXT NOT NULL,
	before ANY,
	after ANY
) STRICT;

CREATE INDEX row_changes_by_change ON row_changes (change_seq);
CREATE INDEX row_changes_by_entity ON row_changes (entity_id, change_seq);
CREATE INDEX row_changes_by_row ON row_changes (row_id, field);

-- First answers by idempotency key, so that a repeated request has one effect.
CREATE TABLE answers (
	client TEXT NOT NULL,
	key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 300),
	at TEXT NOT NULL,
	answer TEXT NOT NULL,
	PRIMARY KEY (client, key)
) STRICT, WITHOUT ROWID;

-- The last number given to each kind of entity; never goes back.
CREATE TABLE counters (
	product_id TEXT NOT NULL,
	kind TEXT NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (product_id, kind)
) STRICT, WITHOUT ROWID;

-- The plan ------------------------------------------------------------------

CREATE TABLE products (
	id TEXT PRIMARY KEY NOT NULL,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	icon TEXT NOT NULL DEFAULT '' CHECK (length(icon) <= 32),
	vision TEXT NOT NULL DEFAULT '' CHECK (length(CAST(vision AS BLOB)) <= 65536),
	about TEXT NOT NULL DEFAULT '' CHECK (length(CAST(about AS BLOB)) <= 65536),
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL
) STRICT;

CREATE TABLE projects (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	number INTEGER NOT NULL,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	kind TEXT NOT NULL CHECK (kind IN ('feature', 'fix', 'research', 'chore')),
	status TEXT NOT NULL CHECK (status IN ('idea', 'ready', 'building', 'done', 'dropped')),
	status_reason TEXT NOT NULL DEFAULT '' CHECK (length(status_reason) <= 2000),
	why_line TEXT NOT NULL DEFAULT '' CHECK (length(why_line) <= 160),
	why TEXT NOT NULL DEFAULT '' CHECK (length(CAST(why AS BLOB)) <= 65536),
	what TEXT NOT NULL DEFAULT '' CHECK (length(CAST(what AS BLOB)) <= 65536),
	constraints TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(constraints)),
	in_scope TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(in_scope)),
	out_of_scope TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(out_of_scope)),
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	started_at TEXT,
	finished_at TEXT,
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (product_id, number)
) STRICT;

CREATE INDEX projects_in_order ON projects (product_id, rank);

CREATE TABLE tasks (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE RESTRICT,
	number INTEGER NOT NULL,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	kind TEXT NOT NULL CHECK (kind IN ('code', 'test', 'docs', 'design', 'other')),
	status TEXT NOT NULL CHECK (status IN ('todo', 'doing', 'done', 'dropped')),
	status_reason TEXT NOT NULL DEFAULT '' CHECK (length(status_reason) <= 2000),
	description TEXT NOT NULL DEFAULT '' CHECK (length(CAST(description AS BLOB)) <= 65536),
	why_line TEXT NOT NULL DEFAULT '' CHECK (length(why_line) <= 160),
	constraints TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(constraints)),
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	priority TEXT NOT NULL CHECK (priority IN ('p1', 'p2', 'p3', 'none')),
	blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
	blocked_reason TEXT NOT NULL DEFAULT '' CHECK (length(blocked_reason) <= 2000),
	branch TEXT NOT NULL DEFAULT '' CHECK (length(branch) <= 2000),
	commits TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(commits)),
	started_at TEXT,
	finished_at TEXT,
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (product_id, number)
) STRICT;

CREATE INDEX tasks_in_order ON tasks (project_id, rank);
-- Holds all that choosing the next task looks at.
CREATE INDEX tasks_by_status ON tasks (product_id, status, blocked, priority, project_id, rank) WHERE trashed_at IS NULL;
CREATE INDEX tasks_counted ON tasks (product_id, project_id, status, blocked) WHERE trashed_at IS NULL;

CREATE TABLE task_steps (
	id TEXT PRIMARY KEY NOT NULL,
	task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
	text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
	done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
	rank TEXT NOT NULL
) STRICT;

CREATE INDEX task_steps_in_order ON task_steps (task_id, rank);

CREATE TABLE task_checks (
	id TEXT PRIMARY KEY NOT NULL,
	task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
	text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
	done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
	how TEXT NOT NULL DEFAULT '' CHECK (length(how) <= 2000),
	answered_by TEXT,
	rank TEXT NOT NULL
) STRICT;

CREATE INDEX task_checks_in_order ON task_checks (task_id, rank);

CREATE TABLE task_notes (
	id TEXT PRIMARY KEY NOT NULL,
	task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
	text TEXT NOT NULL CHECK (length(CAST(text AS BLOB)) BETWEEN 1 AND 65536),
	at TEXT NOT NULL,
	by TEXT NOT NULL
) STRICT;

CREATE INDEX task_notes_in_order ON task_notes (task_id, at);

CREATE TABLE task_dependencies (
	id TEXT PRIMARY KEY NOT NULL,
	task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
	depends_on TEXT NOT NULL REFERENCES tasks (id) ON DELETE RESTRICT,
	UNIQUE (task_id, depends_on),
	CHECK (task_id <> depends_on)
) STRICT;

CREATE INDEX task_dependencies_waiting ON task_dependencies (depends_on);

CREATE TABLE captures (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	number INTEGER NOT NULL,
	text TEXT NOT NULL CHECK (length(CAST(text AS BLOB)) BETWEEN 1 AND 65536),
	note TEXT NOT NULL DEFAULT '' CHECK (length(CAST(note AS BLOB)) <= 65536),
	-- The line as typed, when it says more than text, note and labels can hold.
	line TEXT NOT NULL DEFAULT '' CHECK (length(CAST(line AS BLOB)) <= 131072),
	source TEXT NOT NULL CHECK (source IN ('hotkey', 'tray', 'cli', 'ai', 'paste', 'link', 'app')),
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	became_kind TEXT,
	became_id TEXT,
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (product_id, number)
) STRICT;

CREATE INDEX captures_in_order ON captures (product_id, rank);

-- The person's settings, one row each, as JSON values.
CREATE TABLE settings (
	id TEXT PRIMARY KEY NOT NULL,
	value TEXT NOT NULL CHECK (json_valid(value)),
	rev INTEGER NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL
) STRICT;

-- Clients that may use the HTTP door. Not tracked: a token's hash must never
-- enter the history, and undo must never bring a revoked token back.
CREATE TABLE connections (
	id TEXT PRIMARY KEY NOT NULL,
	label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
	mode TEXT NOT NULL CHECK (mode IN ('read', 'build', 'plan')),
	token_hash TEXT NOT NULL UNIQUE,
	created_at TEXT NOT NULL,
	last_used_at TEXT,
	revoked_at TEXT
) STRICT;

-- When each client last read where things stand.
CREATE TABLE cursors (
	client TEXT NOT NULL,
	product_id TEXT NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (client, product_id)
) STRICT, WITHOUT ROWID;
