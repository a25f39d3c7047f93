//! Since you were last here: what others did, grouped by who and what.
//!
//! Each reader has a cursor per product. For an AI client asking moves it; for the
//! person reading and marking as seen are two steps, so that a glance from another
//! window loses nothing.

mod deeds;
mod sql;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::Plan;
use crate::actor::{Actor, ActorKind, ActorName};
use crate::entities;
use crate::error::Result;
use crate::history;
use crate::ids::ProductId;
use crate::products;
use crate::refs::{Kind, Link};
use deeds::{Deed, Edits};
use sql::{ChangeRow, Cursor};

/// How far back a recap looks, in changes, whoever made them.
const LOOKED_AT: u32 = 10_000;
/// How many changes by others are told apart, and how many entities.
const TOLD: u32 = 1_000;
const ENTITIES: u32 = 3_000;
/// The most groups and the most entities of a group that an answer names.
const GROUPS: usize = 12;
const NAMED: usize = 3;

/// What happened since a reader was last here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Recap {
    /// When the reader last marked everything as seen; `None` before the first time.
    pub since: Option<DateTime<Utc>>,
    /// The log's end as of this reading: what [`Plan::mark_seen`] takes.
    pub seq: u32,
    /// What others did, latest first.
    pub groups: Vec<RecapGroup>,
    /// How many further groups there are.
    pub more: u32,
    /// Whether there were changes before those looked at.
    pub earlier: bool,
    /// How much others changed in all that was looked at.
    pub counts: RecapCounts,
    /// The person's own change sets, when the person asks.
    pub own: u32,
}

/// What one actor did to entities of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RecapGroup {
    /// Who.
    pub by: ActorName,
    /// What, without the author: `finished 3 tasks in P-7`.
    pub sentence: String,
    /// The change sets it is made of, latest first: what review and undo take.
    pub sets: Vec<u32>,
    /// The first few of the entities.
    pub entities: Vec<Link>,
    /// How many entities there are.
    pub total: u32,
    /// The latest of it.
    pub at: DateTime<Utc>,
}

/// How many entities others changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RecapCounts {
    /// New ones.
    pub added: u32,
    /// Tasks and projects done.
    pub finished: u32,
    /// In the trash now.
    pub removed: u32,
    /// Changed in any other way.
    pub changed: u32,
}

impl Recap {
    /// The recap as compact lines, the latest first; none when nothing happened.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let group =
            |g: &RecapGroup| format!("{} {}: {}", g.at.format("%Y-%m-%d %H:%M"), g.by, g.sentence);
        let mut lines: Vec<String> = self.groups.iter().map(group).collect();
        match (self.more, self.earlier) {
            (0, false) => {}
            (0, true) => lines.push("and more before that".to_owned()),
            (more, false) => lines.push(format!("and {more} more")),
            (more, true) => lines.push(format!("and {more} more, and more before that")),
        }
        match self.own {
            0 => {}
            1 => lines.push("You made 1 change yourself.".to_owned()),
            own => lines.push(format!("You made {own} changes yourself.")),
        }
        lines
    }
}

impl Plan {
    /// What others did in a product since the actor was last here. For an AI client
    /// this counts as being here; the first time it is told nothing, having missed
    /// nothing. For the person nothing moves until [`Plan::mark_seen`].
    pub async fn recap(&self, actor: &Actor, product: &ProductId) -> Result<Recap> {
        let mut conn = self.store().reader().await?;
        products::sql::get(&mut conn, product).await?.ok_or_else(products::missing)?;
        let recap = read(&mut conn, actor, product, GROUPS).await?;
        drop(conn);
        self.note_asked(actor, product, recap.seq).await;
        Ok(recap)
    }

    /// Marks what happened up to `seq`, a recap's, as seen by the actor.
    pub async fn mark_seen(&self, actor: &Actor, product: &ProductId, seq: u32) -> Result<()> {
        let client = actor.shown().stored();
        let at = self.ambient().now();
        let mut transaction = self.store().write().await?;
        // A cursor is where a reader stands, not part of the plan: it is no change.
        let moved = sql::move_cursor(&mut transaction, &client, product, (seq, at)).await;
        self.store().end(transaction, moved).await
    }

    /// For an AI client, asking is seeing.
    pub(crate) async fn note_asked(&self, actor: &Actor, product: &ProductId, seq: u32) {
        if actor.kind == ActorKind::You {
            return;
        }
        if let Err(error) = self.mark_seen(actor, product, seq).await {
            // Reading goes on where writing does not.
            tracing::debug!(%error, "where this client stands was not kept");
        }
    }
}

/// What others did since the actor's cursor, in at most so many groups.
pub(crate) async fn read(
    conn: &mut SqliteConnection,
    actor: &Actor,
    product: &ProductId,
    groups: usize,
) -> Result<Recap> {
    let own = actor.shown();
    let person = actor.kind == ActorKind::You;
    let cursor = sql::cursor(conn, &own.stored(), product).await?;
    let mut recap = Recap {
        since: cursor.and_then(|c| c.at),
        seq: history::sql::last_seq(conn).await?,
        groups: Vec::new(),
        more: 0,
        earlier: false,
        counts: RecapCounts::default(),
        own: 0,
    };
    let Cursor { seq: since, .. } = match cursor {
        Some(cursor) => cursor,
        None if person => Cursor { seq: 0, at: None },
        None => return Ok(recap),
    };
    if since >= recap.seq {
        return Ok(recap);
    }
    let limits = (LOOKED_AT, TOLD);
    let mut changes = sql::by_others(conn, product, since, &own, limits).await?;
    recap.earlier = cut(&mut changes);
    recap.fill(conn, standing(changes), groups).await?;
    if person {
        recap.own = sql::own_sets(conn, product, since, &own, LOOKED_AT).await?;
    }
    Ok(recap)
}

