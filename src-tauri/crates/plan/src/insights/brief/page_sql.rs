//! The only SQL for what a brief tells beside its grounds.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use crate::base::actor::ActorName;
use crate::base::error::Result;
use crate::base::finished::{open_project, open_task};
use crate::base::ids::ProductId;
use crate::base::refs::Kind;
use crate::concepts::projects::ProjectStatus;
use crate::concepts::tasks::TaskStatus;

/// A piece of evidence, as far as it is quoted.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Quote {
    pub(super) number: u32,
    pub(super) text: String,
    pub(super) source: String,
    pub(super) date: Option<NaiveDate>,
}

/// The two pieces of evidence that say most about a problem, or else about a bet:
/// words before numbers, strong before weak, new before old.
pub(super) async fn quotes(
    conn: &mut SqliteConnection,
    problem: Option<&str>,
    bet: Option<&str>,
) -> Result<Vec<Quote>> {
    Ok(sqlx::query_as(
        "SELECT e.number, substr(e.text, 1, 2000) AS text, e.source, e.date
         FROM (SELECT evidence_id, 0 AS tier FROM evidence_problems WHERE problem_id = ?1
               UNION ALL SELECT evidence_id, 1 FROM evidence_bets WHERE bet_id = ?2) AS l
         JOIN evidence AS e ON e.id = l.evidence_id
         WHERE e.trashed_at IS NULL GROUP BY e.id
         ORDER BY e.kind = 'quote' DESC, min(l.tier), coalesce(e.strength, -1) DESC, e.date DESC, e.number DESC
         LIMIT 2",
    )
    .bind(problem)
    .bind(bet)
    .fetch_all(conn)
    .await?)
}

/// A decision, as far as it is told.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Decision {
    pub(super) number: u32,
    pub(super) what: String,
    pub(super) why: String,
    pub(super) instead_of: String,
    pub(super) revisit_on: Option<NaiveDate>,
    pub(super) about_kind: Kind,
    /// Which of the entities asked for it is about: the place of the nearest.
    pub(super) nearest: u32,
}

