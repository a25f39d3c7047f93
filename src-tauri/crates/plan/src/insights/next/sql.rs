//! The SQL of what is next. A row of a result costs far more than a row inside
//! SQLite, so what there may be thousands of comes as one packed text.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::types::Json;
use sqlx::{FromRow, SqliteConnection};

use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::finished::{finished, open_project, open_task};
use crate::base::ids::{ProductId, TaskId};
use crate::concepts::bets::Horizon;

/// A bet that is not in the trash.
#[derive(Debug, FromRow)]
pub(super) struct BetRow {
    pub(super) id: String,
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) horizon: Horizon,
    pub(super) closed: bool,
    pub(super) appetite_days: Option<u32>,
    pub(super) began: Option<DateTime<Utc>>,
}

/// The bets of a product in the order of the one list.
pub(super) async fn bets(conn: &mut SqliteConnection, product: &ProductId) -> Result<Vec<BetRow>> {
    Ok(sqlx::query_as(
        "SELECT id, number, name, horizon, closed_at IS NOT NULL AS closed, appetite_days,
           CASE WHEN closed_at IS NULL AND appetite_days IS NOT NULL THEN
             (SELECT min(p.started_at) FROM projects AS p WHERE p.bet_id = bets.id AND p.trashed_at IS NULL) END AS began
         FROM bets WHERE product_id = ?1 AND trashed_at IS NULL
         ORDER BY CASE horizon WHEN 'now' THEN 0 WHEN 'next' THEN 1 WHEN 'later' THEN 2 ELSE 3 END, rank, number",
    )
    .bind(product)
    .fetch_all(conn)
    .await?)
}

/// An open project with its open tasks.
#[derive(Debug, Deserialize)]
pub(super) struct ProjectRow {
    pub(super) id: String,
    pub(super) building: u8,
    pub(super) bet: Option<String>,
    /// Whether it waits for an unfinished project.
    pub(super) waits: u8,
    /// Its open tasks in order, packed, with commas between; none for none.
    tasks: Option<String>,
}

/// A task as packed: its row, and what its score depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PackedTask {
    pub(super) row: i64,
    pub(super) doing: bool,
    pub(super) blocked: bool,
    /// The place in [`Priority::ALL`](crate::Priority::ALL).
    pub(super) priority: usize,
}

impl ProjectRow {
    /// How many open tasks it has.
    pub(super) fn open_count(&self) -> usize {
        self.tasks.as_deref().map_or(0, |packed| packed.split(',').count())
    }

    /// Its open tasks, in order.
    pub(super) fn open_tasks(&self) -> impl Iterator<Item = PackedTask> {
        let packed = self.tasks.as_deref().unwrap_or_default().split(',');
        packed.filter_map(|packed| packed.parse::<i64>().ok()).map(|packed| PackedTask {
            row: packed >> 4,
            doing: packed & 1 != 0,
            blocked: packed & 2 != 0,
            priority: usize::try_from(packed >> 2 & 3).unwrap_or_default(),
        })
    }
}

/// The open projects of a product, in order.
pub(super) async fn projects(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<ProjectRow>> {
    let Json(rows) = sqlx::query_scalar(
        concat!(
            "SELECT json_group_array(json_object(
           'id', id, 'building', building, 'bet', bet_id, 'waits', waits, 'tasks', tasks)) FROM (
           SELECT p.id, p.status = 'building' AS building, p.bet_id,
             EXISTS (SELECT 1 FROM project_dependencies AS d JOIN projects AS w ON w.id = d.depends_on
                     WHERE d.project_id = p.id AND w.trashed_at IS NULL AND ",
            open_project!("w.status"),
            ") AS waits,
             (SELECT group_concat(packed) FROM (
                SELECT t.rowid * 16 + (t.status = 'doing') + 2 * t.blocked
                  + 4 * CASE t.priority WHEN 'p1' THEN 0 WHEN 'p2' THEN 1 WHEN 'p3' THEN 2 ELSE 3 END AS packed
                FROM tasks AS t INDEXED BY tasks_open
                WHERE t.project_id = p.id AND t.trashed_at IS NULL AND ",
            open_task!("t.status"),
            "
                ORDER BY t.rank, t.number)) AS tasks
           FROM projects AS p
           WHERE p.product_id = ?1 AND p.trashed_at IS NULL AND ",
            open_project!("p.status"),
            "
           ORDER BY p.rank, p.number)"
        ),
    )
    .bind(product)
    .fetch_one(conn)
    .await?;
    Ok(rows)
}

