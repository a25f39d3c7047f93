//! What an item is joined to and parted from, once every item of the batch exists.

use serde_json::{Value, json};

use super::Batch;
use super::concepts::{self, Values};
use super::types::ListEdit;
use crate::acts::joins;
use crate::base::change::Change;
use crate::base::conflicts;
use crate::base::dependencies::{PROJECTS, TASKS, Waits};
use crate::base::entities;
use crate::base::error::{Error, Moved, Result};
use crate::base::kind_fields::{Field, Holds, fields_of};
use crate::base::links;
use crate::base::log::field_of;
use crate::base::log::sql::{Edited, ValueChange};
use crate::base::pairs::PAIRS;
use crate::base::refs::{Kind, Link};
use crate::base::wording;

/// An entity that a batch made or changed, with what is still to be joined to it.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) kind: Kind,
    pub(crate) id: String,
    pub(super) joins: Vec<Join>,
    /// The rev its writer last read.
    pub(super) rev: Option<u32>,
}

/// Refs that an item named, as they were said.
#[derive(Debug)]
pub(super) struct Join {
    /// The field; none for refs that each belong where their kind does.
    pub(super) field: Option<&'static Field>,
    pub(super) edit: ListEdit,
}

impl Batch {
    /// Joins an entity to what its item named.
    pub(crate) async fn join(&self, change: &mut Change, made: &Made) -> Result<()> {
        for join in &made.joins {
            match &join.edit {
                ListEdit::Set(refs) => {
                    let wanted = self.located(change, join.field, refs).await?;
                    set(change, made, join.field, &wanted).await?;
                }
                ListEdit::Change { add, remove } => {
                    for far in self.located(change, join.field, remove).await? {
                        part(change, made, &far).await?;
                    }
                    for far in self.located(change, join.field, add).await? {
                        link(change, made, &far).await?;
                    }
                }
            }
        }
        Ok(())
    }

    async fn located(
        &self,
        change: &mut Change,
        field: Option<&Field>,
        refs: &[String],
    ) -> Result<Vec<Link>> {
        let mut found = Vec::with_capacity(refs.len());
        for reference in refs {
            let link = self.locate(change, reference).await?;
            if let Some(field) = field {
                refuse_kind(field.name, kinds_in(field), &link)?;
            }
            found.push(link);
        }
        Ok(found)
    }
}

/// The kinds that a field of links takes.
pub(super) fn kinds_in(field: &Field) -> &[Kind] {
    match &field.holds {
        Holds::Parent(kind) | Holds::Link(kind) | Holds::Links(kind) => std::slice::from_ref(kind),
        Holds::About(kinds) => kinds,
        _ => &[],
    }
}

/// Refuses what a field does not take.
pub(super) fn refuse_kind(field: &'static str, kinds: &[Kind], link: &Link) -> Result<()> {
    if kinds.contains(&link.kind) {
        return Ok(());
    }
    let mut taken: Vec<String> = kinds.iter().map(|kind| kind.plural()).collect();
    if taken.is_empty() {
        taken.push("nothing".to_owned());
    }
    Err(Error::invalid(
        field,
        format!("{} is {}.", link.reference, link.kind.one()),
        format!("{field} takes only {}.", wording::and_joined(&taken)),
    ))
}

/// The field of this kind that holds one thing of another.
fn single(kind: Kind, far: Kind) -> Option<&'static Field> {
    fields_of(kind)
        .iter()
        .find(|f| matches!(f.holds, Holds::Link(one) | Holds::Parent(one) if one == far))
}

fn waits(kind: Kind, far: Kind) -> Option<&'static Waits> {
    [&TASKS, &PROJECTS].into_iter().find(|w| w.kind == kind && kind == far)
}

async fn link(change: &mut Change, made: &Made, far: &Link) -> Result<()> {
    let id = made.id.as_str();
    if let Some(waits) = waits(made.kind, far.kind) {
        return waits.add(change, id, &far.id).await;
    }
    match single(made.kind, far.kind) {
        Some(field) => point(change, made, field, json!(far.id)).await,
        None => joins::join(change, (made.kind, id), (far.kind, &far.id)).await,
    }
}

