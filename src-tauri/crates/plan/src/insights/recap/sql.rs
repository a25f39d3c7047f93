//! The SQL of what happened since: a bounded look at the latest of the log.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{FromRow, Sqlite, SqliteConnection, Transaction};

use crate::base::action::Action;
use crate::base::actor::{ActorKind, ActorName};
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::refs::Kind;

/// Where a reader stands in the log, and since when.
#[derive(Debug, Clone, Copy, FromRow)]
pub(super) struct Cursor {
    pub(super) seq: u32,
    pub(super) at: Option<DateTime<Utc>>,
}

pub(super) async fn cursor(
    conn: &mut SqliteConnection,
    client: &str,
    product: &ProductId,
) -> Result<Option<Cursor>> {
    Ok(sqlx::query_as("SELECT seq, at FROM cursors WHERE client = ?1 AND product_id = ?2")
        .bind(client)
        .bind(product)
        .fetch_optional(conn)
        .await?)
}

/// Moves a reader on, never back and never past the end of the log.
pub(super) async fn move_cursor(
    transaction: &mut Transaction<'static, Sqlite>,
    client: &str,
    product: &ProductId,
    (seq, at): (u32, DateTime<Utc>),
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO cursors (client, product_id, seq, at)
         VALUES (?1, ?2, min(?3, (SELECT coalesce(max(seq), 0) FROM changes)), ?4)
         ON CONFLICT (client, product_id) DO UPDATE
           SET seq = max(cursors.seq, excluded.seq), at = excluded.at",
    )
    .bind(client)
    .bind(product)
    .bind(seq)
    .bind(at)
    .execute(&mut **transaction)
    .await
    .map(drop)
}

/// A change, with whose it is.
#[derive(Debug, Clone, FromRow)]
pub(super) struct ChangeRow {
    pub(super) seq: u32,
    pub(super) set_seq: u32,
    #[sqlx(try_from = "String")]
    pub(super) action: Action,
    pub(super) at: DateTime<Utc>,
    pub(super) actor_kind: ActorKind,
    pub(super) actor_name: String,
    pub(super) undoes: Option<u32>,
    pub(super) undone: bool,
    /// How many entities it touched.
    pub(super) touched: u32,
}

impl ChangeRow {
    pub(super) fn by(&self) -> ActorName {
        ActorName { kind: self.actor_kind, name: self.actor_name.clone() }
    }
}

/// The latest changes of a product since a seq: the table `c`, of at most `?3`.
macro_rules! latest {
    ($select:literal, $tail:literal) => {
        concat!(
            "SELECT ",
            $select,
            " FROM (SELECT seq, set_seq, action, at, undone_by FROM changes INDEXED BY changes_in_product
                    WHERE product_id = ?1 AND seq > ?2 ORDER BY seq DESC LIMIT ?3) AS c
             CROSS JOIN change_sets AS s ON s.seq = c.set_seq ",
            $tail
        )
    };
}

/// The latest changes by others, newest first: at most `told` of the last `seen`.
pub(super) async fn by_others(
    conn: &mut SqliteConnection,
    product: &ProductId,
    since: u32,
    own: &ActorName,
    (seen, told): (u32, u32),
) -> Result<Vec<ChangeRow>> {
    Ok(sqlx::query_as(latest!(
        "c.seq, c.set_seq, c.action, c.at, s.actor_kind, s.actor_name, s.undoes, c.undone_by IS NOT NULL AS undone,
         (SELECT count(*) FROM entity_changes AS e WHERE e.change_seq = c.seq) AS touched",
        "WHERE NOT (s.actor_kind = ?4 AND s.actor_name = ?5) ORDER BY c.seq DESC LIMIT ?6"
    ))
    .bind(product)
    .bind(since)
    .bind(seen)
    .bind(own.kind)
    .bind(&own.name)
    .bind(told)
    .fetch_all(conn)
    .await?)
}

/// How many change sets of one actor the last `seen` changes belong to.
pub(super) async fn own_sets(
    conn: &mut SqliteConnection,
    product: &ProductId,
    since: u32,
    own: &ActorName,
    seen: u32,
) -> Result<u32> {
    Ok(sqlx::query_scalar(latest!(
        "count(DISTINCT c.set_seq)",
        "WHERE s.actor_kind = ?4 AND s.actor_name = ?5"
    ))
    .bind(product)
    .bind(since)
    .bind(seen)
    .bind(own.kind)
    .bind(&own.name)
    .fetch_one(conn)
    .await?)
}

/// One way in which a change touched an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(rename_all = "lowercase")]
pub(super) enum Happening {
    /// It is new.
    Made,
    /// It is gone for good.
    Gone,
    /// It went to the trash.
    Trashed,
    /// It came back from the trash.
    Restored,
    /// It is done.
    Finished,
    /// It was given up.
    Dropped,
    /// It was begun.
    Started,
    /// A bet was closed.
    Closed,
    /// It is open again, or no longer begun.
    Reopened,
    /// A capture became something else.
    Placed,
    /// It was put before all others.
    Pinned,
    /// It has another place.
    Moved,
    /// Something else of it changed.
    Edited,
    /// Nothing worth telling.
    Aside,
}

/// What one change did to one entity.
#[derive(Debug, FromRow)]
pub(super) struct EditRow {
    pub(super) seq: u32,
    pub(super) kind: Kind,
    pub(super) entity_id: String,
    pub(super) happening: Happening,
    /// The number of the project a task is in.
    pub(super) project: Option<u32>,
}

/// What these changes did, oldest first.
pub(super) async fn edits(conn: &mut SqliteConnection, changes: &[u32]) -> Result<Vec<EditRow>> {
    Ok(sqlx::query_as(
        "SELECT r.seq, r.kind, r.entity_id, r.happening, p.number AS project FROM (
           SELECT change_seq AS seq, kind, entity_id, min(id) AS id, CASE
             WHEN row_id <> entity_id THEN 'edited'
             WHEN op = 'insert' THEN 'made'
             WHEN op = 'delete' THEN 'gone'
             WHEN field = 'trashed_at' THEN iif(after IS NULL, 'restored', 'trashed')
             WHEN field = 'status' THEN CASE after WHEN 'done' THEN 'finished' WHEN 'dropped' THEN 'dropped'
               WHEN 'doing' THEN 'started' WHEN 'building' THEN 'started' ELSE 'reopened' END
             WHEN field = 'closed_at' THEN iif(after IS NULL, 'reopened', 'closed')
             WHEN field = 'became_id' AND after IS NOT NULL THEN 'placed'
             WHEN field = 'pinned' AND after = 1 THEN 'pinned'
             WHEN field IN ('rank', 'horizon', 'project_id') THEN 'moved'
             WHEN field IN ('started_at', 'finished_at', 'pinned', 'skipped_until') THEN 'aside'
             ELSE 'edited' END AS happening
           FROM row_changes WHERE change_seq IN (SELECT value FROM json_each(?1))
           GROUP BY seq, kind, entity_id, happening) AS r
         LEFT JOIN tasks AS t ON r.kind = 'task' AND t.id = r.entity_id
         LEFT JOIN projects AS p ON p.id = t.project_id
         ORDER BY r.seq, r.id",
    )
    .bind(Json(changes))
    .fetch_all(conn)
    .await?)
}
