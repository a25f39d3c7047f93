//! Undo of any change set: what nobody touched since is put back, what was
//! changed later is kept and listed.
//!
//! A later touch counts only while it stands: a set that was itself undone, and
//! the undo that cancelled it, leave no claim on the field. That is what lets a
//! whole history be undone to its start and redone to its end.

mod rows;
mod tidy;

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use self::rows::Rows;
use self::tidy::tidy;
use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::{Actor, ActorKind};
use crate::base::change::{Change, Grouping, Written};
use crate::base::dependencies::Waits;
use crate::base::error::{Error, Result};
use crate::base::leases;
use crate::base::log::sql::{self, RowChange, SetRow};
use crate::base::log::{caption, shown_field, summarise_set, write};
use crate::base::reason::Reason;
use crate::base::store::TRACKED;

pub(crate) use self::tidy::{put_back_with, yield_primary};

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

/// Which set an undo takes back.
enum Target {
    /// This one.
    Set(u32),
    /// The person's latest that still stands and can be taken back.
    LatestOwn,
    /// The person's latest undo, unless they have changed something since.
    LatestOwnUndo,
    /// The latest of any AI client that still stands and can be taken back.
    LatestOfAi,
}

impl Plan {
    /// Takes back the person's latest change set that still stands.
    pub async fn undo(&self, actor: &Actor) -> Result<Undone> {
        take_back(self, actor, Target::LatestOwn, Action::Undo).await
    }

    /// Puts back what the person's latest undo took away, unless they have
    /// changed something since.
    pub async fn redo(&self, actor: &Actor) -> Result<Undone> {
        take_back(self, actor, Target::LatestOwnUndo, Action::Redo).await
    }

    /// Takes back any one change set. An AI may take back only its own.
    pub async fn undo_set(&self, actor: &Actor, set: u32) -> Result<Undone> {
        take_back(self, actor, Target::Set(set), Action::UndoSet).await
    }

    /// Takes back the latest change set of any AI client that still stands.
    pub async fn undo_latest_ai(&self, actor: &Actor) -> Result<Undone> {
        take_back(self, actor, Target::LatestOfAi, Action::UndoSet).await
    }
}

async fn take_back(plan: &Plan, actor: &Actor, target: Target, action: Action) -> Result<Undone> {
    let mut change = Change::open(plan, actor, action, Grouping::Alone).await?;
    // Chosen under the write lock, so that two quick presses take two steps.
    let (candidates, none) = match target {
        Target::Set(set) => (vec![permitted(&mut change, set).await?], Reason::NothingLeft),
        Target::LatestOwn => (sql::latest_own(change.conn()).await?, Reason::NothingToUndo),
        Target::LatestOwnUndo => {
            (sql::latest_own_undo(change.conn()).await?, Reason::NothingToRedo)
        }
        Target::LatestOfAi => (sql::latest_of_ai(change.conn()).await?, Reason::NothingOfAi),
    };
    if candidates.is_empty() {
        return Err(Error::Refused(none));
    }
    for set in candidates {
        let summary = summarise_set(change.conn(), set.clone()).await?;
        // An undo makes no claim on what it touches, its own edits included.
        let own = change.set();
        write::set_undoes(change.conn(), own, set.seq).await?;
        let (restored, kept) = reverse_all(&mut change, set.seq).await?;
        if restored > 0 {
            leases::sql::end_taken_in(change.conn(), set.seq).await?;
            note(&mut change, &set).await?;
            let written = change.commit().await?;
            return Ok(Undone {
                written,
                set: set.seq,
                sentence: summary.sentence,
                restored,
                kept,
            });
        }
    }
    Err(Error::Refused(Reason::NothingLeft))
}

/// The set, if this actor may take it back.
async fn permitted(change: &mut Change, set: u32) -> Result<SetRow> {
    let row = sql::set(change.conn(), set)
        .await?
        .ok_or_else(|| Error::not_found(format!("change set {set}")))?;
    let own = row.actor_kind == ActorKind::Ai && row.actor_name == change.actor.name;
    if change.actor.kind == ActorKind::Ai && !own {
        return Err(Error::Refused(Reason::NotYours(set)));
    }
    if row.undone_by.is_some() {
        return Err(Error::Refused(Reason::AlreadyUndone(set)));
    }
    Ok(row)
}

