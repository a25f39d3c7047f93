//! The only SQL for bets.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::types::{Bet, ClosedBet, Horizon};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::finished::open_project;
use crate::base::ids::{BetId, ProductId};
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::{Kind, Link, Ref};

impl Record for Bet {
    type Id = BetId;
    const KIND: Kind = Kind::Bet;

    fn head(&self) -> Head<'_> {
        Head {
            id: self.id.as_str(),
            reference: &self.reference,
            name: &self.name,
            rev: self.rev,
            trashed: self.trashed_at.is_some(),
        }
    }

    fn cells(&self, cells: &mut Cells) {
        cells
            .once("product_id", &self.product_id)
            .put("name", &self.name)
            .put("belief", &self.belief)
            .put("horizon", self.horizon)
            .put("horizon_reason", &self.horizon_reason)
            .put("appetite_days", self.appetite_days)
            .put("signals", &self.signals)
            .put("review_on", self.review_on)
            .put("closed_at", self.closed_at)
            .put("result", self.result)
            .put("learned", &self.learned)
            .list("labels", &self.labels);
    }
}

/// An open bet with what its projects say.
#[derive(sqlx::FromRow)]
pub(crate) struct OpenBet {
    #[sqlx(flatten)]
    pub(crate) bet: Bet,
    /// When its first project began building.
    pub(crate) began: Option<DateTime<Utc>>,
    pub(crate) projects_open: u32,
    pub(crate) projects_done: u32,
}

/// The open bets of a product, in order.
pub(crate) async fn open(conn: &mut SqliteConnection, product: &ProductId) -> Result<Vec<OpenBet>> {
    Ok(sqlx::query_as(
        concat!(
            "SELECT b.*, 'B-' || b.number AS reference, p.began,
           coalesce(p.open, 0) AS projects_open, coalesce(p.done, 0) AS projects_done
         FROM bets AS b
         LEFT JOIN (SELECT bet_id, min(started_at) AS began, sum(",
            open_project!("status"),
            ") AS open,
                      sum(status = 'done') AS done
                    FROM projects WHERE bet_id IN
                      (SELECT id FROM bets WHERE product_id = ?1 AND closed_at IS NULL AND trashed_at IS NULL)
                    AND trashed_at IS NULL GROUP BY bet_id) AS p ON p.bet_id = b.id
         WHERE b.product_id = ?1 AND b.closed_at IS NULL AND b.trashed_at IS NULL
         ORDER BY CASE b.horizon WHEN 'now' THEN 0 WHEN 'next' THEN 1 WHEN 'later' THEN 2 ELSE 3 END, b.rank"
        ),
    )
    .bind(product)
    .fetch_all(conn)
    .await?)
}

/// The outcomes and problems of each open bet of a product, in their own order.
pub(crate) async fn joined(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<HashMap<BetId, Vec<Link>>> {
    let rows: Vec<(BetId, Kind, String, u32, String)> = sqlx::query_as(
        "WITH open AS (SELECT id FROM bets WHERE product_id = ?1 AND closed_at IS NULL AND trashed_at IS NULL),
         joined AS (
           SELECT j.bet_id, 'outcome' AS kind, o.id, o.number, o.name, o.rank FROM open
             JOIN bet_outcomes AS j ON j.bet_id = open.id JOIN outcomes AS o ON o.id = j.outcome_id
           UNION ALL SELECT j.bet_id, 'problem', x.id, x.number, x.name, x.rank FROM open
             JOIN bet_problems AS j ON j.bet_id = open.id JOIN problems AS x ON x.id = j.problem_id)
         SELECT bet_id, kind, id, number, name FROM joined ORDER BY rank",
    )
    .bind(product)
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<BetId, Vec<Link>> = HashMap::new();
    for (bet, kind, id, number, name) in rows {
        let reference = Ref { kind, number }.to_string();
        found.entry(bet).or_default().push(Link { kind, id, reference, name });
    }
    Ok(found)
}

/// The bets closed last, the latest first.
pub(crate) async fn closed(
    conn: &mut SqliteConnection,
    product: &ProductId,
    limit: u32,
) -> Result<Vec<ClosedBet>> {
    Ok(sqlx::query_as(
        "SELECT id, 'B-' || number AS reference, name, closed_at, result, learned, rev FROM bets
         WHERE product_id = ?1 AND closed_at IS NOT NULL AND trashed_at IS NULL
         ORDER BY closed_at DESC LIMIT ?2",
    )
    .bind(product)
    .bind(limit)
    .fetch_all(conn)
    .await?)
}

pub(crate) async fn closed_total(conn: &mut SqliteConnection, product: &ProductId) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM bets
         WHERE product_id = ?1 AND closed_at IS NOT NULL AND trashed_at IS NULL",
    )
    .bind(product)
    .fetch_one(conn)
    .await?)
}

/// How many open bets a product has in now, and in next.
pub(super) async fn soon(conn: &mut SqliteConnection, product: &ProductId) -> Result<(u32, u32)> {
    Ok(sqlx::query_as(
        "SELECT count(*) FILTER (WHERE horizon = 'now'), count(*) FILTER (WHERE horizon = 'next') FROM bets
         WHERE product_id = ?1 AND closed_at IS NULL AND trashed_at IS NULL AND horizon IN ('now', 'next')",
    )
    .bind(product)
    .fetch_one(conn)
    .await?)
}

/// The ids of a bet's projects, in order.
pub(crate) async fn projects(conn: &mut SqliteConnection, id: &BetId) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT id FROM projects WHERE bet_id = ?1 AND trashed_at IS NULL ORDER BY rank",
    )
    .bind(id)
    .fetch_all(conn)
    .await?)
}

/// When a bet's first project began building.
pub(crate) async fn began(
    conn: &mut SqliteConnection,
    id: &BetId,
) -> Result<Option<DateTime<Utc>>> {
    Ok(sqlx::query_scalar(
        "SELECT min(started_at) FROM projects WHERE bet_id = ?1 AND trashed_at IS NULL",
    )
    .bind(id)
    .fetch_one(conn)
    .await?)
}

/// The horizon of a bet that another may be placed beside.
pub(super) async fn horizon(conn: &mut SqliteConnection, id: &str) -> Result<Option<Horizon>> {
    Ok(sqlx::query_scalar("SELECT horizon FROM bets WHERE id = ?1")
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

/// A bet that an undo opened again has no result, even when the result was given
/// after the change taken back.
pub(crate) async fn clear_result_of_open(change: &mut Change, id: &str) -> Result<()> {
    sqlx::query(
        "UPDATE bets SET result = NULL WHERE id = ?1 AND closed_at IS NULL AND result IS NOT NULL",
    )
    .bind(id)
    .execute(change.conn())
    .await?;
    Ok(())
}
