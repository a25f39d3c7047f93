//! Undo of any change set, and of any one change in it: what nobody touched since
//! is put back, what was changed later is kept and listed.
//!
//! A later touch counts only while it stands: a change that was itself undone, and
//! the undo that cancelled it, leave no claim on the field. That is what lets a
//! whole history be undone to its start and redone to its end.
//!
//! What made a product is taken back by putting the product, whole, into the trash:
//! nothing that was planned in it since is lost.

mod rows;
mod sql;
#[cfg(test)]
mod tests;
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
use crate::base::ids::ProductId;
use crate::base::leases;
use crate::base::log::sql::{self as log_sql, RowChange, SetRow};
use crate::base::log::{caption, changes, sentence_of_change, shown_field, summarise_set, write};
use crate::base::reason::{Reason, Undoable};
use crate::base::refs::Kind;
use crate::base::store::TRACKED;

pub(crate) use self::tidy::{put_back_with, yield_primary};

/// What an undo or redo did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Undone {
    /// The undo, as a change of its own.
    pub written: Written,
    /// The set that was taken back.
    pub set: u32,
    /// The one change of it that was, when the rest of the set stays.
    pub change: Option<u32>,
    /// What was taken back, in words.
    pub sentence: String,
    /// How many recorded edits were put back.
    pub restored: u32,
    /// What was kept because it was changed later, one phrase each.
    pub kept: Vec<String>,
}

/// What an undo is asked to take back.
enum Target {
    /// This set.
    Set(u32),
    /// This change alone.
    Change(u32),
    /// The person's latest set that still stands and can be taken back.
    LatestOwn,
    /// The person's latest undo, unless they have changed something since.
    LatestOwnUndo,
    /// The latest set of any AI client that still stands and can be taken back.
    LatestOfAi,
}

/// A set to take back, or one change of it.
struct Taking {
    set: SetRow,
    only: Option<u32>,
}

impl From<SetRow> for Taking {
    fn from(set: SetRow) -> Self {
        Self { set, only: None }
    }
}

impl Plan {
    /// Takes back the person's latest change set that still stands: of the actor's
    /// session, if it has one, else by whatever door. What made a product is passed
    /// over: a product is deleted by its name.
    pub async fn undo(&self, actor: &Actor) -> Result<Undone> {
        take_back(self, actor, Target::LatestOwn, Action::Undo).await
    }

    /// Puts back what the person's latest undo took away, unless they have
    /// changed something since; of the actor's session, if it has one.
    pub async fn redo(&self, actor: &Actor) -> Result<Undone> {
        take_back(self, actor, Target::LatestOwnUndo, Action::Redo).await
    }

    /// Takes back any one change set. An AI may take back only its own.
    pub async fn undo_set(&self, actor: &Actor, set: u32) -> Result<Undone> {
        take_back(self, actor, Target::Set(set), Action::UndoSet).await
    }

    /// Takes back any one change; the rest of its set stays. An AI may take back
    /// only its own.
    pub async fn undo_change(&self, actor: &Actor, change: u32) -> Result<Undone> {
        take_back(self, actor, Target::Change(change), Action::UndoChange).await
    }

    /// Takes back the latest change set of any AI client that still stands.
    pub async fn undo_latest_ai(&self, actor: &Actor) -> Result<Undone> {
        take_back(self, actor, Target::LatestOfAi, Action::UndoSet).await
    }
}

async fn take_back(plan: &Plan, actor: &Actor, target: Target, action: Action) -> Result<Undone> {
    let mut change = Change::open(plan, actor, action, Grouping::Alone).await?;
    // Chosen under the write lock, so that two quick presses take two steps.
    let candidates = candidates(&mut change, &target).await?;
    if candidates.is_empty() {
        return Err(Error::Refused(none_left(&target, &change.actor)));
    }
    for taking in candidates {
        let set = taking.set.seq;
        let taken = sql::standing(change.conn(), set, taking.only).await?;
        let sentence = match taking.only {
            Some(only) => sentence_of_change(change.conn(), only).await?,
            None => summarise_set(change.conn(), taking.set).await?.sentence,
        };
        // An undo makes no claim on what it touches, its own edits included.
        let own = change.set();
        let sentence = match action {
            // What is put back is what the undo had taken back.
            Action::Redo => sentence.trim_start_matches("took back: ").to_owned(),
            _ => sentence,
        };
        write::set_undoes(change.conn(), own, set).await?;
        let (restored, kept) = reverse_all(&mut change, &taken).await?;
        if restored > 0 {
            let by = change.seq;
            leases::sql::end_taken_in(change.conn(), &taken).await?;
            sql::note(change.conn(), by, &taken).await?;
            if let Some(product) = sql::product_of(change.conn(), &taken).await? {
                change.within(&product).await?;
            }
            let written = change.commit().await?;
            return Ok(Undone { written, set, change: taking.only, sentence, restored, kept });
        }
    }
    Err(Error::Refused(Reason::NothingLeft))
}

