//! Since you were last here: what others did, grouped by who and what.
//!
//! Each reader has a cursor per product. For an AI client asking moves it; for the
//! person reading and marking as seen are two steps, so that a glance from another
//! window loses nothing.

mod deeds;
mod groups;
mod sql;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::Plan;
use crate::base::actor::{Actor, ActorKind, ActorName};
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::log;
use crate::base::records;
use crate::base::refs::Link;
use crate::concepts::products::Product;
use deeds::Deed;
use sql::{ChangeRow, Cursor};

/// How far back a recap looks, in changes, whoever made them.
const LOOKED_AT: u32 = 10_000;
/// How many changes by others are told apart, and how many entities.
const TOLD: u32 = 1_000;
const ENTITIES: u32 = 3_000;
/// The most groups that an answer has.
const GROUPS: usize = 12;

/// What happened since a reader was last here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
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
        records::known::<Product>(&mut conn, product).await?;
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
        seq: log::sql::last_seq(conn).await?,
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
    recap.fill(conn, &standing(changes), groups).await?;
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

impl Recap {
    async fn fill(
        &mut self,
        conn: &mut SqliteConnection,
        changes: &[ChangeRow],
        most: usize,
    ) -> Result<()> {
        let entities = groups::left(conn, changes).await?;
        for entity in &entities {
            self.counts.count(entity.deed);
        }
        let found = groups::grouped(entities);
        self.more = count(found.len().saturating_sub(most));
        for entities in found.into_iter().take(most) {
            self.groups.extend(groups::in_words(conn, entities).await?);
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

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
