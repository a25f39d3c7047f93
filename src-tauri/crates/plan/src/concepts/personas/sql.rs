//! The only SQL for personas.

use sqlx::SqliteConnection;

use super::{Persona, PersonaRow};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::ids::{PersonaId, ProductId};
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::Kind;

impl Record for Persona {
    type Id = PersonaId;
    const KIND: Kind = Kind::Persona;

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
            .put("about", &self.about)
            .put("wants", &self.wants)
            .put("today", &self.today)
            .put("is_primary", self.is_primary)
            .list("labels", &self.labels);
    }
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
