//! The only SQL for tasks themselves; their parts are in `parts_sql.rs`.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::rows::{Dependency, StoredDependency, StoredRow, TaskFilter, TaskRow};
use super::types::Task;
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::finished::open_task;
use crate::base::ids::{ProductId, ProjectId, TaskId};
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::Kind;

impl Record for Task {
    type Id = TaskId;
    const KIND: Kind = Kind::Task;

    fn head(&self) -> Head<'_> {
        Head {
            id: self.id.as_str(),
            reference: &self.reference,
            name: &self.name,
            rev: self.rev,
            trashed: self.trashed_at.is_some(),
        }
    }

    fn cells(&self, cells: &mut Cells) {
        cells
            .once("product_id", &self.product_id)
            .once("project_id", &self.project_id)
            .put("name", &self.name)
            .put("kind", self.kind)
            .put("status", self.status)
            .put("status_reason", &self.status_reason)
            .put("description", &self.description)
            .put("why_line", &self.why_line)
            .list("constraints", &self.constraints)
            .list("labels", &self.labels)
            .put("priority", self.priority)
            .put("blocked", self.blocked)
            .put("blocked_reason", &self.blocked_reason)
            .put("branch", &self.branch)
            .list("commits", &self.commits)
            .put("pinned", self.pinned)
            .put("skipped_until", self.skipped_until)
            .put("started_at", self.started_at)
            .put("finished_at", self.finished_at)
            .put("trashed_at", self.trashed_at);
    }
}

/// A list row's columns, with what follows `FROM … JOIN …`. `?1` is the time now.
macro_rules! select_rows {
    ($tail:literal) => {
        concat!(
            concat!(
                "SELECT t.id, t.number, t.name, t.kind, t.status, t.priority, t.labels, t.blocked, t.blocked_reason,
               t.updated_at, t.rev, p.id AS project_id, p.number AS project_number, p.name AS project_name,
               (SELECT json_group_array(w.number) FROM task_dependencies AS d JOIN tasks AS w ON w.id = d.depends_on
                WHERE d.task_id = t.id AND w.trashed_at IS NULL AND ",
                open_task!("w.status"),
                ") AS waits_for,
               (SELECT count(*) FROM task_checks AS c WHERE c.task_id = t.id AND c.done) AS checks_done,
               (SELECT count(*) FROM task_checks AS c WHERE c.task_id = t.id) AS checks_total,
               (SELECT count(*) FROM task_steps AS s WHERE s.task_id = t.id AND s.done) AS steps_done,
               (SELECT count(*) FROM task_steps AS s WHERE s.task_id = t.id) AS steps_total,
               l.holder AS held_by, l.since AS held_since, l.until AS held_until
             FROM tasks AS t JOIN projects AS p ON p.id = t.project_id
             LEFT JOIN leases AS l ON l.task_id = t.id AND t.status = 'doing' AND (l.until IS NULL OR l.until > ?1) "
            ),
            $tail
        )
    };
}

pub(crate) async fn rows_of_project(
    conn: &mut SqliteConnection,
    project: &ProjectId,
    now: DateTime<Utc>,
) -> Result<Vec<TaskRow>> {
    let rows: Vec<StoredRow> = sqlx::query_as(select_rows!(
        "WHERE t.project_id = ?2 AND t.trashed_at IS NULL ORDER BY t.rank"
    ))
    .bind(now)
    .bind(project)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(TaskRow::from).collect())
}

pub(super) async fn rows(
    conn: &mut SqliteConnection,
    filter: &TaskFilter,
    number: Option<u32>,
    now: DateTime<Utc>,
) -> Result<Vec<TaskRow>> {
    let statuses: Vec<&str> = filter.statuses.iter().map(|s| s.word()).collect();
    let rows: Vec<StoredRow> = sqlx::query_as(select_rows!(
        "WHERE t.product_id = ?2 AND t.trashed_at IS NULL
           AND (?3 = '[]' OR t.status IN (SELECT value FROM json_each(?3)))
           AND (t.number IS ?5 OR (?5 IS NULL AND (?4 = '' OR instr(lower(t.name), lower(?4)) > 0)))
         ORDER BY p.rank, t.rank"
    ))
    .bind(now)
    .bind(&filter.product_id)
    .bind(Json(statuses))
    .bind(filter.text.trim())
    .bind(number)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(TaskRow::from).collect())
}

