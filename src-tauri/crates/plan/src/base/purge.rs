//! Removing a product for good, with everything the log knows of it.
//!
//! This is the one write that leaves no way back, so it is the person's alone
//! and keeps to what is meant to be thrown away: the sample plan.

use sqlx::AssertSqlSafe;

use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::refs::Kind;
use crate::base::store::TRACKED;

/// A product's part of the log. `?1` is the product, `?2` the change under way,
/// which stays as the one line that says it happened.
const OF_PRODUCT: [&str; 7] = [
    "DELETE FROM taken_back WHERE ?2 > 0
       AND (by_seq IN (SELECT seq FROM changes WHERE product_id = ?1) OR change_seq IN (SELECT seq FROM changes WHERE product_id = ?1))",
    "UPDATE changes SET undone_by = NULL WHERE ?2 > 0 AND undone_by IN (SELECT seq FROM changes WHERE product_id = ?1)",
    "DELETE FROM row_changes WHERE change_seq = ?2 OR change_seq IN (SELECT seq FROM changes WHERE product_id = ?1)",
    "DELETE FROM entity_changes WHERE change_seq IN (SELECT seq FROM changes WHERE product_id = ?1)",
    "DELETE FROM changes WHERE product_id = ?1 AND seq <> ?2",
    "DELETE FROM counters WHERE product_id = ?1 AND ?2 > 0",
    "DELETE FROM cursors WHERE product_id = ?1 AND ?2 > 0",
];

/// Change sets that have no change left.
const EMPTY_SETS: [&str; 3] = [
    "UPDATE change_sets SET undone_by = NULL WHERE undone_by NOT IN (SELECT set_seq FROM changes)",
    "UPDATE change_sets SET undoes = NULL WHERE undoes NOT IN (SELECT set_seq FROM changes)",
    "DELETE FROM change_sets WHERE seq NOT IN (SELECT set_seq FROM changes)",
];

/// Removes every row of a product, and of the log about it.
pub(crate) async fn purge(change: &mut Change, product: &ProductId) -> Result<()> {
    run(change, "UPDATE pains SET solved_by = NULL WHERE product_id = ?1", product).await?;
    // Links and parts first, then entities: what refers to others is declared
    // after them, so that this order never removes a row that another still needs.
    let parts = TRACKED.iter().filter(|table| table.field.is_some());
    let entities = TRACKED.iter().rev().filter(|table| table.field.is_none());
    for table in parts.chain(entities) {
        // Names of tables and columns are constants of ours.
        let sql = match (table.field, table.kind) {
            (_, Kind::Setting) => continue,
            (None, Kind::Product) => "DELETE FROM products WHERE id = ?1".to_owned(),
            (None, _) => format!("DELETE FROM {} WHERE product_id = ?1", table.name),
            (Some(_), kind) => format!(
                "DELETE FROM {} WHERE {} IN (SELECT id FROM {} WHERE product_id = ?1)",
                table.name,
                table.owner,
                kind.table()
            ),
        };
        run(change, &sql, product).await?;
    }
    let seq = change.seq;
    for sql in OF_PRODUCT {
        sqlx::query(sql).bind(product).bind(seq).execute(change.conn()).await?;
    }
    for sql in EMPTY_SETS {
        sqlx::query(sql).execute(change.conn()).await?;
    }
    change.record_without_rows();
    Ok(())
}

async fn run(change: &mut Change, sql: &str, product: &ProductId) -> Result<()> {
    // Built of our own constants only.
    sqlx::query(AssertSqlSafe(sql.to_owned())).bind(product).execute(change.conn()).await?;
    Ok(())
}
