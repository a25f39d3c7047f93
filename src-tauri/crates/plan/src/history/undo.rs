//! Undo of any change set: what nobody touched since is put back, what was
//! changed later is kept and listed.
//!
//! A later touch counts only while it stands: a set that was itself undone, and
//! the undo that cancelled it, leave no claim on the field. That is what lets a
//! whole history be undone to its start and redone to its end.

use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::sql::{self, RowChange};
use super::{label, log, shown_field, summarise_set};
use crate::Plan;
use crate::actor::{Actor, ActorKind};
use crate::change::{Change, Grouping, Written};
use crate::error::{Error, Result};
use crate::store::TRACKED;

/// What an undo or redo did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Undone {
    /// The undo, as a change of its own.
    pub written: Written,
    /// The set that was taken back.
    pub set: u32,
    /// What that set had done, in words.
    pub sentence: String,
    /// How many recorded edits were put back.
    pub restored: u32,
    /// What was kept because it was changed later, one phrase each.
    pub kept: Vec<String>,
}

impl Plan {
    /// Takes back the person's latest change set that still stands.
    pub async fn undo(&self, actor: &Actor) -> Result<Undone> {
        let set = {
            let mut conn = self.store().reader().await?;
            sql::latest_own(&mut conn).await?
        };
        let set = set.ok_or_else(|| Error::Refused("There is nothing of yours to undo.".into()))?;
        take_back(self, actor, set, "undo").await
    }

    /// Puts back what the person's latest undo took away, unless they have
    /// changed something since.
    pub async fn redo(&self, actor: &Actor) -> Result<Undone> {
        let set = {
            let mut conn = self.store().reader().await?;
            sql::latest_own_undo(&mut conn).await?
        };
        let set = set.ok_or_else(|| Error::Refused("There is nothing to redo.".into()))?;
        take_back(self, actor, set, "redo").await
    }

    /// Takes back any one change set. An AI may take back only its own.
    pub async fn undo_set(&self, actor: &Actor, set: u32) -> Result<Undone> {
        if actor.kind == ActorKind::Ai {
            let mut conn = self.store().reader().await?;
            let found = sql::set(&mut conn, set).await?;
            if found.is_none_or(|s| s.actor_kind != ActorKind::Ai || s.actor_name != actor.name) {
                return Err(Error::Refused(format!(
                    "Change set {set} is not yours to undo. List your own change sets and undo one of those."
                )));
            }
        }
        take_back(self, actor, set, "undo_set").await
    }

    /// Takes back the latest change set of any AI client that still stands.
    pub async fn undo_latest_ai(&self, actor: &Actor) -> Result<Undone> {
        let set = {
            let mut conn = self.store().reader().await?;
            sql::latest_of_ai(&mut conn).await?
        };
        let set = set.ok_or_else(|| Error::Refused("No AI has changed anything here.".into()))?;
        take_back(self, actor, set, "undo_set").await
    }
}

async fn take_back(plan: &Plan, actor: &Actor, set: u32, action: &'static str) -> Result<Undone> {
    let mut change = Change::open(plan, actor, action, Grouping::Undo(set)).await?;
    let own = change.set();
    let row = sql::set(change.conn(), set)
        .await?
        .ok_or_else(|| Error::not_found(format!("change set {set}")))?;
    if row.undone_by.is_some() {
        return Err(Error::Refused(format!("Change set {set} has been undone already.")));
    }
    let summary = summarise_set(change.conn(), row.clone()).await?;
    if let Some(product) = sql::product_of_set(change.conn(), set).await? {
        change.within(&product).await?;
    }
    let mut restored = 0;
    let mut kept = Vec::new();
    for edit in sql::row_changes_of_set(change.conn(), set).await? {
        if reverse(change.conn(), set, &edit).await? {
            restored += 1;
        } else {
            let phrase = kept_phrase(change.conn(), &edit).await?;
            if !kept.contains(&phrase) {
                kept.push(phrase);
            }
        }
    }
    if restored == 0 {
        return Err(Error::Refused(
            "Nothing was taken back: everything in this change set was changed again later.".into(),
        ));
    }
    log::mark_undone(change.conn(), set, Some(own)).await?;
    if let Some(original) = row.undoes {
        log::mark_undone(change.conn(), original, None).await?;
    }
    let written = change.commit().await?;
    Ok(Undone { written, set, sentence: summary.sentence, restored, kept })
}

