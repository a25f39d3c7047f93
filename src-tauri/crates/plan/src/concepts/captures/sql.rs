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
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::{Kind, Link, Ref};

/// A capture as it is kept.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct Stored {
    pub(crate) id: CaptureId,
    pub(crate) product_id: ProductId,
    pub(crate) reference: String,
    pub(crate) text: String,
    pub(crate) note: String,
    pub(crate) line: String,
    pub(super) source: CaptureSource,
    #[sqlx(json)]
    pub(crate) labels: Vec<String>,
    pub(crate) became_id: Option<String>,
    pub(crate) trashed_at: Option<DateTime<Utc>>,
    pub(crate) rev: u32,
    pub(super) created_at: DateTime<Utc>,
    #[sqlx(try_from = "String")]
    pub(super) created_by: ActorName,
}

impl Stored {
    pub(super) fn shown(self, looks_like: Vec<Link>, suggested: Vec<Link>) -> Capture {
        Capture {
            reference: self.reference,
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

impl Record for Stored {
    type Id = CaptureId;
    const KIND: Kind = Kind::Capture;

    fn head(&self) -> Head<'_> {
        Head {
            id: self.id.as_str(),
            reference: &self.reference,
            name: &self.text,
            rev: self.rev,
            trashed: self.trashed_at.is_some(),
        }
    }

    fn cells(&self, cells: &mut Cells) {
        cells
            .once("product_id", &self.product_id)
            .put("text", &self.text)
            .put("note", &self.note)
            .once("line", &self.line)
            .once("source", self.source)
            .once("labels", Json(&self.labels))
            .put("trashed_at", self.trashed_at);
    }
}

/// The captures waiting, newest first.
pub(super) async fn waiting(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<Stored>> {
    Ok(sqlx::query_as(
        "SELECT *, 'K-' || number AS reference FROM captures WHERE product_id = ?1 AND trashed_at IS NULL AND became_id IS NULL
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
