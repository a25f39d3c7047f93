//! The SQL that reads the log; what writes it is in `write.rs`, what reads single
//! changes in `changes.rs`.

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, FromRow, SqliteConnection};

use crate::base::action::Action;
use crate::base::actor::{ActorKind, ActorName};
use crate::base::error::{Moved, Result};
use crate::base::ids::ProductId;
use crate::base::refs::Kind;

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
    /// Whether the new value is nothing.
    pub(crate) cleared: bool,
    /// The values of a field whose edit has a word of its own, such as a status.
    #[sqlx(default)]
    pub(crate) was: Option<String>,
    #[sqlx(default)]
    pub(crate) now: Option<String>,
}

/// The columns of [`RowChange`], with the values that a sentence is made of.
macro_rules! telling {
    ($head:literal, $tail:literal) => {
        concat!(
            "SELECT ",
            $head,
            "id, kind, entity_id, table_name, row_id, op, field, after IS NULL AS cleared,
               CASE WHEN field IN ('status', 'horizon', 'pinned', 'blocked', 'done') THEN CAST(before AS TEXT) END AS was,
               CASE WHEN field IN ('status', 'horizon', 'pinned', 'blocked', 'done') THEN CAST(after AS TEXT) END AS now
             FROM row_changes ",
            $tail
        )
    };
}

/// One change set with its author.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct SetRow {
    pub(crate) seq: u32,
    pub(crate) actor_kind: ActorKind,
    pub(crate) actor_name: String,
    #[sqlx(try_from = "String")]
    pub(crate) action: Action,
    pub(crate) last_at: DateTime<Utc>,
    pub(crate) undoes: Option<u32>,
    pub(crate) undone_by: Option<u32>,
}

impl SetRow {
    pub(crate) fn by(&self) -> ActorName {
        ActorName { kind: self.actor_kind, name: self.actor_name.clone() }
    }
}

/// What of an entity changed, by whom and when.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct Edited {
    pub(crate) table_name: String,
    pub(crate) row_id: String,
    /// The column, or `*` for a whole row.
    pub(crate) field: String,
    actor_kind: ActorKind,
    actor_name: String,
    at: DateTime<Utc>,
}

impl Edited {
    /// As part of a conflict, by the field's shown name and with its value now.
    pub(crate) fn moved(&self, field: &str, current: String) -> Moved {
        let by = ActorName { kind: self.actor_kind, name: self.actor_name.clone() };
        Moved { field: field.to_owned(), current, by, at: self.at }
    }
}