/// Puts one recorded edit back; `false` when something later stands in the way.
async fn reverse(conn: &mut SqliteConnection, set: u32, edit: &RowChange) -> Result<bool> {
    let Some(table) = TRACKED.iter().find(|t| t.name == edit.table_name) else {
        return Ok(false);
    };
    if touched_later(conn, set, edit).await? {
        return Ok(false);
    }
    match edit.op.as_str() {
        "insert" => remove_row(conn, table.name, &edit.row_id).await,
        "delete" => restore_row(conn, table.name, edit).await,
        _ => restore_field(conn, table.name, edit).await,
    }
}

async fn touched_later(conn: &mut SqliteConnection, set: u32, edit: &RowChange) -> Result<bool> {
    // An insert is in the way of any later edit of the whole entity; other edits
    // only of their own field, or of the row's removal.
    let sql = if edit.op == "insert" {
        "SELECT EXISTS (SELECT 1 FROM row_changes AS r
           JOIN changes AS c ON c.seq = r.change_seq JOIN change_sets AS s ON s.seq = c.set_seq
           WHERE r.id > ?1 AND (r.row_id = ?2 OR r.entity_id = ?2)
             AND s.seq <> ?4 AND s.undone_by IS NULL AND s.undoes IS NULL AND ?3 = ?3)"
    } else {
        "SELECT EXISTS (SELECT 1 FROM row_changes AS r
           JOIN changes AS c ON c.seq = r.change_seq JOIN change_sets AS s ON s.seq = c.set_seq
           WHERE r.id > ?1 AND r.row_id = ?2 AND r.field IN (?3, '*')
             AND s.seq <> ?4 AND s.undone_by IS NULL AND s.undoes IS NULL)"
    };
    Ok(sqlx::query_scalar(sql)
        .bind(edit.id)
        .bind(&edit.row_id)
        .bind(&edit.field)
        .bind(set)
        .fetch_one(conn)
        .await?)
}

/// Removes a row that nothing refers to any more.
async fn remove_row(conn: &mut SqliteConnection, table: &str, id: &str) -> Result<bool> {
    let references: Vec<(String, String)> = sqlx::query_as(
        "SELECT t.name, f.\"from\" FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f
         WHERE t.schema = 'main' AND f.\"table\" = ?1",
    )
    .bind(table)
    .fetch_all(&mut *conn)
    .await?;
    for (child, column) in references {
        // Both names come from the file's own schema.
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {child} WHERE {column} = ?1)");
        if sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).fetch_one(&mut *conn).await? {
            return Ok(false);
        }
    }
    let sql = format!("DELETE FROM {table} WHERE id = ?1");
    let done = sqlx::query(AssertSqlSafe(sql)).bind(id).execute(conn).await?;
    Ok(done.rows_affected() == 1)
}

/// Inserts a removed row again, exactly as it was.
async fn restore_row(
    conn: &mut SqliteConnection,
    table: &'static str,
    edit: &RowChange,
) -> Result<bool> {
    let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?1)")
        .bind(table)
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
        Err(error) if is_foreign_key(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn is_foreign_key(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_foreign_key_violation)
}

/// Sets a field back if it still has the value this edit gave it.
async fn restore_field(
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
        Err(error) if is_foreign_key(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

async fn kept_phrase(conn: &mut SqliteConnection, edit: &RowChange) -> Result<String> {
    let part = TRACKED.iter().find(|t| t.name == edit.table_name).and_then(|t| t.field);
    let field = part.unwrap_or_else(|| shown_field(&edit.field));
    let reference = label(conn, edit.kind, &edit.entity_id).await?.reference;
    let what = match (part, edit.op.as_str()) {
        (None, "insert") => reference,
        (None, "delete") => format!("the removal of {reference}"),
        _ => format!("{} of {reference}", field.replace('_', " ")),
    };
    Ok(format!("{what} was changed afterwards"))
}
