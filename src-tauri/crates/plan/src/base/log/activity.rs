//! What happened, for people: sets of a product, fields of a set, an entity's past.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::sql::SetRow;
use super::{Effect, Gathered, Touched, caption, sentences, shown_field, sql, touched, values};
use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::{Actor, ActorName};
use crate::base::error::{Error, Result};
use crate::base::ids::ProductId;
use crate::base::refs::Kind;
use crate::base::store::TRACKED;

/// The most entities a row of activity carries.
const SHOWN_ENTITIES: usize = 50;

/// One change set, as activity and receipts show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ChangeSetRow {
    /// Its number: what undo takes.
    pub set: u32,
    /// The latest change in it.
    pub last_seq: u32,
    /// When it last grew.
    pub at: DateTime<Utc>,
    /// Whose it is.
    pub by: ActorName,
    /// The use case that opened it.
    pub action: Action,
    /// Why, in the author's words; may be empty.
    pub reason: String,
    /// What it did, in words.
    pub sentence: String,
    /// How many entities it touched.
    pub changes: u32,
    /// Those entities, at most 50.
    pub entities: Vec<Touched>,
    /// Whether it has been taken back.
    pub undone: bool,
    /// The set it takes back, if it is an undo.
    pub undoes: Option<u32>,
}

/// One field before and after a change set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FieldChange {
    /// What was changed.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its ref.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The field, in the words of the model; `created` or `removed` for a whole
    /// entity.
    pub field: String,
    /// The value before, as text.
    pub before: String,
    /// The value after, as text.
    pub after: String,
}

/// One change in an entity's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct HistoryRow {
    /// The change.
    pub seq: u32,
    /// Its set.
    pub set: u32,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: ActorName,
    /// The use case.
    pub action: Action,
    /// What it did to this entity, in words.
    pub sentence: String,
    /// The fields it changed.
    pub fields: Vec<String>,
}

impl Plan {
    /// The change sets of a product, latest first: those before `before`, or the
    /// newest; at most `limit` (up to 200).
    pub async fn activity(
        &self,
        product: &ProductId,
        before: Option<u32>,
        limit: u32,
    ) -> Result<Vec<ChangeSetRow>> {
        let mut conn = self.store().reader().await?;
        let before = before.unwrap_or(u32::MAX);
        let sets = sql::sets_of_product(&mut conn, product, before, limit.min(200)).await?;
        summarise_all(&mut conn, sets).await
    }

    /// The latest change sets of one AI client that are its own to take back.
    pub async fn own_change_sets(&self, actor: &Actor, limit: u32) -> Result<Vec<ChangeSetRow>> {
        let mut conn = self.store().reader().await?;
        let sets = sql::sets_of_client(&mut conn, &actor.name, limit.min(200)).await?;
        summarise_all(&mut conn, sets).await
    }

    /// What each field of a change set was before and after.
    pub async fn change_set(&self, set: u32) -> Result<Vec<FieldChange>> {
        let mut conn = self.store().reader().await?;
        if sql::set(&mut conn, set).await?.is_none() {
            return Err(Error::not_found(format!("change set {set}")));
        }
        let mut fields: Vec<FieldChange> = Vec::new();
        let mut references = HashMap::new();
        for mut value in sql::values_of_set(&mut conn, set).await? {
            // Its id says the kind as well.
            if value.field == "became_kind" {
                continue;
            }
            values::show(&mut conn, &mut value).await?;
            let reference = match references.get(&value.entity_id) {
                Some(known) => String::clone(known),
                None => caption(&mut conn, value.kind, &value.entity_id).await?.reference,
            };
            references.insert(value.entity_id.clone(), reference.clone());
            add(&mut fields, field_change(value, reference));
        }
        fields.retain(|f| f.before != f.after && f.field != "rank");
        Ok(fields)
    }
}

async fn summarise_all(
    conn: &mut SqliteConnection,
    sets: Vec<SetRow>,
) -> Result<Vec<ChangeSetRow>> {
    let mut rows = Vec::with_capacity(sets.len());
    for set in sets {
        rows.push(summarise_set(conn, set).await?);
    }
    Ok(rows)
}

