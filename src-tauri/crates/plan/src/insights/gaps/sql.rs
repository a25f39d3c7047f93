//! One query per gap. Each asks for open, live things only: what is neither in
//! the trash nor, where that can be, over.
//!
//! `?1` is the product, `?2` the time now, `?3` the person's date today, `?4` when
//! their next day begins, `?5` the last day too old for evidence to count, `?6` a
//! JSON list of ids. Every query is compiled twice: over the whole product, and
//! over those ids by primary key.
//! What goes to the trash leaves its links (trash.rs), so a link that is there
//! leads to something live.

use super::ask::Query;
use crate::base::bounds::{bets_in_now, projects_building};
use crate::base::finished::{open_project, open_task};

/// A query over `$table`, whose rows are called `x`.
macro_rules! query {
    ($table:literal, $name:literal, $n:expr, $cond:expr) => {
        query!(@ ($table, "", ""), $name, $n, $cond, "x.rank")
    };
    // The planner would rather read every open task.
    (blocked tasks, $n:expr, $cond:expr) => {
        query!(@ ("tasks", "INDEXED BY tasks_blocked", "JOIN projects AS p ON p.id = x.project_id"), "x.name", $n,
            concat!(open_task!("x.status"), " AND x.blocked = 1 AND ", open_project!("p.status"), " AND ", $cond),
            "p.rank, x.rank")
    };
    (product, $n:expr, $cond:expr) => {
        Query {
            all: concat!("SELECT x.id, 0 AS number, x.name, x.ignored, ", $n, " AS n
                FROM products AS x WHERE x.id = ?1 AND ", $cond),
            these: concat!("SELECT x.id, 0 AS number, x.name, x.ignored, ", $n, " AS n
                FROM products AS x WHERE x.id = ?1 AND ", $cond,
                " AND x.id IN (SELECT value FROM json_each(?6))"),
        }
    };
    (@ ($table:literal, $by:literal, $join:literal), $name:literal, $n:expr, $cond:expr, $order:literal) => {
        Query {
            all: concat!("SELECT x.id, x.number, ", $name, " AS name, x.ignored, ", $n, " AS n
                FROM ", $table, " AS x ", $by, " ", $join,
                " WHERE x.product_id = ?1 AND x.trashed_at IS NULL AND ", $cond, " ORDER BY ", $order),
            these: concat!("SELECT x.id, x.number, ", $name, " AS name, x.ignored, ", $n, " AS n
                FROM ", $table, " AS x ", $join,
                " WHERE x.id IN (SELECT value FROM json_each(?6)) AND +x.product_id = ?1",
                " AND x.trashed_at IS NULL AND ", $cond, " ORDER BY ", $order),
        }
    };
}

/// Whether a text is empty but for space.
macro_rules! blank {
    ($text:literal) => {
        concat!("trim(", $text, ", char(9, 10, 13, 32)) = ''")
    };
}

/// Seconds from a stored instant to now.
macro_rules! since {
    ($instant:literal) => {
        concat!("(unixepoch(?2) - unixepoch(", $instant, "))")
    };
}

/// Whole days from a stored date to today.
macro_rules! days_since {
    ($date:expr) => {
        concat!("CAST(julianday(?3) - julianday(", $date, ") AS INTEGER)")
    };
}

pub(super) const NO_VISION: Query = query!(product, "0", blank!("x.vision"));

pub(super) const NO_REFUSAL: Query = query!("pillars", "x.name", "0", blank!("x.we_wont"));

pub(super) const NO_NUMBERS: Query = query!(
    "outcomes",
    "x.name",
    "0",
    "(x.target IS NULL OR x.baseline IS NULL
      AND NOT EXISTS (SELECT 1 FROM outcome_readings AS r WHERE r.outcome_id = x.id))"
);

pub(super) const NO_OPEN_BET: Query = query!(
    "outcomes",
    "x.name",
    "0",
    "NOT EXISTS (SELECT 1 FROM bet_outcomes AS l JOIN bets AS b ON b.id = l.bet_id
                 WHERE l.outcome_id = x.id AND b.closed_at IS NULL)"
);

