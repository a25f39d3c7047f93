//! Keeps the plan's rules when rows are put back one by one: nothing alive is
//! joined to what is in the trash, there is one primary of a kind, a folder is one
//! product's, and an open bet has no result.

use sqlx::{AssertSqlSafe, SqliteConnection};

use super::reverse_each;
use crate::base::change::Change;
use crate::base::entities;
use crate::base::error::Result;
use crate::base::links;
use crate::base::log::sql::{self, RowChange};
use crate::base::pairs::PAIRS;
use crate::base::refs::Kind;
use crate::concepts::bets;
use crate::concepts::products;

/// Fields that point to one entity, with the kind they point to.
const POINTERS: [(&str, &str, Kind); 3] = [
    ("projects", "bet_id", Kind::Bet),
    ("projects", "pillar_id", Kind::Pillar),
    ("pains", "solved_by", Kind::Project),
];

/// Looks once at every row this change has written.
pub(crate) async fn tidy(change: &mut Change) -> Result<()> {
    let seq = change.seq;
    for row in sql::row_changes(change.conn(), seq).await? {
        if row.field == "trashed_at"
            && !row.cleared
            && row.kind != Kind::Product
            && is_trashed(change, row.kind, &row.row_id).await?
        {
            links::part_from_all(change, row.kind, &row.row_id).await?;
        }
        match row.table_name.as_str() {
            "pains" => trash_with_ends(change, &row.row_id).await?,
            "products" => products::yield_folders(change, &row.row_id).await?,
            "bets" => bets::sql::clear_result_of_open(change, &row.row_id).await?,
            _ => {}
        }
        part_dead_link(change, &row).await?;
        clear_dead_pointer(change, &row).await?;
    }
    Ok(())
}

async fn is_trashed(change: &mut Change, kind: Kind, id: &str) -> Result<bool> {
    let common = entities::get(change.conn(), kind, id).await?;
    Ok(common.is_none_or(|c| c.trashed_at.is_some()))
}

/// A pain is in the trash when its persona or problem is.
async fn trash_with_ends(change: &mut Change, pain: &str) -> Result<()> {
    sqlx::query(
        "UPDATE pains SET trashed_at = coalesce(
           (SELECT trashed_at FROM personas WHERE id = persona_id),
           (SELECT trashed_at FROM problems WHERE id = problem_id))
         WHERE id = ?1 AND trashed_at IS NULL",
    )
    .bind(pain)
    .execute(change.conn())
    .await?;
    Ok(())
}

async fn part_dead_link(change: &mut Change, row: &RowChange) -> Result<()> {
    let Some(pair) = PAIRS.iter().find(|p| p.table == row.table_name) else { return Ok(()) };
    let kind = pair.other.map_or("about_kind".to_owned(), |k| format!("'{}'", k.word()));
    // Names of tables and columns are constants of ours.
    let sql = format!(
        "SELECT {}, {kind}, {} FROM {} WHERE id = ?1",
        pair.owner_column, pair.other_column, pair.table
    );
    let ends: Option<(String, Kind, String)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(&row.row_id).fetch_optional(change.conn()).await?;
    let Some((owner, kind, other)) = ends else { return Ok(()) };
    if is_trashed(change, pair.owner, &owner).await? || is_trashed(change, kind, &other).await? {
        let sql = format!("DELETE FROM {} WHERE id = ?1", pair.table);
        sqlx::query(AssertSqlSafe(sql)).bind(&row.row_id).execute(change.conn()).await?;
    }
    Ok(())
}

async fn clear_dead_pointer(change: &mut Change, row: &RowChange) -> Result<()> {
    for (table, column, kind) in POINTERS {
        if row.table_name != table || !(row.field == column || row.field == "*") {
            continue;
        }
        // Names of tables and columns are constants of ours.
        let sql = format!(
            "UPDATE {table} SET {column} = NULL
             WHERE id = ?1 AND {column} IN (SELECT id FROM {} WHERE trashed_at IS NOT NULL)",
            kind.table()
        );
        sqlx::query(AssertSqlSafe(sql)).bind(&row.row_id).execute(change.conn()).await?;
    }
    Ok(())
}

/// Before a row comes back from the trash: if it was the primary one of its kind,
/// or the pinned task, and another is that now, the other stays.
pub(crate) async fn yield_primary(
    conn: &mut SqliteConnection,
    table: &str,
    id: &str,
) -> Result<()> {
    let column = match table {
        "outcomes" | "personas" => "is_primary",
        "tasks" => "pinned",
        _ => return Ok(()),
    };
    // Names of tables and columns are constants of ours.
    let sql = format!(
        "UPDATE {table} SET {column} = 0 WHERE id = ?1 AND {column} = 1 AND EXISTS (
           SELECT 1 FROM {table} AS other WHERE other.product_id = {table}.product_id
             AND other.id <> ?1 AND other.{column} = 1 AND other.trashed_at IS NULL)"
    );
    sqlx::query(AssertSqlSafe(sql)).bind(id).execute(conn).await?;
    Ok(())
}

/// Puts back the links an entity lost when it went to the trash, and the pains
/// that went with it, as far as nobody touched them since.
pub(crate) async fn put_back_with(change: &mut Change, id: &str) -> Result<()> {
    let Some((lost_in, edits)) = lost_with(change.conn(), id).await? else { return Ok(()) };
    // What this change has put back and parted again, while the other end was still
    // away, is no later touch.
    let seq = change.seq;
    reverse_each(change.conn(), &[lost_in, seq], &edits).await?;
    tidy(change).await
}

/// What an entity lost when it last went to the trash: links to it and from it,
/// fields that pointed to it, and pains of it; with the change that did so.
async fn lost_with(conn: &mut SqliteConnection, id: &str) -> Result<Option<(u32, Vec<RowChange>)>> {
    let last: Option<u32> = sqlx::query_scalar(
        "SELECT r.change_seq FROM row_changes AS r
         WHERE r.row_id = ?1 AND r.field = 'trashed_at' AND r.after IS NOT NULL ORDER BY r.id DESC LIMIT 1",
    )
    .bind(id)
    .fetch_optional(&mut *conn)
    .await?;
    let Some(change) = last else { return Ok(None) };
    let edits = sqlx::query_as(
        "SELECT id, kind, entity_id, table_name, row_id, op, field, after IS NULL AS cleared FROM row_changes
         WHERE change_seq = ?1 AND row_id <> ?2
           AND ((op = 'delete' AND instr(before, ?2) > 0) OR (op = 'update' AND before = ?2)
             OR (table_name = 'pains' AND field = 'trashed_at'
                 AND row_id IN (SELECT id FROM pains WHERE persona_id = ?2 OR problem_id = ?2)))
         ORDER BY id DESC",
    )
    .bind(change)
    .bind(id)
    .fetch_all(conn)
    .await?;
    Ok(Some((change, edits)))
}