/// The tasks at one end of a task's dependencies: `?1` is the other end.
macro_rules! select_dependencies {
    ($this_end:literal, $other_end:literal) => {
        concat!(
            "SELECT t.id, t.number, t.name, t.status, p.id AS project_id, p.number AS project_number, p.name AS project_name
             FROM task_dependencies AS d JOIN tasks AS t ON t.id = d.",
            $this_end,
            " JOIN projects AS p ON p.id = t.project_id WHERE d.",
            $other_end,
            " = ?1 AND t.trashed_at IS NULL ORDER BY t.number"
        )
    };
}

/// The tasks that one waits for.
pub(crate) async fn waits_for(conn: &mut SqliteConnection, id: &TaskId) -> Result<Vec<Dependency>> {
    const SQL: &str = select_dependencies!("depends_on", "task_id");
    let rows: Vec<StoredDependency> = sqlx::query_as(SQL).bind(id).fetch_all(conn).await?;
    Ok(rows.into_iter().map(Dependency::from).collect())
}

/// The tasks that wait for one.
pub(crate) async fn frees(conn: &mut SqliteConnection, id: &TaskId) -> Result<Vec<Dependency>> {
    const SQL: &str = select_dependencies!("task_id", "depends_on");
    let rows: Vec<StoredDependency> = sqlx::query_as(SQL).bind(id).fetch_all(conn).await?;
    Ok(rows.into_iter().map(Dependency::from).collect())
}

/// The tasks before and after one in its project.
pub(crate) async fn neighbours(
    conn: &mut SqliteConnection,
    id: &TaskId,
) -> Result<(Option<TaskId>, Option<TaskId>)> {
    Ok(sqlx::query_as(
        "SELECT (SELECT b.id FROM tasks AS b WHERE b.project_id = t.project_id AND b.trashed_at IS NULL
                   AND b.rank < t.rank ORDER BY b.rank DESC LIMIT 1),
                (SELECT a.id FROM tasks AS a WHERE a.project_id = t.project_id AND a.trashed_at IS NULL
                   AND a.rank > t.rank ORDER BY a.rank LIMIT 1)
         FROM tasks AS t WHERE t.id = ?1",
    )
    .bind(id)
    .fetch_one(conn)
    .await?)
}

/// Gives a task a place in a project.
pub(super) async fn set_place(
    change: &mut Change,
    id: &TaskId,
    project: &ProjectId,
    rank: &str,
) -> Result<()> {
    sqlx::query("UPDATE tasks SET project_id = ?2, rank = ?3 WHERE id = ?1")
        .bind(id)
        .bind(project)
        .bind(rank)
        .execute(change.conn())
        .await?;
    Ok(())
}

/// Tasks being worked on, latest touched first.
pub(crate) async fn doing(
    conn: &mut SqliteConnection,
    product: &ProductId,
    limit: u32,
    now: DateTime<Utc>,
) -> Result<Vec<TaskRow>> {
    let rows: Vec<StoredRow> = sqlx::query_as(select_rows!(
        "WHERE t.id IN (SELECT id FROM tasks WHERE product_id = ?2 AND trashed_at IS NULL AND status = 'doing'
                        ORDER BY updated_at DESC LIMIT ?3)
         ORDER BY t.updated_at DESC"
    ))
    .bind(now)
    .bind(product)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(TaskRow::from).collect())
}

/// The rows at these places of the table, in the order given.
pub(crate) async fn rows_at(
    conn: &mut SqliteConnection,
    places: &[i64],
    now: DateTime<Utc>,
) -> Result<Vec<TaskRow>> {
    let rows: Vec<StoredRow> = sqlx::query_as(select_rows!(
        "WHERE t.rowid IN (SELECT value FROM json_each(?2))
         ORDER BY (SELECT key FROM json_each(?2) WHERE value = t.rowid)"
    ))
    .bind(now)
    .bind(Json(places))
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(TaskRow::from).collect())
}

/// The task at this place of the table.
pub(crate) async fn id_at(conn: &mut SqliteConnection, place: i64) -> Result<Option<TaskId>> {
    Ok(sqlx::query_scalar("SELECT id FROM tasks WHERE rowid = ?1")
        .bind(place)
        .fetch_optional(conn)
        .await?)
}
