//! What a plan has of each kind, without searching for anything.

use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::shapes::Shape;
use super::sql::Row;
use crate::Plan;
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::refs::{Kind, Link};

/// What a product has of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The kind.
    pub kind: Kind,
    /// How many that are not finished.
    pub open: u32,
    /// The first of these, in the order of their list.
    pub first: Vec<Link>,
    /// Whether there is or was any, finished ones too.
    pub ever: bool,
}

impl Plan {
    /// What a product has of each of these kinds, at most so many by name.
    pub async fn open_of_kinds(
        &self,
        product: &ProductId,
        kinds: &[Kind],
        named: u32,
    ) -> Result<Vec<Held>> {
        let mut conn = self.store().reader().await?;
        let mut held = Vec::with_capacity(kinds.len());
        for shape in kinds.iter().filter_map(|kind| Shape::of(*kind)) {
            held.push(of(&mut conn, product, shape, named).await?);
        }
        Ok(held)
    }
}

async fn of(
    conn: &mut SqliteConnection,
    product: &ProductId,
    shape: &Shape,
    named: u32,
) -> Result<Held> {
    // Made of constants of ours.
    let (open, all): (u32, u32) = sqlx::query_as(AssertSqlSafe(shape.counts(&shape.in_product())))
        .bind(product)
        .fetch_one(&mut *conn)
        .await?;
    let mut first = Vec::new();
    if open > 0 && named > 0 {
        let open_ones = format!("{} AND NOT {}", shape.in_product(), shape.is_over());
        let sql = format!("{} ORDER BY place, e.id LIMIT ?2", shape.rows(&open_ones));
        let rows: Vec<Row> =
            sqlx::query_as(AssertSqlSafe(sql)).bind(product).bind(named).fetch_all(conn).await?;
        first.extend(rows.into_iter().map(Link::from));
    }
    Ok(Held { kind: shape.kind, open, first, ever: all > 0 })
}
