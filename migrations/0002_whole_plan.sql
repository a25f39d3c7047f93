-- The rest of the plan: who it is for and what hurts, what to win on, which
-- bets to take; and what joins all of it to projects and tasks.
--
-- Every entity has labels, the codes of gaps and hints that the person ignores
-- there, a rank in its list, and the bookkeeping columns described in 0001.

-- Policy: pillars, outcomes, bets -------------------------------------------

CREATE TABLE pillars (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	number INTEGER NOT NULL,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	we_will TEXT NOT NULL DEFAULT '' CHECK (length(CAST(we_will AS BLOB)) <= 65536),
	we_wont TEXT NOT NULL DEFAULT '' CHECK (length(CAST(we_wont AS BLOB)) <= 65536),
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored)),
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (product_id, number)
) STRICT;

CREATE INDEX pillars_in_order ON pillars (product_id, rank);

CREATE TABLE outcomes (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	number INTEGER NOT NULL,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	metric TEXT NOT NULL DEFAULT '' CHECK (length(metric) <= 2000),
	unit TEXT NOT NULL DEFAULT '' CHECK (length(unit) <= 200),
	baseline REAL,
	target REAL,
	direction TEXT NOT NULL DEFAULT 'up' CHECK (direction IN ('up', 'down')),
	due TEXT CHECK (due GLOB '????-??-??'),
	is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored)),
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (product_id, number)
) STRICT;

CREATE INDEX outcomes_in_order ON outcomes (product_id, rank);
CREATE UNIQUE INDEX outcomes_one_primary ON outcomes (product_id) WHERE is_primary = 1 AND trashed_at IS NULL;

-- What was measured, and when; the latest is the current value.
CREATE TABLE outcome_readings (
	id TEXT PRIMARY KEY NOT NULL,
	outcome_id TEXT NOT NULL REFERENCES outcomes (id) ON DELETE CASCADE,
	date TEXT NOT NULL CHECK (date GLOB '????-??-??'),
	value REAL NOT NULL,
	note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000)
) STRICT;

CREATE INDEX outcome_readings_latest ON outcome_readings (outcome_id, date, id);

CREATE TABLE bets (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	number INTEGER NOT NULL,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	belief TEXT NOT NULL DEFAULT '' CHECK (length(CAST(belief AS BLOB)) <= 65536),
	horizon TEXT NOT NULL CHECK (horizon IN ('now', 'next', 'later', 'parked')),
	horizon_reason TEXT NOT NULL DEFAULT '' CHECK (length(horizon_reason) <= 2000),
	appetite_days INTEGER CHECK (appetite_days BETWEEN 1 AND 3650),
	signals TEXT NOT NULL DEFAULT '' CHECK (length(CAST(signals AS BLOB)) <= 65536),
	review_on TEXT CHECK (review_on GLOB '????-??-??'),
	-- A result closes; a bet closed without one shows the gap. An open bet has no
	-- result: undo puts back one field at a time, so tidy.rs says that, not a CHECK.
	closed_at TEXT,
	result TEXT CHECK (result IN ('won', 'lost', 'unclear')),
	learned TEXT NOT NULL DEFAULT '' CHECK (length(CAST(learned AS BLOB)) <= 65536),
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored)),
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (product_id, number)
) STRICT;

CREATE INDEX bets_in_order ON bets (product_id, rank);
CREATE INDEX bets_open ON bets (product_id, horizon, rank) WHERE closed_at IS NULL AND trashed_at IS NULL;
CREATE INDEX bets_closed ON bets (product_id, closed_at) WHERE closed_at IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX bets_without_result ON bets (product_id, rank) WHERE closed_at IS NOT NULL AND result IS NULL AND trashed_at IS NULL;

-- Diagnosis: personas, problems, pains, evidence ------------------------------

CREATE TABLE personas (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	number INTEGER NOT NULL,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	about TEXT NOT NULL DEFAULT '' CHECK (length(CAST(about AS BLOB)) <= 65536),
	wants TEXT NOT NULL DEFAULT '' CHECK (length(CAST(wants AS BLOB)) <= 65536),
	today TEXT NOT NULL DEFAULT '' CHECK (length(CAST(today AS BLOB)) <= 65536),
	is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored)),
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (product_id, number)
) STRICT;

