//! The only SQL for products.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::folders::Owned;
use super::{Product, ProductRow, TrashedProduct};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::finished::open_project;
use crate::base::ids::ProductId;
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::Kind;

impl Record for Product {
    type Id = ProductId;
    const KIND: Kind = Kind::Product;

    fn head(&self) -> Head<'_> {
        Head {
            id: self.id.as_str(),
            reference: &self.name,
            name: &self.name,
            rev: self.rev,
            trashed: false,
        }
    }

    fn cells(&self, cells: &mut Cells) {
        cells
            .put("name", &self.name)
            .put("icon", &self.icon)
            .put("vision", &self.vision)
            .put("about", &self.about)
            .list("folders", &self.folders)
            .list("labels", &self.labels);
    }

    fn select() -> Option<&'static str> {
        Some("SELECT * FROM products WHERE id = ?1 AND trashed_at IS NULL")
    }
}

pub(crate) async fn rows(conn: &mut SqliteConnection) -> Result<Vec<ProductRow>> {
    Ok(sqlx::query_as(
        concat!(
            "SELECT id, name, icon, vision <> '' AS has_vision, sample,
           (SELECT count(*) FROM projects AS p INDEXED BY projects_open WHERE p.product_id = products.id AND p.trashed_at IS NULL
              AND ",
            open_project!("p.status"),
            ") AS open_projects,
           (SELECT count(*) FROM captures AS k WHERE k.product_id = products.id AND k.trashed_at IS NULL
              AND k.became_id IS NULL) AS inbox
         FROM products WHERE trashed_at IS NULL ORDER BY rank"
        ),
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
