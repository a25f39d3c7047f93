//! The only SQL for tasks themselves; their parts are in `parts_sql.rs`.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::rows::{Dependency, StoredDependency, StoredRow, TaskFilter, TaskRow};
use super::types::{Stored, Task};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::finished::open_task;
use crate::base::ids::{ProductId, ProjectId, TaskId};

pub(crate) async fn get(conn: &mut SqliteConnection, id: &TaskId) -> Result<Option<Task>> {
    let row: Option<Stored> =
        sqlx::query_as("SELECT * FROM tasks WHERE id = ?1").bind(id).fetch_optional(conn).await?;
    Ok(row.map(Task::from))
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

pub(super) async fn insert(
    change: &mut Change,
    task: &Task,
    number: u32,
    rank: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO tasks (id, product_id, project_id, number, name, kind, status, description, why_line, constraints,
           labels, priority, blocked, blocked_reason, branch, started_at, finished_at, rank, rev,
           created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, 0, ?19, ?20, ?19, ?20)",
    )
    .bind(&task.id)
    .bind(&task.product_id)
    .bind(&task.project_id)
    .bind(number)
    .bind(&task.name)
    .bind(task.kind)
    .bind(task.status)
    .bind(&task.description)
    .bind(&task.why_line)
    .bind(Json(&task.constraints))
    .bind(Json(&task.labels))
    .bind(task.priority)
    .bind(task.blocked)
    .bind(&task.blocked_reason)
    .bind(&task.branch)
    .bind(task.started_at)
    .bind(task.finished_at)
    .bind(rank)
    .bind(task.created_at)
    .bind(task.created_by.stored())
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(super) async fn update(change: &mut Change, task: &Task) -> Result<()> {
    sqlx::query(
        "UPDATE tasks SET name = ?2, kind = ?3, status = ?4, status_reason = ?5, description = ?6, why_line = ?7,
           constraints = ?8, labels = ?9, priority = ?10, blocked = ?11, blocked_reason = ?12, branch = ?13,
           commits = ?14, started_at = ?15, finished_at = ?16, trashed_at = ?17, pinned = ?18,
           skipped_until = ?19 WHERE id = ?1",
    )
    .bind(&task.id)
    .bind(&task.name)
    .bind(task.kind)
    .bind(task.status)
    .bind(&task.status_reason)
    .bind(&task.description)
    .bind(&task.why_line)
    .bind(Json(&task.constraints))
    .bind(Json(&task.labels))
    .bind(task.priority)
    .bind(task.blocked)
    .bind(&task.blocked_reason)
    .bind(&task.branch)
    .bind(Json(&task.commits))
    .bind(task.started_at)
    .bind(task.finished_at)
    .bind(task.trashed_at)
    .bind(task.pinned)
    .bind(task.skipped_until)
    .execute(change.conn())
    .await?;
    Ok(())
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