CREATE INDEX personas_in_order ON personas (product_id, rank);
CREATE UNIQUE INDEX personas_one_primary ON personas (product_id) WHERE is_primary = 1 AND trashed_at IS NULL;

CREATE TABLE problems (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	number INTEGER NOT NULL,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	kind TEXT NOT NULL DEFAULT 'other' CHECK (kind IN ('outside', 'inside', 'technical', 'workflow', 'other')),
	severity INTEGER CHECK (severity BETWEEN 1 AND 5),
	description TEXT NOT NULL DEFAULT '' CHECK (length(CAST(description AS BLOB)) <= 65536),
	state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'being_solved', 'solved')),
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored)),
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (product_id, number)
) STRICT;

CREATE INDEX problems_in_order ON problems (product_id, rank);
CREATE INDEX problems_unsolved ON problems (product_id, rank) WHERE state <> 'solved' AND trashed_at IS NULL;

-- What a problem costs a persona. One per pair, for ever: a pain made again for
-- a pair whose pain is in the trash is that one, brought back.
CREATE TABLE pains (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	persona_id TEXT NOT NULL REFERENCES personas (id) ON DELETE RESTRICT,
	problem_id TEXT NOT NULL REFERENCES problems (id) ON DELETE RESTRICT,
	impact TEXT NOT NULL DEFAULT '' CHECK (length(CAST(impact AS BLOB)) <= 65536),
	stakes TEXT NOT NULL DEFAULT '' CHECK (length(CAST(stakes AS BLOB)) <= 65536),
	state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'worse', 'better', 'solved')),
	solved_by TEXT REFERENCES projects (id) ON DELETE RESTRICT,
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored)),
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (persona_id, problem_id)
) STRICT;

CREATE INDEX pains_in_order ON pains (problem_id, rank);
CREATE INDEX pains_of_product ON pains (product_id);
CREATE INDEX pains_solved_by ON pains (solved_by) WHERE solved_by IS NOT NULL;

CREATE TABLE evidence (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	number INTEGER NOT NULL,
	text TEXT NOT NULL CHECK (length(CAST(text AS BLOB)) BETWEEN 1 AND 65536),
	kind TEXT NOT NULL CHECK (kind IN ('quote', 'count', 'test', 'live_number')),
	source TEXT NOT NULL DEFAULT '' CHECK (length(source) <= 2000),
	url TEXT NOT NULL DEFAULT '' CHECK (length(url) <= 2000),
	date TEXT NOT NULL CHECK (date GLOB '????-??-??'),
	strength INTEGER CHECK (strength BETWEEN 0 AND 4),
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored)),
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (product_id, number)
) STRICT;

CREATE INDEX evidence_in_order ON evidence (product_id, rank);

CREATE TABLE decisions (
	id TEXT PRIMARY KEY NOT NULL,
	product_id TEXT NOT NULL REFERENCES products (id) ON DELETE RESTRICT,
	number INTEGER NOT NULL,
	what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 200),
	why TEXT NOT NULL DEFAULT '' CHECK (length(CAST(why AS BLOB)) <= 65536),
	instead_of TEXT NOT NULL DEFAULT '' CHECK (length(CAST(instead_of AS BLOB)) <= 65536),
	revisit_on TEXT CHECK (revisit_on GLOB '????-??-??'),
	labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
	ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored)),
	rank TEXT NOT NULL,
	trashed_at TEXT,
	rev INTEGER NOT NULL,
	created_at TEXT NOT NULL,
	created_by TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	updated_by TEXT NOT NULL,
	UNIQUE (product_id, number)
) STRICT;

CREATE INDEX decisions_in_order ON decisions (product_id, rank);
CREATE INDEX decisions_to_revisit ON decisions (product_id, revisit_on) WHERE revisit_on IS NOT NULL AND trashed_at IS NULL;

-- Products, projects, tasks and captures completed ----------------------------

ALTER TABLE products ADD COLUMN folders TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(folders));
ALTER TABLE products ADD COLUMN labels TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels));
ALTER TABLE products ADD COLUMN ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored));
-- The sample plan, which one command removes.
ALTER TABLE products ADD COLUMN sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1));