/// Which unfinished task waits for which other: pairs of rows.
pub(super) async fn waits(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<(i64, i64)>> {
    let packed: Option<String> = sqlx::query_scalar(
        concat!(
            "SELECT group_concat(x.rowid || ' ' || w.rowid)
         FROM tasks AS x INDEXED BY tasks_unfinished
         CROSS JOIN task_dependencies AS d ON d.task_id = x.id
         CROSS JOIN tasks AS w INDEXED BY tasks_unfinished ON w.product_id = x.product_id AND w.id = d.depends_on
         WHERE x.product_id = ?1 AND x.trashed_at IS NULL AND ",
            open_task!("x.status"),
            "
           AND w.trashed_at IS NULL AND ",
            open_task!("w.status")
        ),
    )
    .bind(product)
    .fetch_one(conn)
    .await?;
    let pairs = packed.as_deref().unwrap_or_default().split(',');
    let pair = |text: &str| {
        let (task, on) = text.split_once(' ')?;
        Some((task.parse().ok()?, on.parse().ok()?))
    };
    Ok(pairs.filter_map(pair).collect())
}

/// The rows of the tasks that are hidden at an instant.
pub(super) async fn skipped(
    conn: &mut SqliteConnection,
    product: &ProductId,
    now: DateTime<Utc>,
) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar(
        concat!(
            "SELECT rowid FROM tasks WHERE product_id = ?1 AND skipped_until > ?2 AND trashed_at IS NULL
           AND ",
            open_task!("status")
        ),
    )
    .bind(product)
    .bind(now)
    .fetch_all(conn)
    .await?)
}

/// The row of the pinned task.
pub(super) async fn pinned(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Option<i64>> {
    Ok(sqlx::query_scalar(
        "SELECT rowid FROM tasks WHERE product_id = ?1 AND pinned = 1 AND trashed_at IS NULL",
    )
    .bind(product)
    .fetch_optional(conn)
    .await?)
}

/// The projects at or below an entity: its own, those of bets on it or of it.
pub(super) async fn projects_under(
    conn: &mut SqliteConnection,
    product: &ProductId,
    id: &str,
) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT id FROM projects WHERE product_id = ?1 AND trashed_at IS NULL AND (
           id = ?2 OR bet_id = ?2 OR pillar_id = ?2
           OR id IN (SELECT project_id FROM project_personas WHERE persona_id = ?2
                     UNION SELECT project_id FROM project_problems WHERE problem_id = ?2)
           OR bet_id IN (SELECT bet_id FROM bet_personas WHERE persona_id = ?2
                         UNION SELECT bet_id FROM bet_problems WHERE problem_id = ?2
                         UNION SELECT bet_id FROM bet_outcomes WHERE outcome_id = ?2
                         UNION SELECT b.bet_id FROM outcome_pillars AS o
                           JOIN bet_outcomes AS b ON b.outcome_id = o.outcome_id WHERE o.pillar_id = ?2))",
    )
    .bind(product)
    .bind(id)
    .fetch_all(conn)
    .await?)
}

/// How many tasks are open, wherever they are.
pub(super) async fn open_total(conn: &mut SqliteConnection, product: &ProductId) -> Result<usize> {
    let total: u32 = sqlx::query_scalar(concat!(
        "SELECT count(*) FROM tasks INDEXED BY tasks_unfinished
         WHERE product_id = ?1 AND trashed_at IS NULL AND ",
        open_task!("status")
    ))
    .bind(product)
    .fetch_one(conn)
    .await?;
    Ok(usize::try_from(total).unwrap_or(usize::MAX))
}

/// The project of each open task whose project is done or dropped.
pub(super) async fn left_behind(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        concat!(
            "SELECT p.id FROM projects AS p JOIN tasks AS t INDEXED BY tasks_open ON t.project_id = p.id
         WHERE p.product_id = ?1 AND p.trashed_at IS NULL AND ",
            finished!("p.status"),
            "
           AND t.trashed_at IS NULL AND ",
            open_task!("t.status")
        ),
    )
    .bind(product)
    .fetch_all(conn)
    .await?)
}

/// Pins one task and no other of its product; a pinned task is not skipped.
pub(super) async fn pin(change: &mut Change, product: &ProductId, id: &TaskId) -> Result<()> {
    // The other first: at no moment may two be pinned.
    sqlx::query("UPDATE tasks SET pinned = 0 WHERE product_id = ?1 AND pinned = 1 AND id <> ?2")
        .bind(product)
        .bind(id)
        .execute(change.conn())
        .await?;
    sqlx::query("UPDATE tasks SET pinned = 1, skipped_until = NULL WHERE id = ?1")
        .bind(id)
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(super) async fn unpin(change: &mut Change, id: &TaskId) -> Result<()> {
    sqlx::query("UPDATE tasks SET pinned = 0 WHERE id = ?1")
        .bind(id)
        .execute(change.conn())
        .await?;
    Ok(())
}

/// Hides a task until an instant, or shows it again; a hidden task is not pinned.
pub(super) async fn skip(
    change: &mut Change,
    id: &TaskId,
    until: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query(
        "UPDATE tasks SET skipped_until = ?2, pinned = CASE WHEN ?2 IS NULL THEN pinned ELSE 0 END
         WHERE id = ?1",
    )
    .bind(id)
    .bind(until)
    .execute(change.conn())
    .await?;
    Ok(())
}