/// The decisions about any of the entities, those about the first of them first;
/// at most `limit`.
pub(super) async fn decisions(
    conn: &mut SqliteConnection,
    about: &[&str],
    limit: u32,
) -> Result<Vec<Decision>> {
    Ok(sqlx::query_as(
        "SELECT d.number, d.what, substr(d.why, 1, 2000) AS why, substr(d.instead_of, 1, 2000) AS instead_of,
           d.revisit_on, a.about_kind, min(e.key) AS nearest
         FROM json_each(?1) AS e JOIN decision_about AS a ON a.about_id = e.value
         JOIN decisions AS d ON d.id = a.decision_id
         WHERE d.trashed_at IS NULL GROUP BY d.id ORDER BY min(e.key), d.number DESC LIMIT ?2",
    )
    .bind(Json(about))
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// An open task beside another.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Sibling {
    pub(super) number: u32,
    pub(super) name: String,
}

/// The open tasks of a project nearest to one of them, in order, at most `most` on
/// each side; and how many open tasks there are beside it.
pub(super) async fn siblings(
    conn: &mut SqliteConnection,
    task: &str,
    most: u32,
) -> Result<(Vec<Sibling>, u32)> {
    let near = sqlx::query_as(concat!(
        "SELECT number, name FROM (
           SELECT * FROM (SELECT s.number, s.name, s.rank FROM tasks AS t
             JOIN tasks AS s ON s.project_id = t.project_id AND s.rank < t.rank
             WHERE t.id = ?1 AND s.trashed_at IS NULL AND ",
        open_task!("s.status"),
        " ORDER BY s.rank DESC LIMIT ?2)
           UNION ALL
           SELECT * FROM (SELECT s.number, s.name, s.rank FROM tasks AS t
             JOIN tasks AS s ON s.project_id = t.project_id AND s.rank > t.rank
             WHERE t.id = ?1 AND s.trashed_at IS NULL AND ",
        open_task!("s.status"),
        " ORDER BY s.rank LIMIT ?2))
         ORDER BY rank"
    ))
    .bind(task)
    .bind(most)
    .fetch_all(&mut *conn)
    .await?;
    let count = sqlx::query_scalar(
        concat!(
            "SELECT count(*) FROM tasks AS t JOIN tasks AS s ON s.product_id = t.product_id AND s.project_id = t.project_id
         WHERE t.id = ?1 AND s.id <> ?1 AND s.trashed_at IS NULL AND ",
            open_task!("s.status")
        ),
    )
    .bind(task)
    .fetch_one(conn)
    .await?;
    Ok((near, count))
}

/// A line of a task's log.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Note {
    pub(super) at: DateTime<Utc>,
    #[sqlx(try_from = "String")]
    pub(super) by: ActorName,
    pub(super) text: String,
}

/// The latest notes of a task, the latest first.
pub(super) async fn notes(
    conn: &mut SqliteConnection,
    task: &str,
    limit: u32,
) -> Result<Vec<Note>> {
    Ok(sqlx::query_as(
        "SELECT at, by, text FROM task_notes WHERE task_id = ?1 ORDER BY at DESC, id DESC LIMIT ?2",
    )
    .bind(task)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// What the brief of a bet tells beside its grounds.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct BetFacts {
    pub(super) product_id: ProductId,
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) belief: String,
    pub(super) horizon: String,
    pub(super) appetite_days: Option<u32>,
    pub(super) signals: String,
    pub(super) review_on: Option<NaiveDate>,
    pub(super) learned: String,
    pub(super) rev: u32,
}

pub(super) async fn bet_facts(conn: &mut SqliteConnection, id: &str) -> Result<Option<BetFacts>> {
    Ok(sqlx::query_as(
        "SELECT product_id, number, name, belief, horizon, appetite_days, signals, review_on, learned, rev
         FROM bets WHERE id = ?1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?)
}

/// A check of one of a project's tasks.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct ProjectCheck {
    pub(super) text: String,
    pub(super) done: bool,
    pub(super) task: u32,
}

/// The checks of a project's tasks that were not dropped, in order; at most `limit`.
pub(super) async fn checks_of_project(
    conn: &mut SqliteConnection,
    project: &str,
    limit: u32,
) -> Result<Vec<ProjectCheck>> {
    Ok(sqlx::query_as(
        "SELECT c.text, c.done, t.number AS task FROM tasks AS t JOIN task_checks AS c ON c.task_id = t.id
         WHERE t.project_id = ?1 AND t.trashed_at IS NULL AND t.status <> 'dropped'
         ORDER BY t.rank, c.rank LIMIT ?2",
    )
    .bind(project)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// A project at the other end of a dependency, or beside another.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct OtherProject {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) status: ProjectStatus,
}

/// The projects that one waits for.
pub(super) async fn project_waits_for(
    conn: &mut SqliteConnection,
    project: &str,
) -> Result<Vec<OtherProject>> {
    Ok(sqlx::query_as(
        "SELECT w.number, w.name, w.status FROM project_dependencies AS d JOIN projects AS w ON w.id = d.depends_on
         WHERE d.project_id = ?1 AND w.trashed_at IS NULL ORDER BY w.rank",
    )
    .bind(project)
    .fetch_all(conn)
    .await?)
}

/// The open projects that serve the same bet as one, in order.
pub(super) async fn projects_beside(
    conn: &mut SqliteConnection,
    project: &str,
) -> Result<Vec<OtherProject>> {
    Ok(sqlx::query_as(
        concat!(
            "SELECT s.number, s.name, s.status FROM projects AS p JOIN projects AS s ON s.bet_id = p.bet_id
         WHERE p.id = ?1 AND s.id <> ?1 AND s.trashed_at IS NULL AND ",
            open_project!("s.status"),
            "
         ORDER BY s.rank"
        ),
    )
    .bind(project)
    .fetch_all(conn)
    .await?)
}

/// The projects that serve a bet, in order.
pub(super) async fn projects_of_bet(
    conn: &mut SqliteConnection,
    bet: &str,
) -> Result<Vec<OtherProject>> {
    Ok(sqlx::query_as(
        "SELECT number, name, status FROM projects WHERE bet_id = ?1 AND trashed_at IS NULL ORDER BY rank",
    )
    .bind(bet)
    .fetch_all(conn)
    .await?)
}

/// A task in the list of its project.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct ProjectTask {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) status: TaskStatus,
    pub(super) checks_done: u32,
    pub(super) checks_total: u32,
}

/// The tasks of a project, in order; at most `limit`.
pub(super) async fn tasks_of_project(
    conn: &mut SqliteConnection,
    project: &str,
    limit: u32,
) -> Result<Vec<ProjectTask>> {
    Ok(sqlx::query_as(
        "SELECT t.number, t.name, t.status,
           (SELECT count(*) FROM task_checks AS c WHERE c.task_id = t.id AND c.done) AS checks_done,
           (SELECT count(*) FROM task_checks AS c WHERE c.task_id = t.id) AS checks_total
         FROM tasks AS t WHERE t.project_id = ?1 AND t.trashed_at IS NULL ORDER BY t.rank LIMIT ?2",
    )
    .bind(project)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}