ALTER TABLE projects ADD COLUMN bet_id TEXT REFERENCES bets (id) ON DELETE RESTRICT;
ALTER TABLE projects ADD COLUMN pillar_id TEXT REFERENCES pillars (id) ON DELETE RESTRICT;
ALTER TABLE projects ADD COLUMN questions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(questions));
ALTER TABLE projects ADD COLUMN appetite_days INTEGER CHECK (appetite_days BETWEEN 1 AND 3650);
ALTER TABLE projects ADD COLUMN branch TEXT NOT NULL DEFAULT '' CHECK (length(branch) <= 2000);
ALTER TABLE projects ADD COLUMN result TEXT NOT NULL DEFAULT '' CHECK (length(CAST(result AS BLOB)) <= 65536);
ALTER TABLE projects ADD COLUMN ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored));

CREATE INDEX projects_by_bet ON projects (bet_id) WHERE bet_id IS NOT NULL;
CREATE INDEX projects_by_pillar ON projects (pillar_id) WHERE pillar_id IS NOT NULL;
CREATE INDEX projects_open ON projects (product_id, rank) WHERE status NOT IN ('done', 'dropped') AND trashed_at IS NULL;
CREATE INDEX projects_without_result ON projects (product_id, rank) WHERE status = 'done' AND result = '' AND trashed_at IS NULL;

ALTER TABLE tasks ADD COLUMN ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored));
-- What is next: a pinned task comes first; a skipped one is hidden until then.
ALTER TABLE tasks ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
ALTER TABLE tasks ADD COLUMN skipped_until TEXT;

-- Labels are counted over everything; most tasks have none.
CREATE INDEX tasks_labelled ON tasks (product_id) WHERE labels <> '[]' AND trashed_at IS NULL;

CREATE UNIQUE INDEX tasks_one_pinned ON tasks (product_id) WHERE pinned = 1 AND trashed_at IS NULL;
-- Which tasks a project has, without reading them.
CREATE INDEX tasks_by_project ON tasks (project_id, id) WHERE trashed_at IS NULL;

-- A task or project that is called by its name.
CREATE INDEX tasks_by_name ON tasks (product_id, name COLLATE NOCASE) WHERE trashed_at IS NULL;
CREATE INDEX projects_by_name ON projects (product_id, name COLLATE NOCASE) WHERE trashed_at IS NULL;
CREATE INDEX tasks_skipped ON tasks (product_id, skipped_until) WHERE skipped_until IS NOT NULL;

-- All that choosing the next task looks at: what is open, in the order of its
-- project, and by id, to follow dependencies. Statuses alone are only counted.
CREATE INDEX tasks_open ON tasks (project_id, rank, number, status, blocked, priority) WHERE status IN ('todo', 'doing') AND trashed_at IS NULL;
DROP INDEX tasks_by_status;
CREATE INDEX tasks_by_status ON tasks (product_id, status) WHERE trashed_at IS NULL;
CREATE INDEX tasks_blocked ON tasks (product_id) WHERE blocked = 1 AND status IN ('todo', 'doing') AND trashed_at IS NULL;
CREATE INDEX tasks_unfinished ON tasks (product_id, id) WHERE status IN ('todo', 'doing') AND trashed_at IS NULL;

ALTER TABLE captures ADD COLUMN ignored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignored));

CREATE INDEX captures_waiting ON captures (product_id, rank) WHERE became_id IS NULL AND trashed_at IS NULL;

-- What happened since ----------------------------------------------------------

-- When a reader last marked everything as seen.
ALTER TABLE cursors ADD COLUMN at TEXT;

-- The changes of one product in order of seq, which every index ends with.
CREATE INDEX changes_in_product ON changes (product_id);

-- What is joined to what --------------------------------------------------------

CREATE TABLE outcome_pillars (
	id TEXT PRIMARY KEY NOT NULL,
	outcome_id TEXT NOT NULL REFERENCES outcomes (id) ON DELETE CASCADE,
	pillar_id TEXT NOT NULL REFERENCES pillars (id) ON DELETE RESTRICT,
	UNIQUE (outcome_id, pillar_id)
) STRICT;

CREATE INDEX outcome_pillars_back ON outcome_pillars (pillar_id);

CREATE TABLE bet_outcomes (
	id TEXT PRIMARY KEY NOT NULL,
	bet_id TEXT NOT NULL REFERENCES bets (id) ON DELETE CASCADE,
	outcome_id TEXT NOT NULL REFERENCES outcomes (id) ON DELETE RESTRICT,
	UNIQUE (bet_id, outcome_id)
) STRICT;

