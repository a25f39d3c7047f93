//! How the questions of sql.rs are asked: of what, and at which moment.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::SqliteConnection;

use crate::base::ambient::Ambient;
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::concepts::evidence;

/// A gap's question, over everything and over some.
#[derive(Debug, Clone, Copy)]
pub(super) struct Query {
    pub(super) all: &'static str,
    pub(super) these: &'static str,
}

#[cfg(test)]
impl Query {
    /// How SQLite would answer, line by line: over everything, and over some.
    pub(super) async fn plans(self, conn: &mut SqliteConnection) -> Result<[Vec<String>; 2]> {
        let mut plans = [Vec::new(), Vec::new()];
        for (plan, sql) in plans.iter_mut().zip([self.all, self.these]) {
            // Made of constants of ours.
            let sql = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
            let rows: Vec<(i64, i64, i64, String)> =
                sqlx::query_as(sql).fetch_all(&mut *conn).await?;
            plan.extend(rows.into_iter().map(|row| row.3));
        }
        Ok(plans)
    }
}

/// What a query answers with, one row per gap, in the order of the list.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) number: u32,
    pub(super) name: String,
    #[sqlx(json)]
    pub(super) ignored: Vec<String>,
    /// A number the sentence may tell.
    pub(super) n: i64,
}

/// When gaps are looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    now: DateTime<Utc>,
    /// The person's date.
    today: NaiveDate,
    tomorrow: DateTime<Utc>,
    stale: NaiveDate,
}

impl Moment {
    pub(crate) fn now(ambient: &Ambient) -> Self {
        let now = ambient.now();
        let today = ambient.date(now);
        Self { now, today, tomorrow: ambient.day_after(now), stale: evidence::fresh_since(today) }
    }
}

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reach<'a> {
    /// The whole product.
    Everything,
    /// Entities of the query's kind, a JSON list of ids.
    These(&'a str),
}

pub(super) async fn rows(
    conn: &mut SqliteConnection,
    query: Query,
    product: &ProductId,
    moment: Moment,
    reach: Reach<'_>,
) -> Result<Vec<Row>> {
    let (sql, ids) = match reach {
        Reach::Everything => (query.all, None),
        Reach::These(ids) => (query.these, Some(ids)),
    };
    let found = sqlx::query_as(sql)
        .bind(product)
        .bind(moment.now)
        .bind(moment.today)
        .bind(moment.tomorrow)
        .bind(moment.stale)
        .bind(ids);
    Ok(found.fetch_all(conn).await?)
}

/// The product a change belongs to.
pub(super) async fn product_of(conn: &mut SqliteConnection, seq: u32) -> Result<Option<ProductId>> {
    let product: Option<Option<ProductId>> =
        sqlx::query_scalar("SELECT product_id FROM changes WHERE seq = ?1")
            .bind(seq)
            .fetch_optional(conn)
            .await?;
    Ok(product.flatten())
}
