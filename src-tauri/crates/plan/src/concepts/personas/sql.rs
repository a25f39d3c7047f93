//! The only SQL for personas.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::{Persona, PersonaRow};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::ids::{PersonaId, ProductId};

pub(crate) async fn get(conn: &mut SqliteConnection, id: &PersonaId) -> Result<Option<Persona>> {
    Ok(sqlx::query_as("SELECT *, 'U-' || number AS reference FROM personas WHERE id = ?1")
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

/// The personas of a product, in order.
pub(super) async fn rows(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<PersonaRow>> {
    Ok(sqlx::query_as(
        "SELECT u.*, 'U-' || u.number AS reference,
           coalesce(n.problems, 0) AS problems, coalesce(n.unsolved, 0) AS unsolved,
           (SELECT count(*) FROM bet_personas AS b WHERE b.persona_id = u.id) AS bets,
           (SELECT count(*) FROM project_personas AS p WHERE p.persona_id = u.id) AS projects
         FROM personas AS u
         LEFT JOIN (SELECT persona_id, count(*) AS problems, sum(state <> 'solved') AS unsolved
                    FROM pains WHERE product_id = ?1 AND trashed_at IS NULL GROUP BY persona_id) AS n
           ON n.persona_id = u.id
         WHERE u.product_id = ?1 AND u.trashed_at IS NULL ORDER BY u.rank",
    )
    .bind(product)
    .fetch_all(conn)
    .await?)
}

pub(super) async fn insert(
    change: &mut Change,
    persona: &Persona,
    number: u32,
    rank: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO personas (id, product_id, number, name, about, wants, today, is_primary, labels,
           rank, rev, created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, ?11, ?12, ?11, ?12)",
    )
    .bind(&persona.id)
    .bind(&persona.product_id)
    .bind(number)
    .bind(&persona.name)
    .bind(&persona.about)
    .bind(&persona.wants)
    .bind(&persona.today)
    .bind(persona.is_primary)
    .bind(Json(&persona.labels))
    .bind(rank)
    .bind(persona.created_at)
    .bind(persona.created_by.stored())
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(super) async fn update(change: &mut Change, persona: &Persona) -> Result<()> {
    sqlx::query(
        "UPDATE personas SET name = ?2, about = ?3, wants = ?4, today = ?5, is_primary = ?6, labels = ?7
         WHERE id = ?1",
    )
    .bind(&persona.id)
    .bind(&persona.name)
    .bind(&persona.about)
    .bind(&persona.wants)
    .bind(&persona.today)
    .bind(persona.is_primary)
    .bind(Json(&persona.labels))
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Unsets the primary persona of a product, if there is one.
pub(super) async fn unset_primary(change: &mut Change, product: &ProductId) -> Result<()> {
    sqlx::query(
        "UPDATE personas SET is_primary = 0
         WHERE product_id = ?1 AND is_primary = 1 AND trashed_at IS NULL",
    )
    .bind(product)
    .execute(change.conn())
    .await?;
    Ok(())
}
