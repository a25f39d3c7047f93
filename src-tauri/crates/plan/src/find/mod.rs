//! Finding things: by ref, by name, by words, by filter.

mod nearest;
mod sql;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::Plan;
use crate::error::{Error, Result};
use crate::history::label;
use crate::ids::ProductId;
use crate::refs::{Kind, Link, Ref};

/// The most rows one answer has.
const MOST_ROWS: u32 = 100;

/// What to look for. Everything given must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindQuery {
    /// Where.
    pub product: ProductId,
    /// A ref, or words that must all occur in the name or text; empty for any.
    pub text: String,
    /// The kinds wanted; none means all.
    pub kinds: Vec<Kind>,
    /// The statuses wanted, as words; none means what is not finished. Captures
    /// have the status `waiting`.
    pub statuses: Vec<String>,
    /// Only tasks of this project.
    pub under: Option<String>,
    /// Only what carries this label.
    pub label: Option<String>,
    /// Only what changed at or after this time.
    pub changed_since: Option<DateTime<Utc>>,
    /// Finished work too, when no statuses are asked for.
    pub finished: bool,
    /// At most this many rows, up to 100.
    pub limit: u32,
    /// How many rows to pass over: the cursor of an earlier answer.
    pub offset: u32,
}

impl FindQuery {
    /// A search for words, or for anything open when they are empty.
    #[must_use]
    pub fn words(product: &ProductId, text: &str, limit: u32) -> Self {
        Self {
            product: product.clone(),
            text: text.to_owned(),
            kinds: Vec::new(),
            statuses: Vec::new(),
            under: None,
            label: None,
            changed_since: None,
            finished: false,
            limit,
            offset: 0,
        }
    }
}

/// One row of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its short ref.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name; a capture's text.
    pub name: String,
    /// Its status, as a word.
    pub status: String,
    /// Its priority, for a task that has one.
    pub priority: Option<String>,
    /// The project a task is in.
    pub within: Option<Link>,
    /// Its rev.
    pub rev: u32,
}

/// An answer with the size of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The rows, best first.
    pub rows: Vec<Hit>,
    /// How many there are in all.
    pub total: u32,
    /// What to pass over for the next rows; none after the last.
    pub next_offset: Option<u32>,
}

impl Plan {
    /// Everything in a product that fits a query: an exact ref first, then names
    /// that begin with the text, then names, then texts; open before finished.
    pub async fn find(&self, query: &FindQuery) -> Result<Found> {
        let mut conn = self.store().reader().await?;
        let limit = query.limit.clamp(1, MOST_ROWS);
        let (rows, total) = sql::find(&mut conn, query, limit).await?;
        let seen = query.offset + u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let next_offset = (seen < total && !rows.is_empty()).then_some(seen);
        Ok(Found { rows, total, next_offset })
    }

    /// The entity of a product that a ref or an exact name stands for.
    pub async fn locate(&self, product: &ProductId, text: &str) -> Result<Link> {
        let mut conn = self.store().reader().await?;
        locate(&mut conn, product, text).await
    }
}

/// The entity that a ref or an exact name stands for; otherwise the three
/// nearest are named.
pub(crate) async fn locate(
    conn: &mut SqliteConnection,
    product: &ProductId,
    text: &str,
) -> Result<Link> {
    let wanted = text.trim();
    if let Some(reference) = Ref::parse(wanted)
        && let Some(id) = sql::by_number(conn, product, reference).await?
    {
        return link(conn, reference.kind, id).await;
    }
    if let Some(pair) = Ref::parse_pain(wanted)
        && let Some(id) = sql::pain_of(conn, product, pair).await?
    {
        return link(conn, Kind::Pain, id).await;
    }
    let same: Vec<(Kind, String)> = sql::by_name(conn, product, wanted).await?;
    match same.as_slice() {
        [(kind, id)] => link(conn, *kind, id.clone()).await,
        [] => {
            let names = sql::names(conn, product).await?;
            Err(Error::NotFound {
                wanted: wanted.to_owned(),
                nearest: nearest::three(wanted, names),
            })
        }
        several => {
            let mut nearest = Vec::new();
            for (kind, id) in several.iter().take(3) {
                nearest.push(link(conn, *kind, id.clone()).await?);
            }
            Err(Error::NotFound { wanted: format!("{wanted} alone"), nearest })
        }
    }
}

async fn link(conn: &mut SqliteConnection, kind: Kind, id: String) -> Result<Link> {
    let label = label(conn, kind, &id).await?;
    Ok(Link { kind, id, reference: label.reference, name: label.name })
}