/// One set with everything its changes touched, merged per entity.
pub(crate) async fn summarise_set(
    conn: &mut SqliteConnection,
    set: SetRow,
) -> Result<ChangeSetRow> {
    let mut entities: Vec<Touched> = Vec::new();
    let mut places = HashMap::new();
    let mut reason = String::new();
    let mut last_seq = 0;
    for (seq, why) in sql::changes_of_set(conn, set.seq).await? {
        last_seq = seq;
        if !why.is_empty() {
            reason = why;
        }
        for entity in touched(conn, seq).await? {
            merge(&mut entities, &mut places, entity);
        }
    }
    let changes = u32::try_from(entities.len()).unwrap_or(u32::MAX);
    let sentence = sentences::sentence(set.action, &entities);
    entities.truncate(SHOWN_ENTITIES);
    Ok(ChangeSetRow {
        set: set.seq,
        last_seq,
        at: set.last_at,
        by: set.by(),
        reason,
        sentence,
        changes,
        entities,
        undone: set.undone_by.is_some(),
        undoes: set.undoes,
        action: set.action,
    })
}

fn merge(entities: &mut Vec<Touched>, places: &mut HashMap<String, usize>, later: Touched) {
    let place = *places.entry(later.id.clone()).or_insert(entities.len());
    let Some(earlier) = entities.get_mut(place) else { return entities.push(later) };
    earlier.rev = later.rev;
    earlier.name = later.name;
    for field in later.fields {
        if earlier.effect != Effect::Created && !earlier.fields.contains(&field) {
            earlier.fields.push(field);
        }
    }
    if later.effect == Effect::Removed {
        earlier.effect = Effect::Removed;
    }
}

/// The latest changes of one entity.
pub(crate) async fn entity_history(
    conn: &mut SqliteConnection,
    kind: Kind,
    id: &str,
    limit: u32,
) -> Result<Vec<HistoryRow>> {
    let caption = caption(conn, kind, id).await?;
    let mut edits = sql::row_changes_of_entity(conn, id, limit).await?;
    let mut rows = Vec::new();
    for change in sql::changes_of_entity(conn, id, limit).await? {
        let mut entity = Gathered::new(kind, id.to_owned());
        let (own, rest): (Vec<_>, Vec<_>) =
            edits.into_iter().partition(|(seq, _)| *seq == change.seq);
        edits = rest;
        for (_, edit) in own {
            entity.take(&edit);
        }
        let touched = [entity.finish(caption.clone(), change.rev)];
        let sentence = sentences::sentence(change.action, &touched);
        let [touched] = touched;
        rows.push(HistoryRow {
            seq: change.seq,
            set: change.set_seq,
            at: change.at,
            by: ActorName { kind: change.actor_kind, name: change.actor_name },
            sentence,
            action: change.action,
            fields: touched.fields,
        });
    }
    Ok(rows)
}

fn field_change(value: sql::ValueChange, reference: String) -> FieldChange {
    let part = TRACKED.iter().find(|t| t.name == value.table_name).and_then(|t| t.field);
    let field = match (part, value.op.as_str()) {
        (Some(part), _) => part,
        (None, "insert") => "created",
        (None, "delete") => "removed",
        (None, _) => shown_field(&value.field),
    };
    FieldChange {
        kind: value.kind,
        id: value.entity_id,
        reference,
        field: field.to_owned(),
        before: value.before.unwrap_or_default(),
        after: value.after.unwrap_or_default(),
    }
}

/// Joins later values of a field onto its first appearance in the set.
fn add(fields: &mut Vec<FieldChange>, change: FieldChange) {
    let whole = matches!(change.field.as_str(), "created" | "removed")
        || TRACKED.iter().any(|t| t.field == Some(change.field.as_str()));
    let earlier = fields.iter_mut().find(|f| f.id == change.id && f.field == change.field);
    match earlier {
        Some(earlier) if !whole => earlier.after = change.after,
        _ => fields.push(change),
    }
}
