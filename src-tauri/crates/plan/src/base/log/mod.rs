//! Readers of the one log: what a change touched, activity, and undo.

mod activity;
pub(crate) mod answers;
mod captions;
pub(crate) mod changes;
mod sentences;
pub(crate) mod sql;
#[cfg(test)]
mod tests;
pub(crate) mod values;
pub(crate) mod write;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::base::action::Action;
use crate::base::error::Result;
use crate::base::refs::{Kind, Link};
use crate::base::store::TRACKED;

pub use activity::{ChangeRow, ChangeSetRow, FieldChange, HistoryRow};
pub(crate) use activity::{entity_history, sentence_of_change, summarise_set};
pub(crate) use captions::{Caption, caption};
pub(crate) use sentences::called_by;

/// What a change did to an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// It is new.
    Created,
    /// Some of its fields changed.
    Updated,
    /// It went to the trash, or its creation was undone.
    Removed,
    /// It is back from the trash.
    Restored,
}

/// One entity a change touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Touched {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its short ref; a product's name.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name after the change.
    pub name: String,
    /// Its rev after the change.
    pub rev: u32,
    /// What happened to it.
    pub effect: Effect,
    /// The fields that changed, in the words of the model; empty for a new one.
    pub fields: Vec<String>,
    /// The project a task is in.
    pub within: Option<Link>,
}

/// Gives every entity of a change its next rev, once, and notes it.
pub(crate) async fn settle(
    conn: &mut SqliteConnection,
    seq: u32,
    at: DateTime<Utc>,
    by: &str,
) -> Result<()> {
    let mut seen = HashSet::new();
    for row in sql::row_changes(conn, seq).await? {
        let (kind, id) = (row.kind, row.entity_id);
        if !seen.insert((kind, id.clone())) {
            continue;
        }
        let rev = match write::bump(conn, kind, &id, at, by).await? {
            Some(rev) => rev,
            None => write::rev_after_last(conn, &id).await?,
        };
        write::insert_entity_change(conn, seq, kind, &id, rev).await?;
    }
    Ok(())
}

/// What a change touched, in the order it was touched.
pub(crate) async fn touched(conn: &mut SqliteConnection, seq: u32) -> Result<Vec<Touched>> {
    let told = touched_in_words(conn, seq, Action::Unknown).await?;
    Ok(told.into_iter().map(|entity| entity.touched).collect())
}

/// An entity that a change touched, with what a sentence about it is made of.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) touched: Touched,
    /// The use case that touched it last.
    action: Action,
    /// What became of the fields that have a word of their own.
    said: Vec<Said>,
}

/// The value of a field before and after.
#[derive(Debug, Clone)]
struct Said {
    field: String,
    was: Option<String>,
    now: Option<String>,
}

impl Told {
    /// Joins what a later change did to the same entity.
    fn merge(&mut self, later: Told) {
        let Told { touched, action, said } = later;
        let earlier = &mut self.touched;
        earlier.rev = touched.rev;
        earlier.name = touched.name;
        for field in touched.fields {
            if earlier.effect != Effect::Created && !earlier.fields.contains(&field) {
                earlier.fields.push(field);
            }
        }
        if touched.effect == Effect::Removed {
            earlier.effect = Effect::Removed;
        }
        self.action = action;
        for new in said {
            match self.said.iter_mut().find(|old| old.field == new.field) {
                Some(old) => old.now = new.now,
                None => self.said.push(new),
            }
        }
    }
}

/// What a change touched, as its sentence needs it.
async fn touched_in_words(
    conn: &mut SqliteConnection,
    seq: u32,
    action: Action,
) -> Result<Vec<Told>> {
    let mut entities: Vec<Gathered> = Vec::new();
    let mut places = HashMap::new();
    for row in sql::row_changes(conn, seq).await? {
        let place = *places.entry((row.kind, row.entity_id.clone())).or_insert_with(|| {
            entities.push(Gathered::new(row.kind, row.entity_id.clone()));
            entities.len() - 1
        });
        if let Some(entity) = entities.get_mut(place) {
            entity.take(&row);
        }
    }
    let mut captions = captions::of_change(conn, seq).await?;
    let mut found = Vec::with_capacity(entities.len());
    for entity in entities {
        let (caption, rev) = if let Some(known) = captions.remove(&entity.id) {
            known
        } else {
            let rev = sql::rev_after(conn, seq, entity.kind, &entity.id).await?;
            (caption(conn, entity.kind, &entity.id).await?, rev)
        };
        found.push(entity.finish(caption, rev, action));
    }
    Ok(found)
}

struct Gathered {
    kind: Kind,
    id: String,
    inserted: bool,
    deleted: bool,
    /// Whether it went to the trash, or came back from it.
    trashed: Option<bool>,
    fields: Vec<String>,
    said: Vec<Said>,
}

impl Gathered {
    fn new(kind: Kind, id: String) -> Self {
        let (fields, said) = (Vec::new(), Vec::new());
        Self { kind, id, inserted: false, deleted: false, trashed: None, fields, said }
    }

    fn take(&mut self, row: &sql::RowChange) {
        let part = TRACKED.iter().find(|t| t.name == row.table_name).and_then(|t| t.field);
        let field = match part {
            Some(field) => field,
            None if row.op == "insert" => return self.inserted = true,
            None if row.op == "delete" => return self.deleted = true,
            None if follows(&row.field) => return,
            None => shown_field(&row.field),
        };
        if row.op == "update" && (part.is_none() || row.field == "done") {
            let field = part.unwrap_or(&row.field).to_owned();
            // Where only that it is set matters, the value is not read.
            let now = row.now.clone().or_else(|| (!row.cleared).then(String::new));
            self.said.push(Said { field, was: row.was.clone(), now });
        }
        if field == "trash" {
            self.trashed = Some(!row.cleared);
        }
        if !self.fields.iter().any(|f| f == field) {
            self.fields.push(field.to_owned());
        }
    }

    fn finish(self, caption: Caption, rev: u32, action: Action) -> Told {
        let effect = if self.deleted || self.trashed == Some(true) {
            Effect::Removed
        } else if self.inserted {
            Effect::Created
        } else if self.trashed == Some(false) {
            Effect::Restored
        } else {
            Effect::Updated
        };
        let touched = Touched {
            kind: self.kind,
            id: self.id,
            reference: caption.reference,
            name: caption.name,
            rev,
            effect,
            fields: if self.inserted { Vec::new() } else { self.fields },
            within: caption.within,
        };
        Told { touched, action, said: self.said }
    }
}

/// Whether a column follows from the status, so that nobody sets it.
pub(crate) fn follows(column: &str) -> bool {
    matches!(column, "started_at" | "finished_at")
}

/// The entity's field that a column of a table is, by its column name; the parts
/// of a task are one field each.
pub(crate) fn field_of<'a>(table: &str, column: &'a str) -> &'a str {
    TRACKED.iter().find(|t| t.name == table).and_then(|t| t.field).unwrap_or(column)
}

/// The word for a column where the two differ.
pub(crate) fn shown_field(column: &str) -> &str {
    match column {
        "trashed_at" => "trash",
        "project_id" => "project",
        "bet_id" => "bet",
        "pillar_id" => "pillar",
        "is_primary" => "primary",
        "persona_id" => "persona",
        "problem_id" => "problem",
        "appetite_days" => "appetite",
        "closed_at" => "closed",
        "skipped_until" => "skipped",
        "ignored" => "ignored gaps",
        "became_id" | "became_kind" => "became",
        "in_scope" => "in",
        "out_of_scope" => "out",
        other => other,
    }
}