/// The edits of an entity after a rev, the latest first.
pub(crate) async fn edits_since(
    conn: &mut SqliteConnection,
    kind: Kind,
    id: &str,
    rev: u32,
) -> Result<Vec<Edited>> {
    Ok(sqlx::query_as(
        "SELECT r.table_name, r.row_id, r.field, s.actor_kind, s.actor_name, c.at FROM entity_changes AS e
         JOIN row_changes AS r ON r.change_seq = e.change_seq AND r.entity_id = e.entity_id
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
    const SQL: &str = telling!("", "WHERE change_seq = ?1 ORDER BY id");
    Ok(sqlx::query_as(SQL).bind(seq).fetch_all(conn).await?)
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

/// The latest sets that still stand and could be taken back, chosen by a
/// condition; more than one, because the latest may have nothing left to restore.
macro_rules! standing_sets {
    ($which:literal) => {
        concat!(
            "SELECT seq, actor_kind, actor_name, action, last_at, undoes, undone_by FROM change_sets AS s
             WHERE undone_by IS NULL AND ",
            $which,
            " AND EXISTS (SELECT 1 FROM changes AS c JOIN row_changes AS r ON r.change_seq = c.seq
                          WHERE c.set_seq = s.seq AND c.undone_by IS NULL)
             ORDER BY seq DESC LIMIT 20"
        )
    };
}

/// The person's own sets that an undo without a number takes back, best first:
/// those of one session, or of any when none is given. None that made a product.
pub(crate) async fn latest_own(
    conn: &mut SqliteConnection,
    session: Option<&str>,
) -> Result<Vec<SetRow>> {
    const SQL: &str = standing_sets!(
        "actor_kind = 'you' AND action NOT IN ('undo', 'redo') AND (?1 IS NULL OR session = ?1)
         AND NOT EXISTS (SELECT 1 FROM changes AS c JOIN row_changes AS r ON r.change_seq = c.seq
                         WHERE c.set_seq = s.seq AND r.table_name = 'products' AND r.op = 'insert')"
    );
    Ok(sqlx::query_as(SQL).bind(session).fetch_all(conn).await?)
}

/// The undos that the person's redo takes back, best first: those with no new work
/// of theirs after them, in the same session when one is given.
pub(crate) async fn latest_own_undo(
    conn: &mut SqliteConnection,
    session: Option<&str>,
) -> Result<Vec<SetRow>> {
    const SQL: &str = standing_sets!(
        "actor_kind = 'you' AND action = 'undo' AND (?1 IS NULL OR session = ?1)
         AND seq > (SELECT coalesce(max(seq), 0) FROM change_sets
                    WHERE actor_kind = 'you' AND action NOT IN ('undo', 'redo')
                      AND (?1 IS NULL OR session = ?1))"
    );
    Ok(sqlx::query_as(SQL).bind(session).fetch_all(conn).await?)
}

/// The latest sets of any AI client.
pub(crate) async fn latest_of_ai(conn: &mut SqliteConnection) -> Result<Vec<SetRow>> {
    const SQL: &str = standing_sets!("actor_kind = 'ai' AND undoes IS NULL");
    Ok(sqlx::query_as(SQL).fetch_all(conn).await?)
}

/// Puts tasks that an undo left alive in a trashed project into the trash with
/// it, as if they had gone together.
pub(crate) async fn trash_with_project(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query(
        "UPDATE tasks SET trashed_at = (SELECT p.trashed_at FROM projects AS p WHERE p.id = tasks.project_id)
         WHERE trashed_at IS NULL AND project_id IN (SELECT id FROM projects WHERE trashed_at IS NOT NULL)",
    )
    .execute(conn)
    .await?;
    Ok(())
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
    #[sqlx(try_from = "String")]
    pub(crate) action: Action,
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
    pub(crate) row_id: String,
    pub(crate) op: String,
    pub(crate) field: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// The kind of an entity that the log knows.
pub(super) async fn kind_of(conn: &mut SqliteConnection, id: &str) -> Result<Option<Kind>> {
    Ok(sqlx::query_scalar("SELECT kind FROM row_changes WHERE entity_id = ?1 LIMIT 1")
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

pub(crate) async fn values_of_set(
    conn: &mut SqliteConnection,
    set: u32,
) -> Result<Vec<ValueChange>> {
    Ok(sqlx::query_as(
        "SELECT r.kind, r.entity_id, r.table_name, r.row_id, r.op, r.field,
                CAST(r.before AS TEXT) AS before, CAST(r.after AS TEXT) AS after
         FROM changes AS c JOIN row_changes AS r ON r.change_seq = c.seq
         WHERE c.set_seq = ?1 ORDER BY r.id",
    )
    .bind(set)
    .fetch_all(conn)
    .await?)
}

/// What one change did to an entity so far, in order.
pub(crate) async fn values_of_change(
    conn: &mut SqliteConnection,
    seq: u32,
    id: &str,
) -> Result<Vec<ValueChange>> {
    Ok(sqlx::query_as(
        "SELECT kind, entity_id, table_name, row_id, op, field, CAST(before AS TEXT) AS before,
                CAST(after AS TEXT) AS after
         FROM row_changes WHERE change_seq = ?1 AND entity_id = ?2 ORDER BY id",
    )
    .bind(seq)
    .bind(id)
    .fetch_all(conn)
    .await?)
}

/// The text of a check or step, or what it was when it was last there.
pub(super) async fn text_of_part(
    conn: &mut SqliteConnection,
    table: &str,
    row: &str,
) -> Result<String> {
    // The table is one of ours.
    let sql = format!("SELECT text FROM {table} WHERE id = ?1");
    let text: Option<String> =
        sqlx::query_scalar(AssertSqlSafe(sql)).bind(row).fetch_optional(&mut *conn).await?;
    if let Some(text) = text {
        return Ok(text);
    }
    let gone = last_known_row(conn, row).await?;
    let gone: serde_json::Value =
        gone.and_then(|row| serde_json::from_str(&row).ok()).unwrap_or_default();
    Ok(gone["text"].as_str().unwrap_or_default().to_owned())
}

/// When the latest change was made.
pub(crate) async fn latest_at(conn: &mut SqliteConnection) -> Result<Option<DateTime<Utc>>> {
    Ok(sqlx::query_scalar("SELECT at FROM changes ORDER BY seq DESC LIMIT 1")
        .fetch_optional(conn)
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
    #[sqlx(try_from = "String")]
    pub(crate) action: Action,
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
    const SQL: &str = telling!(
        "change_seq, ",
        "WHERE entity_id = ?1 AND change_seq IN (
           SELECT change_seq FROM entity_changes WHERE entity_id = ?1 ORDER BY rev DESC LIMIT ?2)
         ORDER BY id"
    );
    let rows: Vec<EntityEdit> = sqlx::query_as(SQL).bind(id).bind(limit).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.change_seq, row.edit)).collect())
}
