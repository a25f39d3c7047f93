//! Single rows put back as the log knows them.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::base::error::Result;
use crate::base::lists::list_of;
use crate::base::log::sql::RowChange;
use crate::base::rank;

/// What is asked again and again while many rows are put back.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// By table: the statement that says whether anything refers to a row of it.
    referred: HashMap<&'static str, String>,
    /// Rows that came back to a place in a list.
    pub(super) moved: BTreeSet<(&'static str, String)>,
}

impl Rows {
    /// Gives rows whose old place was taken meanwhile one of their own. Only after
    /// the last row: half-way through a move, a row is in its new list with the
    /// rank it had in the old one.
    pub(super) async fn settle(&self, conn: &mut SqliteConnection) -> Result<()> {
        for (table, id) in &self.moved {
            if let Some(list) = list_of(table) {
                rank::make_unique(conn, list, table, id).await?;
            }
        }
        Ok(())
    }

    /// Removes a row that nothing refers to any more.
    pub(super) async fn remove(
        &mut self,
        conn: &mut SqliteConnection,
        table: &'static str,
        id: &str,
    ) -> Result<bool> {
        let referred = match self.referred.entry(table) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(is_referred(conn, table).await?),
        };
        if sqlx::query_scalar(AssertSqlSafe(referred.as_str()))
            .bind(id)
            .fetch_one(&mut *conn)
            .await?
        {
            return Ok(false);
        }
        // The table's name is a constant of ours.
        let sql = format!("DELETE FROM {table} WHERE id = ?1");
        let done = sqlx::query(AssertSqlSafe(sql)).bind(id).execute(conn).await?;
        Ok(done.rows_affected() == 1)
    }
}

async fn is_referred(conn: &mut SqliteConnection, table: &str) -> Result<String> {
    let references: Vec<(String, String)> = sqlx::query_as(
        "SELECT t.name, f.\"from\" FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f
         WHERE t.schema = 'main' AND f.\"table\" = ?1
         UNION ALL
         -- A decision may be about anything, so no foreign key says so.
         SELECT 'decision_about', 'about_id'",
    )
    .bind(table)
    .fetch_all(conn)
    .await?;
    // All names come from the file's own schema.
    let one = |(child, column)| format!("EXISTS (SELECT 1 FROM {child} WHERE {column} = ?1)");
    let all: Vec<String> = references.into_iter().map(one).collect();
    Ok(format!("SELECT {}", all.join(" OR ")))
}

/// Inserts a removed row again, exactly as it was. Columns that are newer than
/// the log's line take their defaults.
pub(super) async fn restore(
    conn: &mut SqliteConnection,
    table: &'static str,
    edit: &RowChange,
) -> Result<bool> {
    let columns: Vec<String> = sqlx::query_scalar(
        "SELECT c.name FROM pragma_table_info(?1) AS c, row_changes AS r
         WHERE r.id = ?2 AND json_type(r.before, '$.' || c.name) IS NOT NULL",
    )
    .bind(table)
    .bind(edit.id)
    .fetch_all(&mut *conn)
    .await?;
    let values: Vec<String> =
        columns.iter().map(|c| format!("json_extract(r.before, '$.{c}')")).collect();
    // Column names come from the file's own schema. A row whose parent is gone,
    // or whose place was taken, stays away.
    let sql = format!(
        "INSERT OR IGNORE INTO {table} ({}) SELECT {} FROM row_changes AS r WHERE r.id = ?1",
        columns.join(", "),
        values.join(", ")
    );
    match sqlx::query(AssertSqlSafe(sql)).bind(edit.id).execute(conn).await {
        Ok(done) => Ok(done.rows_affected() == 1),
        Err(error) if is_refused(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Sets a field back if it still has the value this edit gave it.
pub(super) async fn restore_field(
    conn: &mut SqliteConnection,
    table: &'static str,
    edit: &RowChange,
) -> Result<bool> {
    // The field was recorded by a trigger generated from the table's columns.
    let sql = format!(
        "UPDATE {table} SET {field} = (SELECT before FROM row_changes WHERE id = ?1)
         WHERE id = ?2 AND {field} IS (SELECT after FROM row_changes WHERE id = ?1)",
        field = edit.field
    );
    match sqlx::query(AssertSqlSafe(sql)).bind(edit.id).bind(&edit.row_id).execute(conn).await {
        Ok(done) => Ok(done.rows_affected() == 1),
        Err(error) if is_refused(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether the plan's own rules stand in the way: what a row points to is gone, or
/// there may be only one such row.
fn is_refused(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|e| e.is_foreign_key_violation() || e.is_unique_violation())
}
