//! The SQL that writes the log: sets, changes, revs, and what undo marks.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, SqliteConnection};

use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::refs::Kind;

pub(crate) async fn insert_set(
    conn: &mut SqliteConnection,
    actor: &Actor,
    action: Action,
    at: DateTime<Utc>,
) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "INSERT INTO change_sets (actor_kind, actor_name, client, session, folder, action, started_at, last_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) RETURNING seq",
    )
    .bind(actor.kind)
    .bind(&actor.name)
    .bind(&actor.client)
    .bind(&actor.session)
    .bind(&actor.folder)
    .bind(action)
    .bind(at)
    .fetch_one(conn)
    .await?)
}

/// The set an AI client's next call joins.
pub(crate) async fn open_turn(
    conn: &mut SqliteConnection,
    actor: &Actor,
    since: DateTime<Utc>,
) -> Result<Option<u32>> {
    Ok(sqlx::query_scalar(
        "SELECT seq FROM change_sets
         WHERE actor_kind = ?1 AND actor_name = ?2 AND client IS ?3 AND session IS ?4 AND folder IS ?6
           AND undoes IS NULL AND undone_by IS NULL AND last_at >= ?5
         ORDER BY last_at DESC, seq DESC LIMIT 1",
    )
    .bind(actor.kind)
    .bind(&actor.name)
    .bind(&actor.client)
    .bind(&actor.session)
    .bind(since)
    .bind(&actor.folder)
    .fetch_optional(conn)
    .await?)
}

/// Opens a change: from here on the triggers accept writes.
pub(crate) async fn insert_change(
    conn: &mut SqliteConnection,
    set: u32,
    action: Action,
    at: DateTime<Utc>,
) -> Result<u32> {
    let seq = sqlx::query_scalar(
        "INSERT INTO changes (set_seq, action, at) VALUES (?1, ?2, ?3) RETURNING seq",
    )
    .bind(set)
    .bind(action)
    .bind(at)
    .fetch_one(&mut *conn)
    .await?;
    sqlx::query("INSERT INTO current_change (seq) VALUES (?1)").bind(seq).execute(conn).await?;
    Ok(seq)
}

/// Ends a change: from here on the triggers refuse writes.
pub(crate) async fn close_change(
    conn: &mut SqliteConnection,
    seq: u32,
    set: u32,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("DELETE FROM current_change WHERE seq = ?1").bind(seq).execute(&mut *conn).await?;
    sqlx::query("UPDATE change_sets SET last_at = ?2 WHERE seq = ?1")
        .bind(set)
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes a change out of the log again that altered nothing of the plan.
pub(crate) async fn withdraw(conn: &mut SqliteConnection, seq: u32, set: u32) -> Result<()> {
    sqlx::query("DELETE FROM current_change WHERE seq = ?1").bind(seq).execute(&mut *conn).await?;
    sqlx::query("DELETE FROM changes WHERE seq = ?1").bind(seq).execute(&mut *conn).await?;
    sqlx::query(
        "DELETE FROM change_sets WHERE seq = ?1 AND NOT EXISTS (SELECT 1 FROM changes WHERE set_seq = ?1)",
    )
    .bind(set)
    .execute(conn)
    .await?;
    Ok(())
}

pub(crate) async fn set_product(
    conn: &mut SqliteConnection,
    seq: u32,
    product: &ProductId,
) -> Result<()> {
    sqlx::query("UPDATE changes SET product_id = ?2 WHERE seq = ?1")
        .bind(seq)
        .bind(product)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn set_reason(conn: &mut SqliteConnection, seq: u32, reason: &str) -> Result<()> {
    sqlx::query("UPDATE changes SET reason = ?2 WHERE seq = ?1")
        .bind(seq)
        .bind(reason)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn next_number(
    conn: &mut SqliteConnection,
    product: &ProductId,
    kind: Kind,
) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "INSERT INTO counters (product_id, kind, last) VALUES (?1, ?2, 1)
         ON CONFLICT (product_id, kind) DO UPDATE SET last = last + 1 RETURNING last",
    )
    .bind(product)
    .bind(kind)
    .fetch_one(conn)
    .await?)
}

pub(crate) async fn insert_entity_change(
    conn: &mut SqliteConnection,
    seq: u32,
    kind: Kind,
    id: &str,
    rev: u32,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO entity_changes (change_seq, kind, entity_id, rev) VALUES (?1, ?2, ?3, ?4)",
    )
    .bind(seq)
    .bind(kind)
    .bind(id)
    .bind(rev)
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives an entity its next rev; `None` when the row is gone. A row that came back
/// as the log knew it goes on after the last rev it ever had.
pub(crate) async fn bump(
    conn: &mut SqliteConnection,
    kind: Kind,
    id: &str,
    at: DateTime<Utc>,
    by: &str,
) -> Result<Option<u32>> {
    // The table's name is a constant of ours.
    let sql = format!(
        "UPDATE {} SET updated_at = ?2, updated_by = ?3,
           rev = 1 + max(rev, coalesce((SELECT max(rev) FROM entity_changes WHERE entity_id = ?1), 0))
         WHERE id = ?1 RETURNING rev",
        kind.table()
    );
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .bind(at)
        .bind(by)
        .fetch_optional(conn)
        .await?)
}

/// The rev that follows the last one an entity had.
pub(crate) async fn rev_after_last(conn: &mut SqliteConnection, id: &str) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "SELECT 1 + coalesce(max(rev), 0) FROM entity_changes WHERE entity_id = ?1",
    )
    .bind(id)
    .fetch_one(conn)
    .await?)
}

/// Notes which set an undo takes back.
pub(crate) async fn set_undoes(conn: &mut SqliteConnection, own: u32, set: u32) -> Result<()> {
    sqlx::query("UPDATE change_sets SET undoes = ?2 WHERE seq = ?1")
        .bind(own)
        .bind(set)
        .execute(conn)
        .await?;
    Ok(())
}

/// A first answer, and what it answered.
#[derive(Debug, FromRow)]
pub(super) struct FirstAnswer {
    pub(super) at: DateTime<Utc>,
    pub(super) request: Vec<u8>,
    pub(super) answer: String,
}

/// The first answer given to this client's key since a time.
pub(super) async fn answer(
    conn: &mut SqliteConnection,
    client: &str,
    key: &str,
    since: DateTime<Utc>,
) -> Result<Option<FirstAnswer>> {
    Ok(sqlx::query_as(
        "SELECT at, request, answer FROM answers WHERE client = ?1 AND key = ?2 AND at >= ?3",
    )
    .bind(client)
    .bind(key)
    .bind(since)
    .fetch_optional(conn)
    .await?)
}

/// Drops the answers older than `since`.
pub(super) async fn forget_answers(
    conn: &mut SqliteConnection,
    since: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("DELETE FROM answers WHERE at < ?1").bind(since).execute(conn).await?;
    Ok(())
}

pub(super) async fn keep_answer(
    conn: &mut SqliteConnection,
    (client, key, at): (&str, &str, DateTime<Utc>),
    request: &[u8],
    answer: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO answers (client, key, at, request, answer) VALUES (?1, ?2, ?3, ?4, ?5)",
    )
    .bind(client)
    .bind(key)
    .bind(at)
    .bind(request)
    .bind(answer)
    .execute(conn)
    .await?;
    Ok(())
}
