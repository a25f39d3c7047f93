//! Entities that one actor left in the same way, told together.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::deeds::{Deed, Edits};
use super::sql::{self, ChangeRow};
use super::{RecapGroup, count};
use crate::base::actor::ActorName;
use crate::base::entities;
use crate::base::error::Result;
use crate::base::log;
use crate::base::refs::{Kind, Ref};

/// The most entities of a group that are named.
const NAMED: usize = 3;
/// Tasks of more projects than this are told together.
const PROJECTS_APART: usize = 3;

/// An entity as one actor left it.
pub(super) struct Left {
    pub(super) deed: Deed,
    by: ActorName,
    kind: Kind,
    id: String,
    /// The number of the project a task is in.
    project: Option<u32>,
    sets: Vec<u32>,
    at: DateTime<Utc>,
}

/// Whose it is, what was done, and to what kind.
type Manner = (String, Deed, Kind);

impl Left {
    fn manner(&self) -> Manner {
        (self.by.stored(), self.deed, self.kind)
    }
}

/// One actor's changes of one entity, as they are gathered.
struct Gathered<'a> {
    first: &'a ChangeRow,
    kind: Kind,
    id: String,
    project: Option<u32>,
    edits: Edits,
    sets: Vec<u32>,
    at: DateTime<Utc>,
}

/// The entities that changes touched, each once per actor, in the order in which
/// they were first touched; without those that nothing is left to tell of.
pub(super) async fn left(conn: &mut SqliteConnection, changes: &[ChangeRow]) -> Result<Vec<Left>> {
    let by_seq: HashMap<u32, &ChangeRow> = changes.iter().map(|c| (c.seq, c)).collect();
    let seqs: Vec<u32> = changes.iter().map(|c| c.seq).collect();
    let mut found: Vec<Gathered<'_>> = Vec::new();
    let mut places: HashMap<(ActorName, String), usize> = HashMap::new();
    for edit in sql::edits(conn, &seqs).await? {
        let Some(change) = by_seq.get(&edit.seq) else { continue };
        let key = (change.by(), edit.entity_id.clone());
        let place = *places.entry(key).or_insert(found.len());
        if place == found.len() {
            found.push(Gathered {
                first: change,
                kind: edit.kind,
                id: edit.entity_id,
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
    let left = |e: Gathered<'_>| {
        let deed = e.edits.deed()?;
        let (by, kind, id) = (e.first.by(), e.kind, e.id);
        Some(Left { deed, by, kind, id, project: e.project, sets: e.sets, at: e.at })
    };
    Ok(found.into_iter().filter_map(left).collect())
}

/// Entities by who and what, and tasks by their project where those are few; the
/// group with the latest change first.
pub(super) fn grouped(entities: Vec<Left>) -> Vec<Vec<Left>> {
    let mut projects: HashMap<Manner, BTreeSet<Option<u32>>> = HashMap::new();
    for entity in &entities {
        projects.entry(entity.manner()).or_default().insert(entity.project);
    }
    let mut groups: Vec<Vec<Left>> = Vec::new();
    let mut places: HashMap<(Manner, Option<u32>), usize> = HashMap::new();
    for entity in entities {
        let manner = entity.manner();
        let apart = projects.get(&manner).is_some_and(|of| of.len() <= PROJECTS_APART);
        let key = (manner, entity.project.filter(|_| apart));
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(entity),
            None => groups.push(vec![entity]),
        }
    }
    groups.sort_by_key(|group| Reverse(group.iter().map(|e| e.at).max()));
    groups
}

/// A group in words; `None` for an empty one.
pub(super) async fn in_words(
    conn: &mut SqliteConnection,
    group: Vec<Left>,
) -> Result<Option<RecapGroup>> {
    let mut named = Vec::with_capacity(NAMED);
    for entity in group.iter().take(NAMED) {
        named.push(entities::link(conn, entity.kind, &entity.id).await?);
    }
    let total = group.len();
    let Some(first) = group.first() else { return Ok(None) };
    let what = match named.as_slice() {
        [only] if total == 1 => log::called_by(only.kind, &only.reference, &only.name),
        [one, other] => format!("{} and {}", one.reference, other.reference),
        _ => format!("{total} {}{}", first.kind.plural(), place(&group)),
    };
    let mut sets: Vec<u32> = group.iter().flat_map(|e| e.sets.iter().copied()).collect();
    sets.sort_unstable_by_key(|set| Reverse(*set));
    sets.dedup();
    Ok(Some(RecapGroup {
        by: first.by.clone(),
        sentence: format!("{} {what}", first.deed.verb()),
        sets,
        entities: named,
        total: count(total),
        at: group.iter().map(|e| e.at).max().unwrap_or(first.at),
    }))
}

/// Which project tasks are in, or how many.
fn place(group: &[Left]) -> String {
    let projects: BTreeSet<u32> = group.iter().filter_map(|e| e.project).collect();
    match (projects.first(), projects.len()) {
        (None, _) => String::new(),
        (Some(number), 1) => format!(" in {}", Ref { kind: Kind::Project, number: *number }),
        (Some(_), several) => format!(" in {several} projects"),
    }
}
