//! What next, and why: arithmetic that a person can read.
//!
//! Candidates are open tasks that nothing holds back: not blocked, waiting for no
//! unfinished task, in an open project that waits for no unfinished project, and
//! not of a bet that is parked or closed, and that nobody else has claimed.
//! `score.rs` weighs them. What the person
//! says goes before: a pinned task is first, a skipped one is hidden until
//! tomorrow. A pin cannot clear what is in the way; then the answer says so.

mod choose;
mod free;
mod pins;
mod score;
mod sql;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{Connection, SqliteConnection};

pub use score::{Term, TermName};

use crate::Plan;
use crate::base::actor::Actor;
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::ids::ProductId;
use crate::base::records;
use crate::base::refs::{Kind, Link};
use crate::base::wording;
use crate::concepts::products::Product;
use crate::concepts::tasks::{self, TaskRow};
use choose::{Candidate, Choice, OpenWork};
pub(crate) use free::free;

/// The most rows one answer has.
const MOST_ROWS: u32 = 100;
/// How many of those who hold tasks are named.
const HOLDERS_TOLD: usize = 3;

/// Which tasks to choose from, and how many to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextQuery {
    /// Only tasks of this project, or of projects under this pillar, outcome, bet,
    /// persona or problem.
    pub under: Option<(Kind, String)>,
    /// At most this many rows, 1 to 100.
    pub limit: u32,
}

impl NextQuery {
    /// From all open tasks of the product.
    #[must_use]
    pub fn best(limit: u32) -> Self {
        Self { under: None, limit }
    }
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Next {
    /// The best tasks, best first; the second is the runner-up.
    pub rows: Vec<NextRow>,
    /// The runner-up in one sentence, whatever the limit.
    pub runner_up: Option<String>,
    /// Open tasks that are no candidates.
    pub held_back: HeldBack,
    /// Why the pinned task is not first, when something is in its way.
    pub pinned_waits: Option<String>,
    /// Why there is nothing to do, when there are no rows.
    pub nothing: Option<String>,
}

/// A task that can be worked on now, with its reasons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct NextRow {
    /// The task, with its project.
    pub task: TaskRow,
    /// The bet its project serves.
    pub bet: Option<Link>,
    /// From 0 to 100, to one decimal.
    pub score: f64,
    /// Whether the person put it first.
    pub pinned: bool,
    /// Why, in words, weightiest first.
    pub reasons: Vec<String>,
    /// What the score is made of.
    pub terms: Vec<Term>,
}

/// How many open tasks are held back, each counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct HeldBack {
    /// Held by another: an agent or person who claimed it.
    pub held: u32,
    /// Blocked, or waiting for unfinished work.
    pub blocked: u32,
    /// Skipped until tomorrow.
    pub skipped: u32,
    /// Of a bet that is parked or closed.
    pub parked: u32,
    /// In a project that is done or dropped.
    pub left_behind: u32,
}

impl Plan {
    /// The tasks to do next, best first, each with its reasons; the same plan gives
    /// the same answer all day, but for what others claim or let go of meanwhile.
    pub async fn next(
        &self,
        actor: &Actor,
        product: &ProductId,
        query: &NextQuery,
    ) -> Result<Next> {
        let mut conn = self.store().reader().await?;
        // One snapshot: rows of the first statement are looked up by the last.
        let mut snapshot = conn.begin().await?;
        let next = self.choose(&mut snapshot, actor, product, query).await?;
        snapshot.rollback().await?;
        Ok(next)
    }

    async fn choose(
        &self,
        conn: &mut SqliteConnection,
        actor: &Actor,
        product: &ProductId,
        query: &NextQuery,
    ) -> Result<Next> {
        records::known::<Product>(conn, product).await?;
        let under = under(conn, product, query.under.as_ref()).await?;
        let within = |project: &str| under.as_ref().is_none_or(|ids| ids.contains(project));
        let (ambient, now) = (self.ambient(), self.ambient().now());
        let work = OpenWork::read(conn, product, actor, (ambient, now)).await?;
        let limit = usize::try_from(query.limit.clamp(1, MOST_ROWS)).unwrap_or(usize::MAX);
        // The runner-up is told even where one row is asked for.
        let Choice { candidates, held_back, holders } = work.choice(limit.max(2), within);
        let mut rows = rows(conn, &work, &candidates, now).await?;
        let runner_up = rows
            .get(1)
            .map(|r| format!("{} is next best: {}.", r.task.reference, r.reasons.join(", ")));
        rows.truncate(limit);
        let pinned_waits = match (work.pinned, candidates.first()) {
            (Some(_), Some(first)) if first.pinned => None,
            (Some(row), _) => pinned_waits(conn, row, within, now).await?,
            (None, _) => None,
        };
        let nothing = rows.is_empty().then(|| nothing(held_back, &holders, 0));
        Ok(Next { rows, runner_up, held_back, pinned_waits, nothing })
    }
}

