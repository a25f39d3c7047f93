//! The SQL of undo: what is taken back, what stands in the way, and what stands
//! once it was done.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use crate::base::actor::Actor;
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::log::sql::RowChange;

/// The changes of a set that stand, or the one given.
pub(super) async fn standing(
    conn: &mut SqliteConnection,
    set: u32,
    only: Option<u32>,
) -> Result<Vec<u32>> {
    Ok(sqlx::query_scalar(
        "SELECT seq FROM changes
         WHERE set_seq = ?1 AND (?2 IS NULL OR seq = ?2) AND undone_by IS NULL ORDER BY seq",
    )
    .bind(set)
    .bind(only)
    .fetch_all(conn)
    .await?)
}

/// The products that changes made and that are not in the trash.
pub(super) async fn made_products(
    conn: &mut SqliteConnection,
    changes: &[u32],
) -> Result<Vec<ProductId>> {
    Ok(sqlx::query_scalar(
        "SELECT p.id FROM row_changes AS r JOIN products AS p ON p.id = r.row_id
         WHERE r.change_seq IN (SELECT value FROM json_each(?1))
           AND r.table_name = 'products' AND r.op = 'insert' AND p.trashed_at IS NULL",
    )
    .bind(Json(changes))
    .fetch_all(conn)
    .await?)
}

/// Everything changes did, latest first, but for what belongs to these products.
pub(super) async fn edits(
    conn: &mut SqliteConnection,
    changes: &[u32],
    except: &[ProductId],
) -> Result<Vec<RowChange>> {
    Ok(sqlx::query_as(
        "SELECT r.id, r.kind, r.entity_id, r.table_name, r.row_id, r.op, r.field, r.after IS NULL AS cleared
         FROM changes AS c JOIN row_changes AS r ON r.change_seq = c.seq
         WHERE c.seq IN (SELECT value FROM json_each(?1))
           AND (c.product_id IS NULL OR c.product_id NOT IN (SELECT value FROM json_each(?2)))
         ORDER BY r.id DESC",
    )
    .bind(Json(changes))
    .bind(Json(except))
    .fetch_all(conn)
    .await?)
}

pub(super) async fn trash_product(
    conn: &mut SqliteConnection,
    product: &ProductId,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("UPDATE products SET trashed_at = ?2 WHERE id = ?1")
        .bind(product)
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether anybody else has changed something of a product that still stands.
pub(super) async fn others_worked_in(
    conn: &mut SqliteConnection,
    product: &ProductId,
    actor: &Actor,
) -> Result<bool> {
    Ok(sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM changes AS c JOIN change_sets AS s ON s.seq = c.set_seq
         WHERE c.product_id = ?1 AND c.undone_by IS NULL AND s.undoes IS NULL
           AND NOT (s.actor_kind = ?2 AND s.actor_name = ?3))",
    )
    .bind(product)
    .bind(actor.kind)
    .bind(&actor.name)
    .fetch_one(conn)
    .await?)
}

/// Whether a later change that stands, and is not taken back with this edit, is in
/// its way. An undo never is.
pub(super) async fn touched_later(
    conn: &mut SqliteConnection,
    taken: &[u32],
    edit: &RowChange,
) -> Result<bool> {
    // An insert is in the way of any later edit of the whole entity; other edits
    // only of their own field, or of the row's removal.
    let sql = if edit.op == "insert" {
        "SELECT EXISTS (SELECT 1 FROM row_changes AS r
           JOIN changes AS c ON c.seq = r.change_seq JOIN change_sets AS s ON s.seq = c.set_seq
           WHERE r.id > ?1 AND (r.row_id = ?2 OR r.entity_id = ?2)
             AND c.undone_by IS NULL AND s.undoes IS NULL
             AND c.seq NOT IN (SELECT value FROM json_each(?4)) AND ?3 = ?3)"
    } else {
        "SELECT EXISTS (SELECT 1 FROM row_changes AS r
           JOIN changes AS c ON c.seq = r.change_seq JOIN change_sets AS s ON s.seq = c.set_seq
           WHERE r.id > ?1 AND r.row_id = ?2 AND r.field IN (?3, '*')
             AND c.undone_by IS NULL AND s.undoes IS NULL
             AND c.seq NOT IN (SELECT value FROM json_each(?4)))"
    };
    Ok(sqlx::query_scalar(sql)
        .bind(edit.id)
        .bind(&edit.row_id)
        .bind(&edit.field)
        .bind(Json(taken))
        .fetch_one(conn)
        .await?)
}

/// The first product that one of these changes belongs to.
pub(super) async fn product_of(
    conn: &mut SqliteConnection,
    changes: &[u32],
) -> Result<Option<ProductId>> {
    Ok(sqlx::query_scalar(
        "SELECT product_id FROM changes
         WHERE seq IN (SELECT value FROM json_each(?1)) AND product_id IS NOT NULL ORDER BY seq LIMIT 1",
    )
    .bind(Json(changes))
    .fetch_optional(conn)
    .await?)
}

/// Notes that the change `by` took these back, and what that means for those they
/// had taken back themselves, and so on: each stands exactly when the one that
/// undoes it does not.
pub(super) async fn note(conn: &mut SqliteConnection, by: u32, taken: &[u32]) -> Result<()> {
    sqlx::query("INSERT INTO taken_back (by_seq, change_seq) SELECT ?1, value FROM json_each(?2)")
        .bind(by)
        .bind(Json(taken))
        .execute(&mut *conn)
        .await?;
    let mut all: BTreeSet<u32> = taken.iter().copied().collect();
    let mut next: Vec<(u32, u32)> = taken.iter().map(|change| (by, *change)).collect();
    let mut stands = false;
    while !next.is_empty() {
        for (by, change) in &next {
            sqlx::query("UPDATE changes SET undone_by = ?2 WHERE seq = ?1")
                .bind(change)
                .bind((!stands).then_some(by))
                .execute(&mut *conn)
                .await?;
        }
        let noted: Vec<u32> = next.iter().map(|(_, change)| *change).collect();
        next = sqlx::query_as(
            "SELECT by_seq, change_seq FROM taken_back WHERE by_seq IN (SELECT value FROM json_each(?1))",
        )
        .bind(Json(noted))
        .fetch_all(&mut *conn)
        .await?;
        all.extend(next.iter().map(|(_, change)| *change));
        stands = !stands;
    }
    settle_sets(conn, &all).await
}

/// A set is undone when nothing of what it changed stands.
async fn settle_sets(conn: &mut SqliteConnection, changes: &BTreeSet<u32>) -> Result<()> {
    sqlx::query(
        "UPDATE change_sets AS s SET undone_by = CASE
           WHEN EXISTS (SELECT 1 FROM changes AS c WHERE c.set_seq = s.seq AND c.undone_by IS NULL
                          AND EXISTS (SELECT 1 FROM row_changes AS r WHERE r.change_seq = c.seq)) THEN NULL
           ELSE (SELECT u.set_seq FROM changes AS c JOIN changes AS u ON u.seq = c.undone_by
                 WHERE c.set_seq = s.seq ORDER BY u.seq DESC LIMIT 1) END
         WHERE s.seq IN (SELECT set_seq FROM changes WHERE seq IN (SELECT value FROM json_each(?1)))",
    )
    .bind(Json(changes))
    .execute(conn)
    .await?;
    Ok(())
}