/// The day of the latest reading; one that was never measured counts from the day
/// it was made.
macro_rules! measured {
    () => {
        "coalesce((SELECT max(r.date) FROM outcome_readings AS r WHERE r.outcome_id = x.id), date(x.created_at))"
    };
}

pub(super) const NOT_MEASURED: Query = query!(
    "outcomes",
    "x.name",
    days_since!(measured!()),
    concat!(measured!(), " <= date(?3, '-30 days')")
);

pub(super) const NO_OUTCOME: Query = query!(
    "bets",
    "x.name",
    "0",
    "x.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM bet_outcomes AS l WHERE l.bet_id = x.id)"
);

pub(super) const NO_PROBLEM: Query = query!(
    "bets",
    "x.name",
    "0",
    "x.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM bet_problems AS l WHERE l.bet_id = x.id)"
);

pub(super) const NO_APPETITE: Query = query!(
    "bets",
    "x.name",
    "0",
    "x.closed_at IS NULL AND x.horizon = 'now' AND x.appetite_days IS NULL"
);

/// The day a bet is in, as its clock counts them: the first is the one its first
/// project began on. The clock runs on when that project is over, and a parked
/// bet's matters to nobody.
macro_rules! day {
    () => {
        "((unixepoch(?4) + 86399 - (SELECT min(unixepoch(p.started_at)) FROM projects AS p
                                    WHERE p.bet_id = x.id AND p.trashed_at IS NULL)) / 86400)"
    };
}

pub(super) const PAST_APPETITE: Query = query!(
    "bets",
    "x.name",
    day!(),
    concat!("x.closed_at IS NULL AND x.horizon <> 'parked' AND ", day!(), " > x.appetite_days")
);

/// A hunch is a bet without evidence, younger than 12 months and of any strength
/// but 0, on itself, its problems or its outcomes.
pub(super) const RESTS_ON_HUNCH: Query = query!(
    "bets",
    "x.name",
    "x.appetite_days",
    "x.closed_at IS NULL AND x.appetite_days >= 10 AND NOT EXISTS (
       SELECT 1 FROM evidence AS e
       WHERE e.trashed_at IS NULL AND e.strength IS NOT 0
         AND e.date > ?5
         AND e.id IN (
           SELECT l.evidence_id FROM evidence_bets AS l WHERE l.bet_id = x.id
           UNION ALL
           SELECT l.evidence_id FROM bet_problems AS b JOIN evidence_problems AS l ON l.problem_id = b.problem_id
           WHERE b.bet_id = x.id
           UNION ALL
           SELECT l.evidence_id FROM bet_outcomes AS b JOIN evidence_outcomes AS l ON l.outcome_id = b.outcome_id
           WHERE b.bet_id = x.id))"
);

pub(super) const NO_BET: Query =
    query!("projects", "x.name", "0", concat!(open_project!("x.status"), " AND x.bet_id IS NULL"));

pub(super) const NO_WHY: Query = query!(
    "projects",
    "x.name",
    "0",
    concat!(open_project!("x.status"), " AND ", blank!("x.why"), " AND ", blank!("x.why_line"))
);

pub(super) const NO_CHECK: Query = query!(
    "projects",
    "x.name",
    "0",
    concat!(
        open_project!("x.status"),
        " AND NOT EXISTS (
       SELECT 1 FROM tasks AS t JOIN task_checks AS c ON c.task_id = t.id
       WHERE t.project_id = x.id AND t.trashed_at IS NULL)"
    )
);

/// Putting a task away is touching its project too, so trashed tasks count.
pub(super) const UNTOUCHED: Query = query!(
    "projects",
    "x.name",
    "(unixepoch(?2) - max(unixepoch(x.updated_at),
       coalesce((SELECT max(unixepoch(t.updated_at)) FROM tasks AS t WHERE t.project_id = x.id), 0))) / 86400",
    concat!(
        "x.status = 'building' AND ",
        since!("x.updated_at"),
        " >= 10 * 86400 AND NOT EXISTS (SELECT 1 FROM tasks AS t WHERE t.project_id = x.id AND ",
        since!("t.updated_at"),
        " < 10 * 86400)"
    )
);

