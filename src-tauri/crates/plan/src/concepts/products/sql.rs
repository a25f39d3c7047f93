//! The only SQL for products.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::folders::Owned;
use super::{Product, ProductRow, TrashedProduct};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::ids::ProductId;

pub(crate) async fn rows(conn: &mut SqliteConnection) -> Result<Vec<ProductRow>> {
    Ok(sqlx::query_as(
        "SELECT id, name, icon, vision <> '' AS has_vision, sample,
           (SELECT count(*) FROM projects AS p INDEXED BY projects_open WHERE p.product_id = products.id AND p.trashed_at IS NULL
              AND p.status NOT IN ('done', 'dropped')) AS open_projects,
           (SELECT count(*) FROM captures AS k WHERE k.product_id = products.id AND k.trashed_at IS NULL
              AND k.became_id IS NULL) AS inbox
         FROM products WHERE trashed_at IS NULL ORDER BY rank",
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn trashed(conn: &mut SqliteConnection) -> Result<Vec<TrashedProduct>> {
    Ok(sqlx::query_as(
        "SELECT id, name, trashed_at FROM products
         WHERE trashed_at IS NOT NULL ORDER BY trashed_at DESC, id",
    )
    .fetch_all(conn)
    .await?)
}

pub(crate) async fn get(conn: &mut SqliteConnection, id: &ProductId) -> Result<Option<Product>> {
    Ok(sqlx::query_as("SELECT * FROM products WHERE id = ?1 AND trashed_at IS NULL")
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

/// The names that products had before they were renamed, the latest first.
pub(super) async fn earlier_names(conn: &mut SqliteConnection) -> Result<Vec<(ProductId, String)>> {
    Ok(sqlx::query_as(
        "SELECT p.id, r.before FROM products AS p
         JOIN row_changes AS r ON r.row_id = p.id AND r.field = 'name'
         WHERE p.trashed_at IS NULL AND r.table_name = 'products' AND r.op = 'update'
         ORDER BY r.id DESC",
    )
    .fetch_all(conn)
    .await?)
}

/// The folders of every product, in order.
pub(super) async fn folders(conn: &mut SqliteConnection) -> Result<Vec<Owned>> {
    Ok(sqlx::query_as(
        "SELECT id, name, folders FROM products
         WHERE trashed_at IS NULL AND folders <> '[]' ORDER BY rank",
    )
    .fetch_all(conn)
    .await?)
}

pub(super) async fn set_folders(
    change: &mut Change,
    id: &ProductId,
    folders: &[String],
) -> Result<()> {
    sqlx::query("UPDATE products SET folders = ?2 WHERE id = ?1")
        .bind(id)
        .bind(Json(folders))
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(super) async fn insert(change: &mut Change, product: &Product, rank: &str) -> Result<()> {
    sqlx::query(
        "INSERT INTO products (id, name, icon, vision, about, folders, labels, rank, rev,
           created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?10, ?9, ?10)",
    )
    .bind(&product.id)
    .bind(&product.name)
    .bind(&product.icon)
    .bind(&product.vision)
    .bind(&product.about)
    .bind(Json(&product.folders))
    .bind(Json(&product.labels))
    .bind(rank)
    .bind(product.created_at)
    .bind(product.updated_by.stored())
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(super) async fn update(change: &mut Change, product: &Product) -> Result<()> {
    sqlx::query(
        "UPDATE products SET name = ?2, icon = ?3, vision = ?4, about = ?5, folders = ?6, labels = ?7
         WHERE id = ?1",
    )
    .bind(&product.id)
    .bind(&product.name)
    .bind(&product.icon)
    .bind(&product.vision)
    .bind(&product.about)
    .bind(Json(&product.folders))
    .bind(Json(&product.labels))
    .execute(change.conn())
    .await?;
    Ok(())
}