/// Puts back everything of a set that nothing later stands in the way of: how
/// much that was, and what was kept.
async fn reverse_all(change: &mut Change, set: u32) -> Result<(u32, Vec<String>)> {
    let mut restored = 0;
    let mut kept = Vec::new();
    let edits = sql::row_changes_of_set(change.conn(), set).await?;
    for (edit, done) in edits.iter().zip(reverse_each(change.conn(), set, &edits).await?) {
        if done {
            restored += 1;
        } else {
            let phrase = kept_phrase(change.conn(), edit).await?;
            if !kept.contains(&phrase) {
                kept.push(phrase);
            }
        }
    }
    if restored > 0 {
        sql::trash_with_project(change.conn()).await?;
        tidy(change).await?;
    }
    Ok((restored, kept))
}

/// Notes what this undo means for the set it takes back, for the set that one
/// took back, and so on: each stands exactly when the one that undoes it does not.
async fn note(change: &mut Change, set: &SetRow) -> Result<()> {
    let own = change.set();
    write::mark_undone(change.conn(), set.seq, Some(own)).await?;
    if let Some(product) = sql::product_of_set(change.conn(), set.seq).await? {
        change.within(&product).await?;
    }
    let (mut at, mut stands) = (set.seq, false);
    let mut next = set.undoes;
    while let Some(target) = next {
        write::mark_undone(change.conn(), target, stands.then_some(at)).await?;
        (at, stands) = (target, !stands);
        next = sql::set(change.conn(), target).await?.and_then(|row| row.undoes);
    }
    Ok(())
}

/// Puts recorded edits of a set back: for each whether that was done. Rows find
/// places of their own only at the end, because one may come back to its list and
/// to its place there by two edits.
async fn reverse_each(
    conn: &mut SqliteConnection,
    set: u32,
    edits: &[RowChange],
) -> Result<Vec<bool>> {
    let mut rows = Rows::default();
    let mut all = Vec::with_capacity(edits.len());
    for edit in edits {
        all.push(reverse(conn, &mut rows, set, edit).await?);
    }
    rows.settle(conn).await?;
    Ok(all)
}

/// Puts one recorded edit back; `false` when something later stands in the way.
async fn reverse(
    conn: &mut SqliteConnection,
    rows: &mut Rows,
    set: u32,
    edit: &RowChange,
) -> Result<bool> {
    let Some(table) = TRACKED.iter().find(|t| t.name == edit.table_name) else {
        return Ok(false);
    };
    if touched_later(conn, set, edit).await? {
        return Ok(false);
    }
    let done = match edit.op.as_str() {
        "insert" => return rows.remove(conn, table.name, &edit.row_id).await,
        "delete" if closes_cycle(conn, edit).await? => false,
        "delete" => rows::restore(conn, table.name, edit).await?,
        _ if edit.field == "trashed_at" && !edit.cleared => {
            yield_primary(conn, table.name, &edit.row_id).await?;
            rows::restore_field(conn, table.name, edit).await?
        }
        _ => rows::restore_field(conn, table.name, edit).await?,
    };
    if done && (edit.op == "delete" || matches!(edit.field.as_str(), "rank" | "project_id")) {
        rows.moved.insert((table.name, edit.row_id.clone()));
    }
    Ok(done)
}

/// Whether a removed dependency would now close a circle.
async fn closes_cycle(conn: &mut SqliteConnection, edit: &RowChange) -> Result<bool> {
    match Waits::in_table(&edit.table_name) {
        Some(waits) => waits.would_close(conn, edit.id).await,
        None => Ok(false),
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

async fn kept_phrase(conn: &mut SqliteConnection, edit: &RowChange) -> Result<String> {
    let part = TRACKED.iter().find(|t| t.name == edit.table_name).and_then(|t| t.field);
    let field = part.unwrap_or_else(|| shown_field(&edit.field));
    let reference = caption(conn, edit.kind, &edit.entity_id).await?.reference;
    let what = match (part, edit.op.as_str()) {
        (None, "insert") => reference,
        (None, "delete") => format!("the removal of {reference}"),
        _ => format!("{} of {reference}", field.replace('_', " ")),
    };
    Ok(format!("{what} was changed afterwards"))
}
