//! Bringing the index up to the log, one short transaction at a time.

use std::collections::BTreeMap;

use sqlx::types::Json;
use sqlx::{Connection as _, SqliteConnection};

use super::documents::{self, renew};
use super::sql::{self, About};
use super::{Failure, Index};
use crate::Plan;
use crate::base::error::{Error, Result};
use crate::base::log;
use crate::base::refs::Kind;

/// About how many entities one transaction covers while a search waits for it. A
/// single change is never parted, however large.
pub(super) const STEP: u32 = 500;
/// The same in the background, where longer steps mean less work in all.
pub(super) const STRIDE: u32 = 2_000;

/// How an index stands to its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freshness {
    /// All of the log is in it.
    Current,
    /// It was complete once; this many entities changed since, counted up to
    /// [`STEP`] and one more.
    Behind(u32),
    /// It has not seen all of the plan yet.
    Building,
}

/// What one step left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Done,
    More,
}

/// Where the index stands, without writing. Damaged when it is of another plan.
pub(super) async fn freshness(
    index: &mut SqliteConnection,
    plan: &mut SqliteConnection,
) -> Result<Freshness, Failure> {
    let Some(about) = sql::about(index).await? else { return Ok(Freshness::Building) };
    let last = check(&about, plan).await?;
    if about.building.is_some() {
        return Ok(Freshness::Building);
    }
    if last == about.seq {
        return Ok(Freshness::Current);
    }
    Ok(Freshness::Behind(changed_count(plan, about.seq).await?))
}

/// One transaction's worth of work.
pub(super) async fn step(
    conn: &mut SqliteConnection,
    plan: &Plan,
    most: u32,
) -> Result<Step, Failure> {
    let mut index = conn.begin_with("BEGIN IMMEDIATE").await?;
    // Read after the lock is held: nothing older can be written over newer.
    let mut reader = plan.store().reader().await?;
    let step = match sql::about(&mut index).await? {
        None => {
            let seq = log::sql::last_seq(&mut reader).await?;
            let mark = mark(&mut reader, seq).await?;
            let about = About { seq, mark, building: Some(0), after: String::new() };
            build(&mut index, &mut reader, about, most).await?
        }
        Some(about) => {
            let last = check(&about, &mut reader).await?;
            if about.building.is_some() {
                build(&mut index, &mut reader, about, most).await?
            } else {
                follow(&mut index, &mut reader, &about, (last, most)).await?
            }
        }
    };
    index.commit().await?;
    Ok(step)
}

/// The plan's last change; damaged when the log does not hold what the index has
/// seen of it, as when another plan was put in its place or its log was cut.
async fn check(about: &About, plan: &mut SqliteConnection) -> Result<u32, Failure> {
    if mark(plan, about.seq).await? != about.mark {
        return Err(Failure::Damaged("it is the index of another plan".to_owned()));
    }
    Ok(log::sql::last_seq(plan).await?)
}

/// Goes on through the kinds until a step is full.
async fn build(
    index: &mut SqliteConnection,
    plan: &mut SqliteConnection,
    mut about: About,
    most: u32,
) -> Result<Step, Failure> {
    let mut left = most;
    while let Some(at) = about.building {
        let kind = usize::try_from(at).unwrap_or(usize::MAX);
        let Some((kind, ids)) = documents::batch(plan, kind, &about.after, left).await? else {
            about.building = None;
            break;
        };
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        renew(plan, index, kind, &ids).await?;
        let read = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        if read == left {
            about.after = ids.last().map_or(String::new(), |id| (*id).to_owned());
            break;
        }
        left -= read;
        (about.building, about.after) = (Some(at + 1), String::new());
    }
    sql::set_about(index, &about).await?;
    // What changed while it was built is followed next.
    Ok(Step::More)
}

