//! The SQL that reads the log; what writes it is in `log.rs`.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, SqliteConnection};

use crate::actor::{ActorKind, ActorName};
use crate::error::Result;
use crate::ids::ProductId;
use crate::refs::Kind;

/// One recorded edit of one row.
#[derive(Debug, FromRow)]
pub(crate) struct RowChange {
    pub(crate) id: i64,
    pub(crate) kind: Kind,
    pub(crate) entity_id: String,
    pub(crate) table_name: String,
    pub(crate) row_id: String,
    pub(crate) op: String,
    pub(crate) field: String,
}

/// One change set with its author.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct SetRow {
    pub(crate) seq: u32,
    pub(crate) actor_kind: ActorKind,
    pub(crate) actor_name: String,
    pub(crate) action: String,
    pub(crate) last_at: DateTime<Utc>,
    pub(crate) undoes: Option<u32>,
    pub(crate) undone_by: Option<u32>,
}

impl SetRow {
    pub(crate) fn by(&self) -> ActorName {
        ActorName { kind: self.actor_kind, name: self.actor_name.clone() }
    }
}

/// The fields of an entity changed after a rev, each with who changed it last.
pub(crate) async fn fields_changed_since(
    conn: &mut SqliteConnection,
    kind: Kind,
    id: &str,
    rev: u32,
) -> Result<Vec<(String, String)>> {
    Ok(sqlx::query_as(
        "SELECT r.field, s.actor_name FROM entity_changes AS e
         JOIN row_changes AS r ON r.change_seq = e.change_seq AND r.row_id = e.entity_id AND r.op = 'update'
         JOIN changes AS c ON c.seq = e.change_seq
         JOIN change_sets AS s ON s.seq = c.set_seq
         WHERE e.kind = ?1 AND e.entity_id = ?2 AND e.rev > ?3
         ORDER BY r.id DESC",
    )
    .bind(kind)
    .bind(id)
    .bind(rev)
    .fetch_all(conn)
    .await?)
}

pub(crate) async fn row_changes(conn: &mut SqliteConnection, seq: u32) -> Result<Vec<RowChange>> {
    Ok(sqlx::query_as(
        "SELECT id, kind, entity_id, table_name, row_id, op, field FROM row_changes
         WHERE change_seq = ?1 ORDER BY id",
    )
    .bind(seq)
    .fetch_all(conn)
    .await?)
}

/// Everything a set did, latest first.
pub(crate) async fn row_changes_of_set(
    conn: &mut SqliteConnection,
    set: u32,
) -> Result<Vec<RowChange>> {
    Ok(sqlx::query_as(
        "SELECT r.id, r.kind, r.entity_id, r.table_name, r.row_id, r.op, r.field FROM changes AS c
         JOIN row_changes AS r ON r.change_seq = c.seq
         WHERE c.set_seq = ?1 ORDER BY r.id DESC",
    )
    .bind(set)
    .fetch_all(conn)
    .await?)
}

pub(crate) async fn rev_after(
    conn: &mut SqliteConnection,
    seq: u32,
    kind: Kind,
    id: &str,
) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "SELECT rev FROM entity_changes WHERE change_seq = ?1 AND kind = ?2 AND entity_id = ?3",
    )
    .bind(seq)
    .bind(kind)
    .bind(id)
    .fetch_optional(conn)
    .await?
    .unwrap_or(0))
}