async fn part(change: &mut Change, made: &Made, far: &Link) -> Result<()> {
    let id = made.id.as_str();
    if let Some(waits) = waits(made.kind, far.kind) {
        return waits.remove(change, id, &far.id).await;
    }
    let Some(field) = single(made.kind, far.kind) else {
        return joins::part(change, (made.kind, id), (far.kind, &far.id)).await;
    };
    let stored = concepts::stored(change, made.kind, id).await?;
    if stored[field.key] == json!(far.id) {
        point(change, made, field, Value::Null).await?;
    }
    Ok(())
}

/// Gives a field that holds one entity another, or none.
async fn point(change: &mut Change, made: &Made, field: &Field, to: Value) -> Result<()> {
    if let (Value::Null, Holds::Parent(parent)) = (&to, field.holds) {
        return Err(orphaned(made.kind, field, parent));
    }
    let mut values = Values::new();
    values.insert(field.key.to_owned(), to);
    concepts::update(change, made.kind, &made.id, values, made.rev).await
}

/// The refusal of an entity without what it cannot be without.
pub(super) fn orphaned(kind: Kind, field: &Field, parent: Kind) -> Error {
    Error::invalid(
        field.name,
        format!("A {} needs {}.", kind.word(), parent.one()),
        format!("Set {} to its ref or local id.", field.name),
    )
}

/// Leaves an entity joined, in a field or in all that are its own, to exactly
/// what is wanted.
async fn set(
    change: &mut Change,
    made: &Made,
    field: Option<&'static Field>,
    wanted: &[Link],
) -> Result<()> {
    let own = |f: &&Field| matches!(f.holds, Holds::Links(_) | Holds::About(_));
    let fields: Vec<&Field> = match field {
        Some(field) => vec![field],
        None => fields_of(made.kind).iter().filter(own).collect(),
    };
    let kinds: Vec<Kind> = fields.iter().flat_map(|f| kinds_in(f)).copied().collect();
    for link in wanted {
        refuse_kind("links", &kinds, link)?;
    }
    let now = joined(change, made, &kinds).await?;
    for far in now.iter().filter(|far| wanted.iter().all(|w| w.id != far.id)) {
        part(change, made, far).await?;
    }
    for far in wanted {
        link(change, made, far).await?;
    }
    refuse_conflict(change, made, &kinds, &now).await
}

/// What an entity is joined to now by fields of its own, of these kinds.
async fn joined(change: &mut Change, made: &Made, kinds: &[Kind]) -> Result<Vec<Link>> {
    let mut found = links::owned(change.conn(), made.kind, &made.id).await?;
    if let Some(waits) = waits(made.kind, made.kind) {
        found.extend(
            waits.first(change.conn(), &made.id).await?.into_iter().map(|id| (made.kind, id)),
        );
    }
    found.retain(|(kind, _)| kinds.contains(kind));
    let mut joined = Vec::with_capacity(found.len());
    for (kind, id) in found {
        joined.push(entities::link(change.conn(), kind, &id).await?);
    }
    Ok(joined)
}

/// Refuses when links to these kinds, which were set, were also changed after the rev
/// the writer last read; `now` are those of before.
async fn refuse_conflict(
    change: &mut Change,
    made: &Made,
    kinds: &[Kind],
    now: &[Link],
) -> Result<()> {
    if made.rev.is_none() {
        return Ok(());
    }
    let entity = (made.kind, made.id.as_str());
    let revs = (made.rev, entities::existing(change, entity.0, entity.1).await?.rev);
    let reference = entities::link(change.conn(), entity.0, entity.1).await?.reference;
    let Some(base) = conflicts::stale(&reference, revs)? else { return Ok(()) };
    let same = |own: &ValueChange, theirs: &Edited| {
        own.table_name == theirs.table_name && kinds.iter().any(|k| holds(&own.table_name, *k))
    };
    let mut moved: Vec<Moved> = Vec::new();
    for over in change.overwritten(entity, base, same).await? {
        let table = over.own.table_name.as_str();
        let field = field_of(table, "links");
        if moved.iter().any(|m| m.field == field) {
            continue;
        }
        let of = now.iter().filter(|link| holds(table, link.kind));
        let refs: Vec<&str> = of.map(|link| link.reference.as_str()).collect();
        moved.push(over.theirs.moved(field, refs.join("\n")));
    }
    conflicts::refuse(&reference, revs.1, moved)
}

/// Whether a table holds links to entities of this kind.
fn holds(table: &str, kind: Kind) -> bool {
    PAIRS.iter().any(|p| p.table == table && p.other.is_none_or(|other| other == kind))
        || Waits::in_table(table).is_some_and(|waits| waits.kind == kind)
}
