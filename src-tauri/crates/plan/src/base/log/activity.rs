//! What happened, for people: sets of a product, fields of a set, an entity's past.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::sql::SetRow;
use super::{Gathered, Told, Touched, caption, changes, sentences, sql, touched_in_words, values};
use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::{Actor, ActorName};
use crate::base::error::{Error, Result};
use crate::base::ids::ProductId;
use crate::base::refs::Kind;

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

/// One change, as what can be taken back alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ChangeRow {
    /// Its number.
    pub seq: u32,
    /// The set it is in.
    pub set: u32,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: ActorName,
    /// The name of the product it belongs to, if it belongs to one.
    pub product: Option<String>,
    /// Why, in the author's words; may be empty.
    pub reason: String,
    /// What it did, in words.
    pub sentence: String,
    /// The refs of what it touched, at most 50.
    pub refs: Vec<String>,
    /// Whether it has been taken back.
    pub undone: bool,
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

    /// The latest changes of one AI client that are its own to take back.
    pub async fn own_changes(&self, actor: &Actor, limit: u32) -> Result<Vec<ChangeRow>> {
        let mut conn = self.store().reader().await?;
        let changes = changes::of_client(&mut conn, &actor.name, limit.min(200)).await?;
        tell_each(&mut conn, changes).await
    }

    /// The latest changes of a product, by whomever.
    pub async fn changes(&self, product: &ProductId, limit: u32) -> Result<Vec<ChangeRow>> {
        let mut conn = self.store().reader().await?;
        let changes = changes::of_product(&mut conn, product, limit.min(200)).await?;
        tell_each(&mut conn, changes).await
    }

    /// The changes of a set, in order.
    pub async fn changes_of_set(&self, set: u32) -> Result<Vec<ChangeRow>> {
        let mut conn = self.store().reader().await?;
        let changes = changes::of_set(&mut conn, set).await?;
        tell_each(&mut conn, changes).await
    }

    /// What each field of a change set was before and after.
    pub async fn change_set(&self, set: u32) -> Result<Vec<FieldChange>> {
        let mut conn = self.store().reader().await?;
        if sql::set(&mut conn, set).await?.is_none() {
            return Err(Error::not_found(format!("change set {set}")));
        }
        let values = sql::values_of_set(&mut conn, set).await?;
        values::fields(&mut conn, self.ambient(), values).await
    }
}

async fn tell_each(
    conn: &mut SqliteConnection,
    changes: Vec<changes::RecordedChange>,
) -> Result<Vec<ChangeRow>> {
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes {
        let told = touched_in_words(conn, change.seq, change.action).await?;
        let sentence = spoken_of(conn, &change, &told).await?;
        let refs = told.into_iter().take(SHOWN_ENTITIES).map(|e| e.touched.reference).collect();
        rows.push(ChangeRow {
            seq: change.seq,
            set: change.set_seq,
            at: change.at,
            by: ActorName { kind: change.actor_kind, name: change.actor_name },
            product: change.product,
            reason: change.reason,
            sentence,
            refs,
            undone: change.undone,
        });
    }
    Ok(rows)
}

/// What one change did, in words.
pub(crate) async fn sentence_of_change(conn: &mut SqliteConnection, seq: u32) -> Result<String> {
    let Some(change) = changes::at(conn, seq).await? else { return Ok(String::new()) };
    let told = touched_in_words(conn, seq, change.action).await?;
    spoken_of(conn, &change, &told).await
}

async fn spoken_of(
    conn: &mut SqliteConnection,
    change: &changes::RecordedChange,
    told: &[Told],
) -> Result<String> {
    match origin(conn, change.seq).await? {
        Some(origin) => origin.sentence(conn).await,
        None => Ok(sentences::sentence(change.action, told)),
    }
}

/// What an undo, or the undo of one, took back in the end.
struct Origin {
    changes: Vec<u32>,
    /// Whether it stands again by it.
    put_back: bool,
}

impl Origin {
    async fn sentence(self, conn: &mut SqliteConnection) -> Result<String> {
        let (told, action) = told_together(conn, &self.changes).await?;
        let did = sentences::sentence(action, &told);
        Ok(if self.put_back { format!("put back: {did}") } else { format!("took back: {did}") })
    }
}

/// What a change took back, through undos of undos; none when it took back nothing.
async fn origin(conn: &mut SqliteConnection, seq: u32) -> Result<Option<Origin>> {
    let mut found = Origin { changes: vec![seq], put_back: true };
    loop {
        let below = changes::taken_back_by(conn, &found.changes).await?;
        if below.is_empty() {
            return Ok((found.changes != [seq]).then_some(found));
        }
        found = Origin { changes: below, put_back: !found.put_back };
    }
}

/// Everything that changes touched, merged per entity, and the use case they begin
/// with.
async fn told_together(
    conn: &mut SqliteConnection,
    changes: &[u32],
) -> Result<(Vec<Told>, Action)> {
    let (mut entities, mut places) = (Vec::new(), HashMap::new());
    let mut first = Action::Unknown;
    for seq in changes {
        let Some(change) = changes::at(conn, *seq).await? else { continue };
        if first == Action::Unknown {
            first = change.action;
        }
        for entity in touched_in_words(conn, *seq, change.action).await? {
            merge(&mut entities, &mut places, entity);
        }
    }
    Ok((entities, first))
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
    let changes = changes::of_set(conn, set.seq).await?;
    let reason = changes.iter().rev().find(|change| !change.reason.is_empty());
    let reason = reason.map(|change| change.reason.clone()).unwrap_or_default();
    let seqs: Vec<u32> = changes.iter().map(|change| change.seq).collect();
    let last_seq = seqs.last().copied().unwrap_or_default();
    let (told, _) = told_together(conn, &seqs).await?;
    let sentence = match (set.undoes, seqs.as_slice()) {
        (Some(_), [undo]) => match origin(conn, *undo).await? {
            Some(origin) => origin.sentence(conn).await?,
            None => sentences::sentence(set.action, &told),
        },
        _ => sentences::sentence(set.action, &told),
    };
    let mut entities: Vec<Touched> = told.into_iter().map(|entity| entity.touched).collect();
    let changes = u32::try_from(entities.len()).unwrap_or(u32::MAX);
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

fn merge(entities: &mut Vec<Told>, places: &mut HashMap<String, usize>, later: Told) {
    let place = *places.entry(later.touched.id.clone()).or_insert(entities.len());
    match entities.get_mut(place) {
        Some(earlier) => earlier.merge(later),
        None => entities.push(later),
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
        let told = [entity.finish(caption.clone(), change.rev, change.action)];
        let sentence = match origin(conn, change.seq).await? {
            Some(origin) => origin.sentence(conn).await?,
            None => sentences::sentence(change.action, &told),
        };
        let [told] = told;
        rows.push(HistoryRow {
            seq: change.seq,
            set: change.set_seq,
            at: change.at,
            by: ActorName { kind: change.actor_kind, name: change.actor_name },
            sentence,
            action: change.action,
            fields: told.touched.fields,
        });
    }
    Ok(rows)
}
