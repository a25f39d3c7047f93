//! The only SQL for captures.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::{Capture, CaptureSource};
use crate::base::actor::ActorName;
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::finished::open_project;
use crate::base::ids::{CaptureId, ProductId};
use crate::base::refs::{Kind, Link, Ref};

#[derive(sqlx::FromRow)]
pub(crate) struct Stored {
    pub(crate) id: CaptureId,
    pub(crate) product_id: ProductId,
    number: u32,
    pub(crate) text: String,
    pub(crate) note: String,
    pub(crate) line: String,
    source: CaptureSource,
    #[sqlx(json)]
    pub(crate) labels: Vec<String>,
    pub(crate) became_id: Option<String>,
    pub(crate) trashed_at: Option<DateTime<Utc>>,
    pub(crate) rev: u32,
    created_at: DateTime<Utc>,
    #[sqlx(try_from = "String")]
    created_by: ActorName,
}

impl Stored {
    pub(crate) fn reference(&self) -> String {
        Ref { kind: Kind::Capture, number: self.number }.to_string()
    }

    pub(super) fn shown(self, looks_like: Vec<Link>, suggested: Vec<Link>) -> Capture {
        Capture {
            reference: self.reference(),
            id: self.id,
            product_id: self.product_id,
            text: self.text,
            note: self.note,
            source: self.source,
            labels: self.labels,
            rev: self.rev,
            created_at: self.created_at,
            created_by: self.created_by,
            looks_like,
            suggested,
        }
    }
}

pub(crate) async fn get(conn: &mut SqliteConnection, id: &CaptureId) -> Result<Option<Stored>> {
    Ok(sqlx::query_as("SELECT * FROM captures WHERE id = ?1").bind(id).fetch_optional(conn).await?)
}

/// The captures waiting, newest first.
pub(super) async fn waiting(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<Stored>> {
    Ok(sqlx::query_as(
        "SELECT * FROM captures WHERE product_id = ?1 AND trashed_at IS NULL AND became_id IS NULL
         ORDER BY rank DESC",
    )
    .bind(product)
    .fetch_all(conn)
    .await?)
}

/// What a line can name, in order: projects work may still be put into, open
/// bets, personas and problems.
pub(crate) async fn nameable(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<Link>> {
    let rows: Vec<(Kind, String, u32, String)> = sqlx::query_as(concat!(
        "SELECT kind, id, number, name FROM (
           SELECT 'project' AS kind, id, number, name, rank FROM projects
           WHERE product_id = ?1 AND trashed_at IS NULL AND ",
        open_project!("status"),
        "
           UNION ALL SELECT 'bet', id, number, name, rank FROM bets
           WHERE product_id = ?1 AND trashed_at IS NULL AND closed_at IS NULL
           UNION ALL SELECT 'persona', id, number, name, rank FROM personas
           WHERE product_id = ?1 AND trashed_at IS NULL
           UNION ALL SELECT 'problem', id, number, name, rank FROM problems
           WHERE product_id = ?1 AND trashed_at IS NULL)
         ORDER BY kind, rank"
    ))
    .bind(product)
    .fetch_all(conn)
    .await?;
    let link = |(kind, id, number, name)| Link {
        kind,
        id,
        reference: Ref { kind, number }.to_string(),
        name,
    };
    Ok(rows.into_iter().map(link).collect())
}

pub(super) struct NewRow<'a> {
    pub(super) id: &'a CaptureId,
    pub(super) product: &'a ProductId,
    pub(super) number: u32,
    pub(super) text: &'a str,
    pub(super) note: &'a str,
    pub(super) line: &'a str,
    pub(super) source: CaptureSource,
    pub(super) labels: &'a [String],
    pub(super) rank: &'a str,
}

pub(super) async fn insert(change: &mut Change, row: NewRow<'_>) -> Result<()> {
    let (at, by) = (change.at, change.actor.shown().stored());
    sqlx::query(
        "INSERT INTO captures (id, product_id, number, text, note, line, source, labels, rank, rev,
           created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10, ?11, ?10, ?11)",
    )
    .bind(row.id)
    .bind(row.product)
    .bind(row.number)
    .bind(row.text)
    .bind(row.note)
    .bind(row.line)
    .bind(row.source)
    .bind(Json(row.labels))
    .bind(row.rank)
    .bind(at)
    .bind(by)
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(super) async fn update(
    change: &mut Change,
    id: &CaptureId,
    text: &str,
    note: &str,
) -> Result<()> {
    sqlx::query("UPDATE captures SET text = ?2, note = ?3 WHERE id = ?1")
        .bind(id)
        .bind(text)
        .bind(note)
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(crate) async fn set_became(
    change: &mut Change,
    id: &CaptureId,
    kind: Kind,
    became: &str,
) -> Result<()> {
    sqlx::query("UPDATE captures SET became_kind = ?2, became_id = ?3 WHERE id = ?1")
        .bind(id)
        .bind(kind)
        .bind(became)
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(super) async fn set_trashed(
    change: &mut Change,
    id: &CaptureId,
    at: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query("UPDATE captures SET trashed_at = ?2 WHERE id = ?1")
        .bind(id)
        .bind(at)
        .execute(change.conn())
        .await?;
    Ok(())
}