macro_rules! building {
    () => {
        concat!(
            "(SELECT count(*) FROM projects AS p INDEXED BY projects_open
          WHERE p.product_id = ?1 AND p.status = 'building' AND p.trashed_at IS NULL
            AND ",
            open_project!("p.status"),
            ")"
        )
    };
}

pub(super) const MANY_BUILDING: Query =
    query!(product, building!(), concat!(building!(), " > ", projects_building!()));

macro_rules! in_now {
    () => {
        "(SELECT count(*) FROM bets AS b
          WHERE b.product_id = ?1 AND b.horizon = 'now' AND b.closed_at IS NULL AND b.trashed_at IS NULL)"
    };
}

pub(super) const MANY_IN_NOW: Query =
    query!(product, in_now!(), concat!(in_now!(), " > ", bets_in_now!()));

/// Whether a flagged task waits for others, all of them over.
macro_rules! all_over {
    () => {
        concat!(
            "EXISTS (SELECT 1 FROM task_dependencies AS d JOIN tasks AS w ON w.id = d.depends_on
                 WHERE d.task_id = x.id AND w.trashed_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM task_dependencies AS d JOIN tasks AS w ON w.id = d.depends_on
                         WHERE d.task_id = x.id AND w.trashed_at IS NULL AND ",
            open_task!("w.status"),
            ")"
        )
    };
}

pub(super) const BLOCKED_WITHOUT_REASON: Query = query!(
    blocked tasks,
    "0",
    concat!(
        blank!("x.blocked_reason"),
        " AND NOT (",
        all_over!(),
        ")"
    )
);

pub(super) const BLOCKER_OVER: Query = query!(blocked tasks, "0", all_over!());

pub(super) const OLD_CAPTURE: Query = query!(
    "captures",
    "substr(x.text, 1, 200)",
    concat!(since!("x.created_at"), " / 86400"),
    concat!(
        "x.became_id IS NULL AND x.source <> 'ai' AND ",
        since!("x.created_at"),
        " > 7 * 86400"
    )
);

pub(super) const SEVERE_AND_LEFT: Query = query!(
    "problems",
    "x.name",
    "x.severity",
    concat!(
        "x.state <> 'solved' AND x.severity >= 4
     AND NOT EXISTS (SELECT 1 FROM bet_problems AS l JOIN bets AS b ON b.id = l.bet_id
                     WHERE l.problem_id = x.id AND b.closed_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM project_problems AS l JOIN projects AS p ON p.id = l.project_id
                     WHERE l.problem_id = x.id AND ",
        open_project!("p.status"),
        ")"
    )
);

pub(super) const NOBODY_FEELS: Query = query!(
    "problems",
    "x.name",
    "0",
    "x.state <> 'solved'
     AND NOT EXISTS (SELECT 1 FROM pains AS f WHERE f.problem_id = x.id AND f.trashed_at IS NULL)"
);

pub(super) const NO_PAIN: Query = query!(
    "personas",
    "x.name",
    "0",
    "NOT EXISTS (SELECT 1 FROM pains AS f WHERE f.persona_id = x.id AND f.trashed_at IS NULL)"
);

pub(super) const CLOSED_WITHOUT_RESULT: Query =
    query!("bets", "x.name", "0", "x.closed_at IS NOT NULL AND x.result IS NULL");

pub(super) const DONE_WITHOUT_RESULT: Query =
    query!("projects", "x.name", "0", "x.status = 'done' AND x.result = ''");

pub(super) const PAST_REVISIT: Query = query!(
    "decisions",
    "x.what",
    days_since!("x.revisit_on"),
    "x.revisit_on IS NOT NULL AND x.revisit_on < ?3"
);

/// Until proposals are entities of their own, what an AI captured is what waits
/// for review; such a capture is this gap and not [`OLD_CAPTURE`].
pub(super) const WAITS_FOR_REVIEW: Query = query!(
    "captures",
    "substr(x.text, 1, 200)",
    concat!(since!("x.created_at"), " / 86400"),
    concat!("x.became_id IS NULL AND x.source = 'ai' AND ", since!("x.created_at"), " > 3 * 86400")
);
