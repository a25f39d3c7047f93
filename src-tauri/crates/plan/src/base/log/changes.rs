//! The SQL that reads single changes, each with whose it is.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{FromRow, SqliteConnection};

use crate::base::action::Action;
use crate::base::actor::ActorKind;
use crate::base::error::Result;
use crate::base::ids::ProductId;

/// One change, with whose it is and the product it belongs to.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct RecordedChange {
    pub(crate) seq: u32,
    pub(crate) set_seq: u32,
    #[sqlx(try_from = "String")]
    pub(crate) action: Action,
    pub(crate) reason: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) actor_kind: ActorKind,
    pub(crate) actor_name: String,
    pub(crate) product: Option<String>,
    pub(crate) undone: bool,
}

/// Changes with their authors and products, chosen by a condition.
macro_rules! changes {
    ($which:literal) => {
        concat!(
            "SELECT c.seq, c.set_seq, c.action, c.reason, c.at, s.actor_kind, s.actor_name,
               c.undone_by IS NOT NULL AS undone, p.name AS product
             FROM changes AS c JOIN change_sets AS s ON s.seq = c.set_seq
             LEFT JOIN products AS p ON p.id = c.product_id
             WHERE ",
            $which
        )
    };
}

/// The changes of a set, in order.
pub(crate) async fn of_set(conn: &mut SqliteConnection, set: u32) -> Result<Vec<RecordedChange>> {
    const SQL: &str = changes!("c.set_seq = ?1 ORDER BY c.seq");
    Ok(sqlx::query_as(SQL).bind(set).fetch_all(conn).await?)
}

/// One change.
pub(crate) async fn at(conn: &mut SqliteConnection, seq: u32) -> Result<Option<RecordedChange>> {
    const SQL: &str = changes!("c.seq = ?1");
    Ok(sqlx::query_as(SQL).bind(seq).fetch_optional(conn).await?)
}

/// The changes that these took back, in order.
pub(crate) async fn taken_back_by(
    conn: &mut SqliteConnection,
    changes: &[u32],
) -> Result<Vec<u32>> {
    Ok(sqlx::query_scalar(
        "SELECT change_seq FROM taken_back
         WHERE by_seq IN (SELECT value FROM json_each(?1)) ORDER BY change_seq",
    )
    .bind(Json(changes))
    .fetch_all(conn)
    .await?)
}

/// The latest changes of one AI client that took nothing back.
pub(crate) async fn of_client(
    conn: &mut SqliteConnection,
    name: &str,
    limit: u32,
) -> Result<Vec<RecordedChange>> {
    const SQL: &str = changes!(
        "s.actor_kind = 'ai' AND s.actor_name = ?1 AND s.undoes IS NULL ORDER BY c.seq DESC LIMIT ?2"
    );
    Ok(sqlx::query_as(SQL).bind(name).bind(limit).fetch_all(conn).await?)
}

/// The latest changes of one product.
pub(crate) async fn of_product(
    conn: &mut SqliteConnection,
    product: &ProductId,
    limit: u32,
) -> Result<Vec<RecordedChange>> {
    const SQL: &str = changes!("c.product_id = ?1 ORDER BY c.seq DESC LIMIT ?2");
    Ok(sqlx::query_as(SQL).bind(product).bind(limit).fetch_all(conn).await?)
}
