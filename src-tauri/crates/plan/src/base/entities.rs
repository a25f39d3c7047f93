//! What every entity has, whatever its kind.

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::base::change::Change;
use crate::base::error::{Error, Result};
use crate::base::ids::ProductId;
use crate::base::log::caption;
use crate::base::reason::Reason;
use crate::base::refs::{Kind, Link};

/// The columns that every entity's table has.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Common {
    pub(crate) product_id: ProductId,
    pub(crate) rev: u32,
    pub(crate) trashed_at: Option<DateTime<Utc>>,
}

/// What is common to an entity, in the trash or not; `None` when it is nowhere.
pub(crate) async fn get(
    conn: &mut SqliteConnection,
    kind: Kind,
    id: &str,
) -> Result<Option<Common>> {
    let product = if kind == Kind::Product { "id" } else { "product_id" };
    if kind == Kind::Setting {
        return Err(Error::invalid(
            "kind",
            "Settings are no part of a product's plan.",
            "Name something else.",
        ));
    }
    // Both names are constants of ours.
    let sql = format!(
        "SELECT {product} AS product_id, rev, trashed_at FROM {} WHERE id = ?1",
        kind.table()
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(conn).await?)
}

/// Refuses a product that is nowhere, or in the trash.
pub(crate) async fn product(conn: &mut SqliteConnection, id: &ProductId) -> Result<()> {
    match get(conn, Kind::Product, id.as_str()).await? {
        Some(common) if common.trashed_at.is_none() => Ok(()),
        _ => Err(missing(Kind::Product)),
    }
}

/// What is common to an entity, in the trash or not; refused when it is nowhere.
pub(crate) async fn known(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Common> {
    get(conn, kind, id).await?.ok_or_else(|| missing(kind))
}

/// Refuses an entity that is nowhere, or in the trash.
pub(crate) async fn existing(change: &mut Change, kind: Kind, id: &str) -> Result<Common> {
    let common = known(change.conn(), kind, id).await?;
    if common.trashed_at.is_some() {
        return Err(trashed(&caption(change.conn(), kind, id).await?.reference));
    }
    Ok(common)
}

/// Refuses an entity that is nowhere, in the trash, or of another product.
pub(crate) async fn existing_in(
    change: &mut Change,
    product: &ProductId,
    kind: Kind,
    id: &str,
) -> Result<()> {
    let common = existing(change, kind, id).await?;
    if common.product_id == *product {
        return Ok(());
    }
    let reference = caption(change.conn(), kind, id).await?.reference;
    Err(Error::Refused(Reason::OtherProduct(reference)))
}

/// The error for an id that is nowhere.
pub(crate) fn missing(kind: Kind) -> Error {
    match kind {
        Kind::Evidence => Error::not_found("that piece of evidence"),
        kind => Error::not_found(format!("that {}", kind.word())),
    }
}

/// The error for a change of what is in the trash.
pub(crate) fn trashed(reference: &str) -> Error {
    Error::Refused(Reason::InTrash(reference.to_owned()))
}

/// A pointer to an entity with its name now.
pub(crate) async fn link(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Link> {
    let caption = caption(conn, kind, id).await?;
    Ok(Link { kind, id: id.to_owned(), reference: caption.reference, name: caption.name })
}

/// Pointers to entities of one kind, in the order given.
pub(crate) async fn links(
    conn: &mut SqliteConnection,
    kind: Kind,
    ids: Vec<String>,
) -> Result<Vec<Link>> {
    let mut links = Vec::with_capacity(ids.len());
    for id in ids {
        links.push(link(conn, kind, &id).await?);
    }
    Ok(links)
}