/// Renews what changed since, up to a change of the log.
async fn follow(
    index: &mut SqliteConnection,
    plan: &mut SqliteConnection,
    about: &About,
    (last, most): (u32, u32),
) -> Result<Step, Failure> {
    if last == about.seq {
        return Ok(Step::Done);
    }
    let until = until(plan, about.seq, most).await?.unwrap_or(last);
    let mut changed: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    for (kind, id) in changed_between(plan, about.seq, until).await? {
        changed.entry(kind).or_default().push(id);
    }
    // A pain is called by its persona and its problem.
    let ends: Vec<String> = [Kind::Persona, Kind::Problem]
        .iter()
        .flat_map(|kind| changed.get(kind).cloned().unwrap_or_default())
        .collect();
    if !ends.is_empty() {
        let pains = changed.entry(Kind::Pain).or_default();
        pains.extend(pains_of(plan, &ends).await?);
        pains.sort();
        pains.dedup();
    }
    for (kind, ids) in &changed {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        renew(plan, index, *kind, &ids).await?;
    }
    refuse_removed_products(index, plan).await?;
    let mark = mark(plan, until).await?;
    sql::set_about(index, &About { seq: until, mark, building: None, after: String::new() })
        .await?;
    Ok(if until == last { Step::Done } else { Step::More })
}

/// A product that was removed for good has left the log as well. Its words must
/// leave the file, and only a new file is sure to hold none of them.
async fn refuse_removed_products(
    index: &mut SqliteConnection,
    plan: &mut SqliteConnection,
) -> Result<(), Failure> {
    let known = sql::products(index).await?;
    let there: u32 = sqlx::query_scalar(
        "SELECT count(*) FROM products WHERE id IN (SELECT value FROM json_each(?1))",
    )
    .bind(Json(&known))
    .fetch_one(plan)
    .await
    .map_err(Error::from)?;
    if usize::try_from(there).ok() == Some(known.len()) {
        return Ok(());
    }
    Err(Failure::Damaged("a product was removed".to_owned()))
}

/// What a change looked like: when, what, and what it touched. Empty when the log
/// does not have it.
async fn mark(plan: &mut SqliteConnection, seq: u32) -> Result<String> {
    let mark: Option<String> = sqlx::query_scalar(
        "SELECT at || ' ' || action || ' ' || coalesce((SELECT group_concat(entity_id || ' ' || rev, ' ') FROM
           (SELECT entity_id, rev FROM entity_changes WHERE change_seq = ?1 ORDER BY kind, entity_id LIMIT 3)), '')
         FROM changes WHERE seq = ?1",
    )
    .bind(seq)
    .fetch_optional(plan)
    .await?;
    Ok(mark.unwrap_or_default())
}

async fn changed_count(plan: &mut SqliteConnection, after: u32) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM (SELECT 1 FROM entity_changes WHERE change_seq > ?1 LIMIT ?2)",
    )
    .bind(after)
    .bind(STEP + 1)
    .fetch_one(plan)
    .await?)
}

/// The change at which a step is full; none when all that follows fits.
async fn until(plan: &mut SqliteConnection, after: u32, most: u32) -> Result<Option<u32>> {
    Ok(sqlx::query_scalar(
        "SELECT change_seq FROM entity_changes WHERE change_seq > ?1 ORDER BY change_seq LIMIT 1 OFFSET ?2",
    )
    .bind(after)
    .bind(most)
    .fetch_optional(plan)
    .await?)
}

async fn changed_between(
    plan: &mut SqliteConnection,
    after: u32,
    until: u32,
) -> Result<Vec<(Kind, String)>> {
    Ok(sqlx::query_as(
        "SELECT DISTINCT kind, entity_id FROM entity_changes WHERE change_seq > ?1 AND change_seq <= ?2
           AND kind <> 'setting'",
    )
    .bind(after)
    .bind(until)
    .fetch_all(plan)
    .await?)
}

async fn pains_of(plan: &mut SqliteConnection, ends: &[String]) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT id FROM pains WHERE persona_id IN (SELECT value FROM json_each(?1))
         UNION SELECT id FROM pains WHERE problem_id IN (SELECT value FROM json_each(?1))",
    )
    .bind(Json(ends))
    .fetch_all(plan)
    .await?)
}

impl Index {
    /// Goes on in the background of this process until the index is current.
    pub(super) fn go_on(&self, plan: &Plan) {
        use std::sync::atomic::Ordering;
        if self.working.swap(true, Ordering::AcqRel) {
            return;
        }
        tokio::spawn(super::work(plan.downgrade()));
    }
}