/// Leaves out what is too much to tell; whether anything was left out.
fn cut(changes: &mut Vec<ChangeRow>) -> bool {
    let all = u32::try_from(changes.len()).is_ok_and(|n| n < TOLD);
    let mut entities = 0_u32;
    let kept = changes.iter().take_while(|change| {
        let fits = entities == 0 || entities.saturating_add(change.touched) <= ENTITIES;
        entities = entities.saturating_add(change.touched);
        fits
    });
    let kept = kept.count();
    let cut = !all || kept < changes.len();
    changes.truncate(kept);
    cut
}

/// The changes that still stand: what was done and taken back since leaves
/// nothing to tell.
fn standing(changes: Vec<ChangeRow>) -> Vec<ChangeRow> {
    let sets: HashSet<u32> = changes.iter().map(|change| change.set_seq).collect();
    let mut changes = changes;
    changes.retain(|c| !c.undone && !c.undoes.is_some_and(|set| sets.contains(&set)));
    changes
}

/// What one actor did in one way to entities of one kind.
#[derive(PartialEq, Eq, Hash, Clone)]
struct Key {
    by: String,
    deed: Deed,
    kind: Kind,
    project: Option<u32>,
}

/// An entity as one actor left it.
struct Left {
    by: ActorName,
    kind: Kind,
    id: String,
    project: Option<u32>,
    edits: Edits,
    sets: Vec<u32>,
    at: DateTime<Utc>,
}

impl Recap {
    async fn fill(
        &mut self,
        conn: &mut SqliteConnection,
        changes: Vec<ChangeRow>,
        groups: usize,
    ) -> Result<()> {
        let mut grouped: Vec<(Key, Vec<Left>)> = Vec::new();
        let mut places: HashMap<Key, usize> = HashMap::new();
        for entity in left(conn, &changes).await? {
            let Some(deed) = entity.edits.deed() else { continue };
            self.counts.count(deed);
            let (kind, project) = (entity.kind, entity.project);
            let key = Key { by: entity.by.stored(), deed, kind, project };
            let place = *places.entry(key.clone()).or_insert(grouped.len());
            match grouped.get_mut(place) {
                Some((_, entities)) => entities.push(entity),
                None => grouped.push((key, vec![entity])),
            }
        }
        let latest = |entities: &[Left]| entities.iter().map(|e| e.at).max();
        grouped.sort_by_key(|(_, entities)| std::cmp::Reverse(latest(entities)));
        self.more = count(grouped.len().saturating_sub(groups));
        for (key, entities) in grouped.into_iter().take(groups) {
            self.groups.extend(group(conn, &key, entities).await?);
        }
        Ok(())
    }
}

impl RecapCounts {
    fn count(&mut self, deed: Deed) {
        *match deed {
            Deed::Added => &mut self.added,
            Deed::Finished => &mut self.finished,
            Deed::Removed => &mut self.removed,
            _ => &mut self.changed,
        } += 1;
    }
}

/// The entities that changes touched, each once per actor, in the order in which
/// they were first touched.
async fn left(conn: &mut SqliteConnection, changes: &[ChangeRow]) -> Result<Vec<Left>> {
    let by_seq: HashMap<u32, &ChangeRow> = changes.iter().map(|c| (c.seq, c)).collect();
    let seqs: Vec<u32> = changes.iter().map(|c| c.seq).collect();
    let mut found: Vec<Left> = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for edit in sql::edits(conn, &seqs).await? {
        let Some(change) = by_seq.get(&edit.seq) else { continue };
        let by = change.by();
        let place = *places.entry((by.stored(), edit.entity_id.clone())).or_insert(found.len());
        if place == found.len() {
            found.push(Left {
                by,
                kind: edit.kind,
                id: edit.entity_id.clone(),
                project: edit.project,
                edits: Edits::default(),
                sets: Vec::new(),
                at: change.at,
            });
        }
        let Some(entity) = found.get_mut(place) else { continue };
        entity.edits.take(change, edit.happening);
        entity.at = change.at;
        if entity.sets.last() != Some(&change.set_seq) {
            entity.sets.push(change.set_seq);
        }
    }
    Ok(found)
}

async fn group(
    conn: &mut SqliteConnection,
    key: &Key,
    entities: Vec<Left>,
) -> Result<Option<RecapGroup>> {
    let Some(at) = entities.iter().map(|e| e.at).max() else { return Ok(None) };
    let mut sets: Vec<u32> = entities.iter().flat_map(|e| e.sets.iter().copied()).collect();
    sets.sort_unstable_by(|a, b| b.cmp(a));
    sets.dedup();
    let mut named = Vec::with_capacity(NAMED);
    for entity in entities.iter().take(NAMED) {
        named.push(entities::link(conn, entity.kind, &entity.id).await?);
    }
    let total = entities.len();
    let what = match named.as_slice() {
        [only] if total == 1 => history::called_by(only.kind, &only.reference, &only.name),
        [one, other] => format!("{} and {}", one.reference, other.reference),
        _ => {
            let place = key.project.map(|n| format!(" in P-{n}")).unwrap_or_default();
            format!("{total} {}{place}", key.kind.plural())
        }
    };
    Ok(entities.into_iter().next().map(|first| RecapGroup {
        by: first.by,
        sentence: format!("{} {what}", key.deed.verb()),
        sets,
        entities: named,
        total: count(total),
        at,
    }))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
