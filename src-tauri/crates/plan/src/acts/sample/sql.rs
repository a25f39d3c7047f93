//! The only SQL for the sample plan: which product it is.

use sqlx::SqliteConnection;

use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::ids::ProductId;

/// The product that is the sample, also when the person put it into the trash.
pub(super) async fn product(conn: &mut SqliteConnection) -> Result<Option<ProductId>> {
    Ok(sqlx::query_scalar("SELECT id FROM products WHERE sample = 1 LIMIT 1")
        .fetch_optional(conn)
        .await?)
}

pub(super) async fn mark(change: &mut Change, id: &str) -> Result<()> {
    sqlx::query("UPDATE products SET sample = 1 WHERE id = ?1")
        .bind(id)
        .execute(change.conn())
        .await?;
    Ok(())
}