CREATE INDEX bet_outcomes_back ON bet_outcomes (outcome_id);

CREATE TABLE bet_problems (
	id TEXT PRIMARY KEY NOT NULL,
	bet_id TEXT NOT NULL REFERENCES bets (id) ON DELETE CASCADE,
	problem_id TEXT NOT NULL REFERENCES problems (id) ON DELETE RESTRICT,
	UNIQUE (bet_id, problem_id)
) STRICT;

CREATE INDEX bet_problems_back ON bet_problems (problem_id);

CREATE TABLE bet_personas (
	id TEXT PRIMARY KEY NOT NULL,
	bet_id TEXT NOT NULL REFERENCES bets (id) ON DELETE CASCADE,
	persona_id TEXT NOT NULL REFERENCES personas (id) ON DELETE RESTRICT,
	UNIQUE (bet_id, persona_id)
) STRICT;

CREATE INDEX bet_personas_back ON bet_personas (persona_id);

CREATE TABLE project_personas (
	id TEXT PRIMARY KEY NOT NULL,
	project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
	persona_id TEXT NOT NULL REFERENCES personas (id) ON DELETE RESTRICT,
	UNIQUE (project_id, persona_id)
) STRICT;

CREATE INDEX project_personas_back ON project_personas (persona_id);

CREATE TABLE project_problems (
	id TEXT PRIMARY KEY NOT NULL,
	project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
	problem_id TEXT NOT NULL REFERENCES problems (id) ON DELETE RESTRICT,
	UNIQUE (project_id, problem_id)
) STRICT;

CREATE INDEX project_problems_back ON project_problems (problem_id);

CREATE TABLE project_dependencies (
	id TEXT PRIMARY KEY NOT NULL,
	project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
	depends_on TEXT NOT NULL REFERENCES projects (id) ON DELETE RESTRICT,
	UNIQUE (project_id, depends_on),
	CHECK (project_id <> depends_on)
) STRICT;

CREATE INDEX project_dependencies_waiting ON project_dependencies (depends_on);

CREATE TABLE evidence_problems (
	id TEXT PRIMARY KEY NOT NULL,
	evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
	problem_id TEXT NOT NULL REFERENCES problems (id) ON DELETE RESTRICT,
	UNIQUE (evidence_id, problem_id)
) STRICT;

CREATE INDEX evidence_problems_back ON evidence_problems (problem_id);

CREATE TABLE evidence_outcomes (
	id TEXT PRIMARY KEY NOT NULL,
	evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
	outcome_id TEXT NOT NULL REFERENCES outcomes (id) ON DELETE RESTRICT,
	UNIQUE (evidence_id, outcome_id)
) STRICT;

CREATE INDEX evidence_outcomes_back ON evidence_outcomes (outcome_id);

CREATE TABLE evidence_bets (
	id TEXT PRIMARY KEY NOT NULL,
	evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
	bet_id TEXT NOT NULL REFERENCES bets (id) ON DELETE RESTRICT,
	UNIQUE (evidence_id, bet_id)
) STRICT;

CREATE INDEX evidence_bets_back ON evidence_bets (bet_id);

-- What a decision is about: any entity, the product and other decisions included.
-- There is no foreign key on the far side, because it may be of any kind; undo
-- and the trash keep it true (links.rs).
CREATE TABLE decision_about (
	id TEXT PRIMARY KEY NOT NULL,
	decision_id TEXT NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
	about_kind TEXT NOT NULL,
	about_id TEXT NOT NULL,
	UNIQUE (decision_id, about_id),
	CHECK (decision_id <> about_id)
) STRICT;

CREATE INDEX decision_about_back ON decision_about (about_id);

-- How work is shared ------------------------------------------------------------

-- Which agent works on a task, until when; null for the person, who needs no end.
-- Not tracked: it says who is at it now, not what the plan is. It counts only while
-- the task is doing, and goes with the change that claimed it when that is undone.
CREATE TABLE leases (
	task_id TEXT PRIMARY KEY NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
	holder TEXT NOT NULL,
	session TEXT,
	since TEXT NOT NULL,
	until TEXT,
	claimed_in INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The digest of what was asked: a key stands for one request. Empty for answers of
-- before.
ALTER TABLE answers ADD COLUMN request BLOB NOT NULL DEFAULT x'';