/// The projects to choose from; `None` for all.
async fn under(
    conn: &mut SqliteConnection,
    product: &ProductId,
    under: Option<&(Kind, String)>,
) -> Result<Option<HashSet<String>>> {
    let Some((kind, id)) = under else { return Ok(None) };
    match kind {
        Kind::Product => return Ok(None),
        Kind::Project
        | Kind::Bet
        | Kind::Outcome
        | Kind::Pillar
        | Kind::Persona
        | Kind::Problem => {}
        other => {
            return Err(Error::invalid(
                "under",
                format!("No tasks are under a {}.", other.word()),
                "Name a pillar, outcome, bet, persona, problem or project.",
            ));
        }
    }
    entities::get(conn, *kind, id).await?.ok_or_else(|| entities::missing(*kind))?;
    Ok(Some(sql::projects_under(conn, product, id).await?.into_iter().collect()))
}

async fn rows(
    conn: &mut SqliteConnection,
    work: &OpenWork,
    best: &[Candidate],
    now: DateTime<Utc>,
) -> Result<Vec<NextRow>> {
    let places: Vec<i64> = best.iter().map(|c| c.row).collect();
    let tasks = tasks::sql::rows_at(conn, &places, now).await?;
    let row = |(candidate, task): (&Candidate, TaskRow)| {
        let facts = work.facts(candidate, usize::MAX);
        let terms = facts.terms();
        let mut reasons = score::reasons(&terms);
        if candidate.pinned {
            reasons.insert(0, "pinned".to_owned());
        }
        NextRow {
            task,
            bet: work.bet(candidate),
            score: score::rounded(facts.score()),
            pinned: candidate.pinned,
            reasons,
            terms,
        }
    };
    Ok(best.iter().zip(tasks).map(row).collect())
}

/// What is in the way of a pinned task that is no candidate.
async fn pinned_waits(
    conn: &mut SqliteConnection,
    row: i64,
    within: impl Fn(&str) -> bool,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    let task = tasks::sql::rows_at(conn, &[row], now).await?.pop();
    Ok(task.filter(|task| within(&task.project.id)).map(|task| {
        let name = &task.reference;
        if let Some(held) = &task.held {
            format!("{name} is pinned, but {held}.")
        } else if task.blocked && !task.blocked_reason.is_empty() {
            format!("{name} is pinned, but blocked: {}", task.blocked_reason)
        } else if task.blocked {
            format!("{name} is pinned, but blocked.")
        } else if !task.waits_for.is_empty() {
            format!("{name} is pinned, but waits for {}.", task.waits_for.join(", "))
        } else {
            format!("{name} is pinned, but its project {} is held back.", task.project.reference)
        }
    }))
}

/// `Cursor, Robo and 7 others`
fn listed(names: &BTreeSet<String>) -> String {
    let mut told: Vec<String> = names.iter().take(HOLDERS_TOLD).cloned().collect();
    match names.len() - told.len() {
        0 => {}
        1 => told.push("1 other".to_owned()),
        more => told.push(format!("{more} others")),
    }
    wording::and_joined(&told)
}

/// Why no task can be worked on: what holds tasks back, by whom they are held, and
/// how many have been begun by someone who claimed nothing.
fn nothing(held: HeldBack, holders: &BTreeSet<String>, under_way: u32) -> String {
    let holders = listed(holders);
    let [one_held, held_by] = ["is", "are"].map(|be| format!("{be} held by {holders}"));
    let parts: Vec<String> = [
        (held.held, one_held.as_str(), held_by.as_str()),
        (under_way, "is under way without a claim", "are under way without a claim"),
        (held.blocked, "is blocked or waits for other work", "are blocked or wait for other work"),
        (held.skipped, "is skipped until tomorrow", "are skipped until tomorrow"),
        (
            held.parked,
            "serves a bet that is parked or closed",
            "serve bets that are parked or closed",
        ),
        (held.left_behind, "is in a project that is over", "are in projects that are over"),
    ]
    .into_iter()
    .filter(|(n, ..)| *n > 0)
    .map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many }))
    .collect();
    if parts.is_empty() {
        return "No task is open here. Add a task to a project.".to_owned();
    }
    format!("No task can be started: {}.", parts.join(", "))
}
