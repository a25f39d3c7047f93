//! The only SQL for pillars.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::types::{Pillar, PillarRow};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::finished::open_project;
use crate::base::ids::{PillarId, ProductId};

pub(crate) async fn get(conn: &mut SqliteConnection, id: &PillarId) -> Result<Option<Pillar>> {
    Ok(sqlx::query_as("SELECT *, 'L-' || number AS reference FROM pillars WHERE id = ?1")
        .bind(id)
        .fetch_optional(conn)
        .await?)
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

pub(super) async fn insert(
    change: &mut Change,
    pillar: &Pillar,
    number: u32,
    rank: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO pillars (id, product_id, number, name, we_will, we_wont, labels, rank, rev,
           created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?10, ?9, ?10)",
    )
    .bind(&pillar.id)
    .bind(&pillar.product_id)
    .bind(number)
    .bind(&pillar.name)
    .bind(&pillar.we_will)
    .bind(&pillar.we_wont)
    .bind(Json(&pillar.labels))
    .bind(rank)
    .bind(pillar.created_at)
    .bind(pillar.created_by.stored())
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(super) async fn update(change: &mut Change, pillar: &Pillar) -> Result<()> {
    sqlx::query(
        "UPDATE pillars SET name = ?2, we_will = ?3, we_wont = ?4, labels = ?5 WHERE id = ?1",
    )
    .bind(&pillar.id)
    .bind(&pillar.name)
    .bind(&pillar.we_will)
    .bind(&pillar.we_wont)
    .bind(Json(&pillar.labels))
    .execute(change.conn())
    .await?;
    Ok(())
}
