//! The only SQL for steps, checks and notes.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::types::{Check, Step, TaskNote};
use crate::base::actor::ActorName;
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::ids::{CheckId, StepId, TaskId};

pub(crate) async fn steps(conn: &mut SqliteConnection, task: &TaskId) -> Result<Vec<Step>> {
    Ok(sqlx::query_as("SELECT id, text, done FROM task_steps WHERE task_id = ?1 ORDER BY rank")
        .bind(task)
        .fetch_all(conn)
        .await?)
}

#[derive(sqlx::FromRow)]
struct StoredCheck {
    id: CheckId,
    text: String,
    done: bool,
    how: String,
    answered_by: Option<String>,
}

impl From<StoredCheck> for Check {
    fn from(row: StoredCheck) -> Self {
        let by = row.answered_by.map(ActorName::from);
        Self { id: row.id, text: row.text, done: row.done, how: row.how, by }
    }
}

pub(crate) async fn checks(conn: &mut SqliteConnection, task: &TaskId) -> Result<Vec<Check>> {
    let rows: Vec<StoredCheck> = sqlx::query_as(
        "SELECT id, text, done, how, answered_by FROM task_checks WHERE task_id = ?1 ORDER BY rank",
    )
    .bind(task)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Check::from).collect())
}

pub(crate) async fn notes(conn: &mut SqliteConnection, task: &TaskId) -> Result<Vec<TaskNote>> {
    Ok(sqlx::query_as("SELECT id, at, by, text FROM task_notes WHERE task_id = ?1 ORDER BY at, id")
        .bind(task)
        .fetch_all(conn)
        .await?)
}

/// A step with its task.
pub(super) async fn step(
    conn: &mut SqliteConnection,
    id: &StepId,
) -> Result<Option<(TaskId, Step)>> {
    let row: Option<(TaskId, StepId, String, bool)> =
        sqlx::query_as("SELECT task_id, id, text, done FROM task_steps WHERE id = ?1")
            .bind(id)
            .fetch_optional(conn)
            .await?;
    Ok(row.map(|(task, id, text, done)| (task, Step { id, text, done })))
}

/// A check with its task.
pub(super) async fn check(
    conn: &mut SqliteConnection,
    id: &CheckId,
) -> Result<Option<(TaskId, Check)>> {
    let task: Option<TaskId> = sqlx::query_scalar("SELECT task_id FROM task_checks WHERE id = ?1")
        .bind(id)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(task) = task else { return Ok(None) };
    let found = checks(conn, &task).await?.into_iter().find(|c| c.id == *id);
    Ok(found.map(|check| (task, check)))
}

pub(super) async fn insert_step(
    change: &mut Change,
    task: &TaskId,
    text: &str,
    rank: &str,
) -> Result<()> {
    let id = change.id();
    sqlx::query("INSERT INTO task_steps (id, task_id, text, rank) VALUES (?1, ?2, ?3, ?4)")
        .bind(id)
        .bind(task)
        .bind(text)
        .bind(rank)
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(super) async fn update_step(change: &mut Change, step: &Step) -> Result<()> {
    sqlx::query("UPDATE task_steps SET text = ?2, done = ?3 WHERE id = ?1")
        .bind(&step.id)
        .bind(&step.text)
        .bind(step.done)
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(super) async fn rank_step(change: &mut Change, id: &StepId, rank: &str) -> Result<()> {
    sqlx::query("UPDATE task_steps SET rank = ?2 WHERE id = ?1")
        .bind(id)
        .bind(rank)
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(super) async fn delete_step(change: &mut Change, id: &StepId) -> Result<()> {
    sqlx::query("DELETE FROM task_steps WHERE id = ?1").bind(id).execute(change.conn()).await?;
    Ok(())
}

pub(super) async fn insert_check(
    change: &mut Change,
    task: &TaskId,
    text: &str,
    rank: &str,
) -> Result<()> {
    let id = change.id();
    sqlx::query("INSERT INTO task_checks (id, task_id, text, rank) VALUES (?1, ?2, ?3, ?4)")
        .bind(id)
        .bind(task)
        .bind(text)
        .bind(rank)
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(super) async fn update_check(change: &mut Change, check: &Check) -> Result<()> {
    sqlx::query(
        "UPDATE task_checks SET text = ?2, done = ?3, how = ?4, answered_by = ?5 WHERE id = ?1",
    )
    .bind(&check.id)
    .bind(&check.text)
    .bind(check.done)
    .bind(&check.how)
    .bind(check.by.as_ref().map(ActorName::stored))
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(super) async fn rank_check(change: &mut Change, id: &CheckId, rank: &str) -> Result<()> {
    sqlx::query("UPDATE task_checks SET rank = ?2 WHERE id = ?1")
        .bind(id)
        .bind(rank)
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(super) async fn delete_check(change: &mut Change, id: &CheckId) -> Result<()> {
    sqlx::query("DELETE FROM task_checks WHERE id = ?1").bind(id).execute(change.conn()).await?;
    Ok(())
}

pub(super) async fn insert_note(
    change: &mut Change,
    task: &TaskId,
    text: &str,
    at: DateTime<Utc>,
    by: &ActorName,
) -> Result<()> {
    let id = change.id();
    sqlx::query("INSERT INTO task_notes (id, task_id, text, at, by) VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(id)
        .bind(task)
        .bind(text)
        .bind(at)
        .bind(by.stored())
        .execute(change.conn())
        .await?;
    Ok(())
}