/// The last whole row logged for an entity that is no longer there.
pub(crate) async fn last_known_row(
    conn: &mut SqliteConnection,
    id: &str,
) -> Result<Option<String>> {
    Ok(sqlx::query_scalar(
        "SELECT CAST(coalesce(before, after) AS TEXT) FROM row_changes
         WHERE row_id = ?1 AND field = '*' ORDER BY id DESC LIMIT 1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?)
}

pub(crate) async fn set(conn: &mut SqliteConnection, seq: u32) -> Result<Option<SetRow>> {
    Ok(sqlx::query_as(
        "SELECT seq, actor_kind, actor_name, action, last_at, undoes, undone_by FROM change_sets WHERE seq = ?1",
    )
    .bind(seq)
    .fetch_optional(conn)
    .await?)
}

/// The set the person's undo key takes back: their latest that still stands.
pub(crate) async fn latest_own(conn: &mut SqliteConnection) -> Result<Option<u32>> {
    Ok(sqlx::query_scalar(
        "SELECT seq FROM change_sets
         WHERE actor_kind = 'you' AND undone_by IS NULL AND action NOT IN ('undo', 'redo')
         ORDER BY seq DESC LIMIT 1",
    )
    .fetch_optional(conn)
    .await?)
}

/// The undo that the person's redo key takes back: the latest that still stands
/// and has no new work of theirs after it.
pub(crate) async fn latest_own_undo(conn: &mut SqliteConnection) -> Result<Option<u32>> {
    Ok(sqlx::query_scalar(
        "SELECT max(seq) FROM change_sets
         WHERE actor_kind = 'you' AND undone_by IS NULL AND action = 'undo'
           AND seq > (SELECT coalesce(max(seq), 0) FROM change_sets
                      WHERE actor_kind = 'you' AND action NOT IN ('undo', 'redo'))",
    )
    .fetch_one(conn)
    .await?)
}

/// The latest set of any AI client that still stands.
pub(crate) async fn latest_of_ai(conn: &mut SqliteConnection) -> Result<Option<u32>> {
    Ok(sqlx::query_scalar(
        "SELECT seq FROM change_sets
         WHERE actor_kind = 'ai' AND undone_by IS NULL AND undoes IS NULL
         ORDER BY seq DESC LIMIT 1",
    )
    .fetch_optional(conn)
    .await?)
}

/// The sets of one product, latest first, below `before`.
pub(crate) async fn sets_of_product(
    conn: &mut SqliteConnection,
    product: &ProductId,
    before: u32,
    limit: u32,
) -> Result<Vec<SetRow>> {
    Ok(sqlx::query_as(
        "SELECT seq, actor_kind, actor_name, action, last_at, undoes, undone_by FROM change_sets
         WHERE seq < ?2 AND EXISTS (SELECT 1 FROM changes AS c WHERE c.product_id = ?1 AND c.set_seq = change_sets.seq)
         ORDER BY seq DESC LIMIT ?3",
    )
    .bind(product)
    .bind(before)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// The sets of one AI client, latest first.
pub(crate) async fn sets_of_client(
    conn: &mut SqliteConnection,
    name: &str,
    limit: u32,
) -> Result<Vec<SetRow>> {
    Ok(sqlx::query_as(
        "SELECT seq, actor_kind, actor_name, action, last_at, undoes, undone_by FROM change_sets
         WHERE actor_kind = 'ai' AND actor_name = ?1 AND undoes IS NULL
         ORDER BY seq DESC LIMIT ?2",
    )
    .bind(name)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// The changes of a set, in order, each with its reason.
pub(crate) async fn changes_of_set(
    conn: &mut SqliteConnection,
    set: u32,
) -> Result<Vec<(u32, String)>> {
    Ok(sqlx::query_as("SELECT seq, reason FROM changes WHERE set_seq = ?1 ORDER BY seq")
        .bind(set)
        .fetch_all(conn)
        .await?)
}

/// The changes that touched an entity, latest first.
pub(crate) async fn changes_of_entity(
    conn: &mut SqliteConnection,
    id: &str,
    limit: u32,
) -> Result<Vec<EntityChange>> {
    Ok(sqlx::query_as(
        "SELECT e.change_seq AS seq, e.rev, c.set_seq, c.action, c.at, s.actor_kind, s.actor_name
         FROM entity_changes AS e
         JOIN changes AS c ON c.seq = e.change_seq
         JOIN change_sets AS s ON s.seq = c.set_seq
         WHERE e.entity_id = ?1 ORDER BY e.rev DESC LIMIT ?2",
    )
    .bind(id)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

/// One change as one entity's history shows it.
#[derive(Debug, FromRow)]
pub(crate) struct EntityChange {
    pub(crate) seq: u32,
    pub(crate) rev: u32,
    pub(crate) set_seq: u32,
    pub(crate) action: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) actor_kind: ActorKind,
    pub(crate) actor_name: String,
}

/// Before and after of one field, as text.
#[derive(Debug, FromRow)]
pub(crate) struct ValueChange {
    pub(crate) kind: Kind,
    pub(crate) entity_id: String,
    pub(crate) table_name: String,
    pub(crate) op: String,
    pub(crate) field: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

pub(crate) async fn values_of_set(
    conn: &mut SqliteConnection,
    set: u32,
) -> Result<Vec<ValueChange>> {
    Ok(sqlx::query_as(
        "SELECT r.kind, r.entity_id, r.table_name, r.op, r.field,
                CAST(r.before AS TEXT) AS before, CAST(r.after AS TEXT) AS after
         FROM changes AS c JOIN row_changes AS r ON r.change_seq = c.seq
         WHERE c.set_seq = ?1 ORDER BY r.id",
    )
    .bind(set)
    .fetch_all(conn)
    .await?)
}

/// The greatest seq in the log.
pub(crate) async fn last_seq(conn: &mut SqliteConnection) -> Result<u32> {
    Ok(sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM changes").fetch_one(conn).await?)
}

/// What the feed tells of one change.
#[derive(Debug, FromRow)]
pub(crate) struct FeedRow {
    pub(crate) seq: u32,
    pub(crate) set_seq: u32,
    pub(crate) product_id: Option<String>,
    pub(crate) action: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) actor_kind: ActorKind,
    pub(crate) actor_name: String,
    pub(crate) undoes: Option<u32>,
}

/// The changes committed after a seq, in commit order.
pub(crate) async fn changes_after(conn: &mut SqliteConnection, seq: u32) -> Result<Vec<FeedRow>> {
    Ok(sqlx::query_as(
        "SELECT c.seq, c.set_seq, c.product_id, c.action, c.at, s.actor_kind, s.actor_name, s.undoes
         FROM changes AS c JOIN change_sets AS s ON s.seq = c.set_seq
         WHERE c.seq > ?1 ORDER BY c.seq LIMIT 500",
    )
    .bind(seq)
    .fetch_all(conn)
    .await?)
}

/// The product a set belongs to.
pub(crate) async fn product_of_set(
    conn: &mut SqliteConnection,
    set: u32,
) -> Result<Option<ProductId>> {
    Ok(sqlx::query_scalar(
        "SELECT product_id FROM changes WHERE set_seq = ?1 AND product_id IS NOT NULL LIMIT 1",
    )
    .bind(set)
    .fetch_optional(conn)
    .await?)
}

#[derive(FromRow)]
struct EntityEdit {
    change_seq: u32,
    #[sqlx(flatten)]
    edit: RowChange,
}

/// The edits of an entity's latest changes, each with its change.
pub(crate) async fn row_changes_of_entity(
    conn: &mut SqliteConnection,
    id: &str,
    limit: u32,
) -> Result<Vec<(u32, RowChange)>> {
    let rows: Vec<EntityEdit> = sqlx::query_as(
        "SELECT change_seq, id, kind, entity_id, table_name, row_id, op, field FROM row_changes
         WHERE entity_id = ?1 AND change_seq IN (
           SELECT change_seq FROM entity_changes WHERE entity_id = ?1 ORDER BY rev DESC LIMIT ?2)
         ORDER BY id",
    )
    .bind(id)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.change_seq, row.edit)).collect())
}
