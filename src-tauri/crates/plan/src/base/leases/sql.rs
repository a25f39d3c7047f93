//! The only SQL for leases.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{FromRow, SqliteConnection};

use super::Lease;
use crate::base::actor::Actor;
use crate::base::error::Result;
use crate::base::holder::Holder;
use crate::base::ids::{ProductId, TaskId};

/// The lease on a task, over or not.
pub(crate) async fn of(conn: &mut SqliteConnection, task: &TaskId) -> Result<Option<Lease>> {
    Ok(sqlx::query_as("SELECT holder, session, since, until FROM leases WHERE task_id = ?1")
        .bind(task)
        .fetch_optional(conn)
        .await?)
}

/// The leases on what is being done in a product, over or not, each with the row
/// of its task.
pub(crate) async fn in_product(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<(i64, Lease)>> {
    #[derive(FromRow)]
    struct Row {
        row: i64,
        #[sqlx(flatten)]
        lease: Lease,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT t.rowid AS row, l.holder, l.session, l.since, l.until
         FROM leases AS l CROSS JOIN tasks AS t ON t.id = l.task_id
         WHERE t.product_id = ?1 AND t.status = 'doing' AND t.trashed_at IS NULL",
    )
    .bind(product)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.row, row.lease)).collect())
}

/// Who is at work on those of these tasks that are held at an instant, by id.
pub(crate) async fn holders(
    conn: &mut SqliteConnection,
    tasks: &[&str],
    at: DateTime<Utc>,
) -> Result<HashMap<String, Holder>> {
    #[derive(FromRow)]
    struct Row {
        task_id: String,
        #[sqlx(flatten)]
        lease: Lease,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT l.task_id, l.holder, l.session, l.since, l.until
         FROM leases AS l JOIN tasks AS t ON t.id = l.task_id AND t.status = 'doing' AND t.trashed_at IS NULL
         WHERE l.task_id IN (SELECT value FROM json_each(?1)) AND (l.until IS NULL OR l.until > ?2)",
    )
    .bind(Json(tasks))
    .bind(at)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.task_id, row.lease.into_holder())).collect())
}

/// Gives a task to an actor, whoever had it.
pub(super) async fn put(
    conn: &mut SqliteConnection,
    task: &TaskId,
    actor: &Actor,
    seq: u32,
    (since, until): (DateTime<Utc>, Option<DateTime<Utc>>),
) -> Result<()> {
    sqlx::query(
        "INSERT OR REPLACE INTO leases (task_id, holder, session, since, until, claimed_in)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )
    .bind(task)
    .bind(actor.shown().stored())
    .bind(&actor.session)
    .bind(since)
    .bind(until)
    .bind(seq)
    .execute(conn)
    .await?;
    Ok(())
}

/// Renews an actor's own lease on a task: whether there is one.
pub(super) async fn renew(
    conn: &mut SqliteConnection,
    task: &TaskId,
    actor: &Actor,
    until: DateTime<Utc>,
) -> Result<bool> {
    let renewed = sqlx::query(
        "UPDATE leases SET until = ?2
         WHERE task_id = ?1 AND holder = ?3 AND session IS ?4 AND until IS NOT NULL",
    )
    .bind(task)
    .bind(until)
    .bind(actor.shown().stored())
    .bind(&actor.session)
    .execute(conn)
    .await?;
    Ok(renewed.rows_affected() > 0)
}

/// Renews an actor's own leases on the tasks that a settled change touched.
pub(super) async fn renew_touched(
    conn: &mut SqliteConnection,
    seq: u32,
    actor: &Actor,
    until: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE leases SET until = ?2
         WHERE task_id IN (SELECT entity_id FROM entity_changes WHERE change_seq = ?1 AND kind = 'task')
           AND holder = ?3 AND session IS ?4 AND until IS NOT NULL",
    )
    .bind(seq)
    .bind(until)
    .bind(actor.shown().stored())
    .bind(&actor.session)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the leases on the tasks that a settled change touched and that are not
/// being done any more.
pub(super) async fn end_idle(conn: &mut SqliteConnection, seq: u32) -> Result<()> {
    sqlx::query(
        "DELETE FROM leases
         WHERE task_id IN (SELECT entity_id FROM entity_changes WHERE change_seq = ?1 AND kind = 'task')
           AND NOT EXISTS (SELECT 1 FROM tasks AS t WHERE t.id = task_id AND t.status = 'doing' AND t.trashed_at IS NULL)",
    )
    .bind(seq)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the leases that these changes took.
pub(crate) async fn end_taken_in(conn: &mut SqliteConnection, changes: &[u32]) -> Result<()> {
    sqlx::query("DELETE FROM leases WHERE claimed_in IN (SELECT value FROM json_each(?1))")
        .bind(Json(changes))
        .execute(conn)
        .await?;
    Ok(())
}