/// What may be taken back, best first.
async fn candidates(change: &mut Change, target: &Target) -> Result<Vec<Taking>> {
    let session = change.actor.session.clone();
    let sets = match target {
        Target::Set(set) => vec![permitted_set(change, *set).await?],
        Target::Change(seq) => return Ok(vec![permitted_change(change, *seq).await?]),
        Target::LatestOwn => log_sql::latest_own(change.conn(), session.as_deref()).await?,
        Target::LatestOwnUndo => {
            log_sql::latest_own_undo(change.conn(), session.as_deref()).await?
        }
        Target::LatestOfAi => log_sql::latest_of_ai(change.conn()).await?,
    };
    Ok(sets.into_iter().map(Taking::from).collect())
}

fn none_left(target: &Target, actor: &Actor) -> Reason {
    match target {
        Target::LatestOwnUndo => Reason::NothingToRedo,
        Target::LatestOfAi => Reason::NothingOfAi,
        _ if actor.session.is_some() => Reason::NothingOfThisWindow,
        _ => Reason::NothingToUndo,
    }
}

/// The set, if this actor may take it back.
async fn permitted_set(change: &mut Change, set: u32) -> Result<SetRow> {
    let row = log_sql::set(change.conn(), set)
        .await?
        .ok_or_else(|| Error::not_found(format!("change set {set}")))?;
    refuse_others(change, &row, Undoable::Set(set))?;
    if row.undone_by.is_some() {
        return Err(Error::Refused(Reason::AlreadyUndone(Undoable::Set(set))));
    }
    Ok(row)
}

/// The change, if this actor may take it back.
async fn permitted_change(change: &mut Change, seq: u32) -> Result<Taking> {
    let missing = || Error::not_found(format!("change {seq}"));
    let row = changes::at(change.conn(), seq).await?.ok_or_else(missing)?;
    let set = log_sql::set(change.conn(), row.set_seq).await?.ok_or_else(missing)?;
    refuse_others(change, &set, Undoable::Change(seq))?;
    if row.undone {
        return Err(Error::Refused(Reason::AlreadyUndone(Undoable::Change(seq))));
    }
    Ok(Taking { set, only: Some(seq) })
}

fn refuse_others(change: &Change, set: &SetRow, what: Undoable) -> Result<()> {
    let own = set.actor_kind == ActorKind::Ai && set.actor_name == change.actor.name;
    if change.actor.kind == ActorKind::Ai && !own {
        return Err(Error::Refused(Reason::NotYours(what)));
    }
    Ok(())
}

/// Puts back everything of these changes that nothing later stands in the way of:
/// how much that was, and what was kept.
async fn reverse_all(change: &mut Change, taken: &[u32]) -> Result<(u32, Vec<String>)> {
    let mut restored = 0;
    let mut kept = Vec::new();
    let made = sql::made_products(change.conn(), taken).await?;
    for product in &made {
        put_product_away(change, product).await?;
        restored += 1;
    }
    let edits = sql::edits(change.conn(), taken, &made).await?;
    for (edit, done) in edits.iter().zip(reverse_each(change.conn(), taken, &edits).await?) {
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
        log_sql::trash_with_project(change.conn()).await?;
        tidy(change).await?;
    }
    Ok((restored, kept))
}

/// The product that is taken back goes to the trash with all that is in it.
async fn put_product_away(change: &mut Change, product: &ProductId) -> Result<()> {
    let (actor, at) = (change.actor.clone(), change.at);
    if actor.kind == ActorKind::Ai && sql::others_worked_in(change.conn(), product, &actor).await? {
        let name = caption(change.conn(), Kind::Product, product.as_str()).await?.name;
        return Err(Error::Refused(Reason::OthersWorkedIn(name)));
    }
    sql::trash_product(change.conn(), product, at).await
}

/// Puts recorded edits of changes back: for each whether that was done. Rows find
/// places of their own only at the end, because one may come back to its list and
/// to its place there by two edits.
async fn reverse_each(
    conn: &mut SqliteConnection,
    taken: &[u32],
    edits: &[RowChange],
) -> Result<Vec<bool>> {
    let mut rows = Rows::default();
    let mut all = Vec::with_capacity(edits.len());
    for edit in edits {
        all.push(reverse(conn, &mut rows, taken, edit).await?);
    }
    rows.settle(conn).await?;
    Ok(all)
}

/// Puts one recorded edit back; `false` when something later stands in the way.
async fn reverse(
    conn: &mut SqliteConnection,
    rows: &mut Rows,
    taken: &[u32],
    edit: &RowChange,
) -> Result<bool> {
    let Some(table) = TRACKED.iter().find(|t| t.name == edit.table_name) else {
        return Ok(false);
    };
    if sql::touched_later(conn, taken, edit).await? {
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
