//! The only SQL for evidence.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::confidence::Confidence;
use super::types::{Evidence, EvidenceKind, EvidenceRow};
use crate::base::error::Result;
use crate::base::ids::{BetId, EvidenceId, ProductId};
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::{Kind, Link, Ref};

impl Record for Evidence {
    type Id = EvidenceId;
    const KIND: Kind = Kind::Evidence;

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
            .put("kind", self.kind)
            .put("source", &self.source)
            .put("url", &self.url)
            .put("date", self.date)
            .put("strength", self.strength)
            .list("labels", &self.labels);
    }
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: EvidenceId,
    number: u32,
    start: String,
    kind: EvidenceKind,
    source: String,
    url: String,
    date: NaiveDate,
    strength: Option<u8>,
    #[sqlx(json)]
    labels: Vec<String>,
    rev: u32,
}

impl Stored {
    fn row(self, about: Vec<Link>) -> EvidenceRow {
        EvidenceRow {
            reference: Ref { kind: Kind::Evidence, number: self.number }.to_string(),
            id: self.id,
            name: self.start.lines().next().unwrap_or_default().to_owned(),
            kind: self.kind,
            source: self.source,
            url: self.url,
            date: self.date,
            level: Confidence::of(self.kind, self.strength),
            about,
            labels: self.labels,
            rev: self.rev,
        }
    }
}

const OF_PRODUCT: &str = "SELECT id FROM evidence WHERE product_id = ?1 AND trashed_at IS NULL";

const BEHIND_BET: &str = "SELECT evidence_id FROM evidence_bets WHERE bet_id = ?1
     UNION SELECT j.evidence_id FROM bet_problems AS b
       JOIN evidence_problems AS j ON j.problem_id = b.problem_id WHERE b.bet_id = ?1
     UNION SELECT j.evidence_id FROM bet_outcomes AS b
       JOIN evidence_outcomes AS j ON j.outcome_id = b.outcome_id WHERE b.bet_id = ?1";

/// The evidence of a product that is not in the trash, the latest first.
pub(super) async fn rows(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<EvidenceRow>> {
    listed(conn, OF_PRODUCT, product.as_str()).await
}

/// All that a bet rests on, however old: what is about it, its problems and its
/// outcomes; the latest first.
pub(crate) async fn behind_bet(
    conn: &mut SqliteConnection,
    bet: &BetId,
) -> Result<Vec<EvidenceRow>> {
    listed(conn, BEHIND_BET, bet.as_str()).await
}

async fn listed(
    conn: &mut SqliteConnection,
    chosen: &'static str,
    of: &str,
) -> Result<Vec<EvidenceRow>> {
    // Made of a constant of ours.
    let sql = format!(
        "SELECT id, number, substr(text, 1, 200) AS start, kind, source, url, date, strength, labels, rev
         FROM evidence WHERE id IN ({chosen}) ORDER BY date DESC, number DESC"
    );
    let rows: Vec<Stored> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(of).fetch_all(&mut *conn).await?;
    let mut about = about(conn, chosen, of).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let about = about.remove(&row.id).unwrap_or_default();
            row.row(about)
        })
        .collect())
}

/// What each piece of evidence is about: problems, outcomes, bets.
async fn about(
    conn: &mut SqliteConnection,
    chosen: &'static str,
    of: &str,
) -> Result<HashMap<EvidenceId, Vec<Link>>> {
    // Made of a constant of ours.
    let sql = format!(
        "WITH chosen (id) AS ({chosen})
         SELECT j.evidence_id, 'problem', x.id, x.number, x.name
         FROM evidence_problems AS j JOIN problems AS x ON x.id = j.problem_id WHERE j.evidence_id IN chosen
         UNION ALL SELECT j.evidence_id, 'outcome', o.id, o.number, o.name
         FROM evidence_outcomes AS j JOIN outcomes AS o ON o.id = j.outcome_id WHERE j.evidence_id IN chosen
         UNION ALL SELECT j.evidence_id, 'bet', b.id, b.number, b.name
         FROM evidence_bets AS j JOIN bets AS b ON b.id = j.bet_id WHERE j.evidence_id IN chosen"
    );
    let rows: Vec<(EvidenceId, Kind, String, u32, String)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(of).fetch_all(conn).await?;
    let mut found: HashMap<EvidenceId, Vec<Link>> = HashMap::new();
    for (evidence, kind, id, number, name) in rows {
        let reference = Ref { kind, number }.to_string();
        found.entry(evidence).or_default().push(Link { kind, id, reference, name });
    }
    Ok(found)
}

/// Evidence of one bet that weighs the same and comes from the same source.
#[derive(sqlx::FromRow)]
pub(super) struct Weighed {
    pub(super) bet_id: BetId,
    pub(super) kind: EvidenceKind,
    pub(super) strength: Option<u8>,
    pub(super) source: String,
    pub(super) pieces: u32,
}

/// What bets rest on: evidence about them, their problems or their outcomes that is
/// younger than the day `?2`. Each piece counts once per bet.
macro_rules! weighed {
    ($bets:literal) => {
        concat!(
            "WITH chosen AS (SELECT id FROM bets WHERE ",
            $bets,
            "),
             rests AS (
               SELECT j.bet_id, j.evidence_id FROM chosen
                 JOIN evidence_bets AS j ON j.bet_id = chosen.id
               UNION SELECT b.bet_id, j.evidence_id FROM chosen
                 JOIN bet_problems AS b ON b.bet_id = chosen.id
                 JOIN evidence_problems AS j ON j.problem_id = b.problem_id
               UNION SELECT b.bet_id, j.evidence_id FROM chosen
                 JOIN bet_outcomes AS b ON b.bet_id = chosen.id
                 JOIN evidence_outcomes AS j ON j.outcome_id = b.outcome_id)
             SELECT r.bet_id, e.kind, e.strength, trim(e.source) AS source, count(*) AS pieces
             FROM rests AS r JOIN evidence AS e ON e.id = r.evidence_id
             WHERE e.trashed_at IS NULL AND e.date > ?2
             GROUP BY 1, 2, 3, 4"
        )
    };
}

pub(super) async fn weighed_of_product(
    conn: &mut SqliteConnection,
    product: &ProductId,
    after: NaiveDate,
) -> Result<Vec<Weighed>> {
    Ok(sqlx::query_as(weighed!("product_id = ?1 AND closed_at IS NULL AND trashed_at IS NULL"))
        .bind(product)
        .bind(after)
        .fetch_all(conn)
        .await?)
}

pub(super) async fn weighed_of_bet(
    conn: &mut SqliteConnection,
    bet: &BetId,
    after: NaiveDate,
) -> Result<Vec<Weighed>> {
    Ok(sqlx::query_as(weighed!("id = ?1")).bind(bet).bind(after).fetch_all(conn).await?)
}
