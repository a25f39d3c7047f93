//! The only SQL for pillars.

use sqlx::SqliteConnection;

use super::types::{Pillar, PillarRow};
use crate::base::error::Result;
use crate::base::finished::open_project;
use crate::base::ids::{PillarId, ProductId};
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::Kind;

impl Record for Pillar {
    type Id = PillarId;
    const KIND: Kind = Kind::Pillar;

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
            .put("we_will", &self.we_will)
            .put("we_wont", &self.we_wont)
            .list("labels", &self.labels);
    }
}

/// The pillars of a product that are not in the trash, in order.
pub(super) async fn rows(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<PillarRow>> {
    Ok(sqlx::query_as(concat!(
        "SELECT *, 'L-' || number AS reference,
           (SELECT count(*) FROM outcome_pillars WHERE pillar_id = pillars.id) AS outcomes,
           (SELECT count(*) FROM projects AS p WHERE p.pillar_id = pillars.id
              AND p.trashed_at IS NULL AND ",
        open_project!("p.status"),
        ") AS open_projects
         FROM pillars WHERE product_id = ?1 AND trashed_at IS NULL ORDER BY rank"
    ))
    .bind(product)
    .fetch_all(conn)
    .await?)
}

/// The ids of the projects that serve a pillar, in order.
pub(super) async fn projects(conn: &mut SqliteConnection, id: &PillarId) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT id FROM projects WHERE pillar_id = ?1 AND trashed_at IS NULL ORDER BY rank",
    )
    .bind(id)
    .fetch_all(conn)
    .await?)
}

/// How many pillars a product has.
pub(super) async fn count(conn: &mut SqliteConnection, product: &ProductId) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM pillars WHERE product_id = ?1 AND trashed_at IS NULL",
    )
    .bind(product)
    .fetch_one(conn)
    .await?)
}
