//! The only SQL for outcomes and their readings.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::SqliteConnection;

use super::types::{Outcome, OutcomeRow, Reading};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::ids::{OutcomeId, ProductId, ReadingId};
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::{Kind, Link, Ref};

impl Record for Outcome {
    type Id = OutcomeId;
    const KIND: Kind = Kind::Outcome;

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
            .put("metric", &self.metric)
            .put("unit", &self.unit)
            .put("baseline", self.baseline)
            .put("target", self.target)
            .put("direction", self.direction)
            .put("due", self.due)
            .put("is_primary", self.is_primary)
            .list("labels", &self.labels);
    }
}

#[derive(sqlx::FromRow)]
struct Stored {
    #[sqlx(flatten)]
    outcome: Outcome,
    measured_on: Option<NaiveDate>,
    /// Latest first.
    #[sqlx(json)]
    values: Vec<f64>,
    open_bets: u32,
}

/// The outcomes of a product that are not in the trash, in order.
pub(super) async fn rows(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<OutcomeRow>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "SELECT *, 'O-' || number AS reference,
           (SELECT max(date) FROM outcome_readings WHERE outcome_id = o.id) AS measured_on,
           (SELECT json_group_array(value) FROM
              (SELECT value FROM outcome_readings WHERE outcome_id = o.id
               ORDER BY date DESC, id DESC LIMIT 24)) AS \"values\",
           (SELECT count(*) FROM bet_outcomes AS j JOIN bets AS b ON b.id = j.bet_id
            WHERE j.outcome_id = o.id AND b.closed_at IS NULL AND b.trashed_at IS NULL) AS open_bets
         FROM outcomes AS o WHERE product_id = ?1 AND trashed_at IS NULL ORDER BY rank",
    )
    .bind(product)
    .fetch_all(&mut *conn)
    .await?;
    let mut pillars = pillars(conn, product).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let current = row.values.first().copied();
            OutcomeRow {
                progress: row.outcome.progress(current),
                pillars: pillars.remove(&row.outcome.id).unwrap_or_default(),
                outcome: row.outcome,
                current,
                measured_on: row.measured_on,
                trend: row.values.into_iter().rev().collect(),
                open_bets: row.open_bets,
            }
        })
        .collect())
}

async fn pillars(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<HashMap<OutcomeId, Vec<Link>>> {
    let rows: Vec<(OutcomeId, String, u32, String)> = sqlx::query_as(
        "SELECT j.outcome_id, l.id, l.number, l.name FROM pillars AS l
         JOIN outcome_pillars AS j ON j.pillar_id = l.id
         WHERE l.product_id = ?1 AND l.trashed_at IS NULL ORDER BY l.rank",
    )
    .bind(product)
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<OutcomeId, Vec<Link>> = HashMap::new();
    for (outcome, id, number, name) in rows {
        let reference = Ref { kind: Kind::Pillar, number }.to_string();
        found.entry(outcome).or_default().push(Link { kind: Kind::Pillar, id, reference, name });
    }
    Ok(found)
}

/// How many outcomes a product has.
pub(super) async fn count(conn: &mut SqliteConnection, product: &ProductId) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM outcomes WHERE product_id = ?1 AND trashed_at IS NULL",
    )
    .bind(product)
    .fetch_one(conn)
    .await?)
}

/// Makes every outcome of a product an ordinary one, before another becomes the
/// primary one.
pub(super) async fn clear_primary(change: &mut Change, product: &ProductId) -> Result<()> {
    sqlx::query(
        "UPDATE outcomes SET is_primary = 0
         WHERE product_id = ?1 AND is_primary = 1 AND trashed_at IS NULL",
    )
    .bind(product)
    .execute(change.conn())
    .await?;
    Ok(())
}

/// What was measured, oldest first; of one day, in the order it was noted.
pub(crate) async fn readings(conn: &mut SqliteConnection, id: &OutcomeId) -> Result<Vec<Reading>> {
    Ok(sqlx::query_as(
        "SELECT id, date, value, note FROM outcome_readings WHERE outcome_id = ?1 ORDER BY date, id",
    )
    .bind(id)
    .fetch_all(conn)
    .await?)
}

/// A reading with its outcome.
pub(super) async fn reading(
    conn: &mut SqliteConnection,
    id: &ReadingId,
) -> Result<Option<(OutcomeId, Reading)>> {
    let row: Option<(OutcomeId, NaiveDate, f64, String)> =
        sqlx::query_as("SELECT outcome_id, date, value, note FROM outcome_readings WHERE id = ?1")
            .bind(id)
            .fetch_optional(conn)
            .await?;
    Ok(row.map(|(outcome, date, value, note)| {
        (outcome, Reading { id: id.clone(), date, value, note })
    }))
}

pub(super) async fn insert_reading(
    change: &mut Change,
    outcome: &OutcomeId,
    reading: &Reading,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO outcome_readings (id, outcome_id, date, value, note) VALUES (?1, ?2, ?3, ?4, ?5)",
    )
    .bind(&reading.id)
    .bind(outcome)
    .bind(reading.date)
    .bind(reading.value)
    .bind(&reading.note)
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(super) async fn update_reading(change: &mut Change, reading: &Reading) -> Result<()> {
    sqlx::query("UPDATE outcome_readings SET date = ?2, value = ?3, note = ?4 WHERE id = ?1")
        .bind(&reading.id)
        .bind(reading.date)
        .bind(reading.value)
        .bind(&reading.note)
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(super) async fn delete_reading(change: &mut Change, id: &ReadingId) -> Result<()> {
    sqlx::query("DELETE FROM outcome_readings WHERE id = ?1")
        .bind(id)
        .execute(change.conn())
        .await?;
    Ok(())
}
