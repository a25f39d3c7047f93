//! The feed of committed changes, this process's and every other's.
//!
//! It reads the log from the last seq it saw. What wakes it is only a hint: a
//! commit here, another process rewriting the nudge file, or a slow fallback.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use notify::{RecursiveMode, Watcher};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, broadcast};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::ActorName;
use crate::base::error::Result;
use crate::base::log::{self, Touched};
use crate::base::store::{NUDGE_FILE, private_file};

/// How long a missed nudge can go unnoticed.
const FALLBACK: Duration = Duration::from_secs(5);
/// How many changes a slow listener may fall behind.
const BACKLOG: usize = 1024;

/// A committed change, as listeners hear of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PlanChanged {
    /// Its place in the log.
    pub seq: u32,
    /// The change set it belongs to.
    pub set: u32,
    /// The product it belongs to; none for settings.
    pub product_id: Option<String>,
    /// The use case.
    pub action: Action,
    /// Who made it.
    pub by: ActorName,
    /// When.
    pub at: DateTime<Utc>,
    /// What it touched.
    pub entities: Vec<Touched>,
    /// The set it takes back, if it is an undo.
    pub undoes: Option<u32>,
}

#[derive(Debug)]
pub(crate) struct Feed {
    sender: broadcast::Sender<Arc<PlanChanged>>,
    woken: Arc<Notify>,
    following: AtomicBool,
}

impl Feed {
    pub(crate) fn new() -> Self {
        Self {
            sender: broadcast::channel(BACKLOG).0,
            woken: Arc::new(Notify::new()),
            following: AtomicBool::new(false),
        }
    }

    /// Tells this process and the others that `seq` is committed.
    pub(crate) fn announce(&self, folder: &Path, seq: u32) {
        self.woken.notify_one();
        // Others still learn of the change by their fallback.
        let nudged = private_file(&folder.join(NUDGE_FILE))
            .and_then(|mut file| file.write_all(seq.to_string().as_bytes()));
        if let Err(error) = nudged {
            tracing::debug!(%error, "could not nudge other processes");
        }
    }
}

impl Plan {
    /// Every change committed from now on, by any process, in commit order.
    ///
    /// The first call starts following the log. A listener more than 1,024
    /// changes behind gets a `Lagged` error and should read afresh.
    pub async fn subscribe(&self) -> Result<broadcast::Receiver<Arc<PlanChanged>>> {
        let receiver = self.feed().sender.subscribe();
        if !self.feed().following.load(Ordering::Acquire) {
            let seen = {
                let mut conn = self.store().reader().await?;
                log::sql::last_seq(&mut conn).await?
            };
            if !self.feed().following.swap(true, Ordering::AcqRel) {
                tokio::spawn(follow(self.downgrade(), Arc::clone(&self.feed().woken), seen));
            }
        }
        Ok(receiver)
    }

    /// Whether anything was changed so short a time ago.
    pub async fn changed_within(&self, time: Duration) -> Result<bool> {
        let mut conn = self.store().reader().await?;
        let latest = log::sql::latest_at(&mut conn).await?;
        let age = |at| self.ambient().now() - at;
        let time = TimeDelta::from_std(time).unwrap_or(TimeDelta::MAX);
        Ok(latest.is_some_and(|at| age(at) < time))
    }
}

async fn follow(plan: crate::WeakPlan, woken: Arc<Notify>, mut seen: u32) {
    let _watcher = plan.upgrade().and_then(|plan| watch(plan.store().folder(), &woken));
    loop {
        let _ = tokio::time::timeout(FALLBACK, woken.notified()).await;
        let Some(plan) = plan.upgrade() else { return };
        if let Err(error) = publish_after(&plan, &mut seen).await {
            tracing::warn!(%error, "could not read the log; trying again");
        }
    }
}

/// Wakes the feed when another process rewrites the nudge file. Without a watch
/// the fallback still finds every change.
fn watch(folder: &Path, woken: &Arc<Notify>) -> Option<notify::RecommendedWatcher> {
    let woken = Arc::clone(woken);
    let on_event = move |event: notify::Result<notify::Event>| {
        let reading = matches!(&event, Ok(e) if e.kind.is_access() && !is_closed_write(e.kind));
        if !reading {
            woken.notify_one();
        }
    };
    let file = folder.join(NUDGE_FILE);
    let watched = private_file(&file)
        .map_err(notify::Error::io)
        .and_then(|_| notify::recommended_watcher(on_event))
        .and_then(|mut watcher| {
            watcher.watch(&file, RecursiveMode::NonRecursive).map(|()| watcher)
        });
    watched
        .inspect_err(|error| tracing::warn!(%error, "cannot watch for other processes' changes"))
        .ok()
}

fn is_closed_write(kind: notify::EventKind) -> bool {
    use notify::event::{AccessKind, AccessMode};
    matches!(kind, notify::EventKind::Access(AccessKind::Close(AccessMode::Write)))
}

async fn publish_after(plan: &Plan, seen: &mut u32) -> Result<()> {
    loop {
        let mut conn = plan.store().reader().await?;
        let rows = log::sql::changes_after(&mut conn, *seen).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            *seen = row.seq;
            // A kind that only a newer version knows must not hold up the rest.
            let entities = log::touched(&mut conn, row.seq).await.unwrap_or_else(|error| {
                tracing::warn!(%error, seq = row.seq, "what a change touched cannot be read");
                Vec::new()
            });
            let change = PlanChanged {
                seq: row.seq,
                set: row.set_seq,
                product_id: row.product_id,
                action: row.action,
                by: ActorName { kind: row.actor_kind, name: row.actor_name },
                at: row.at,
                entities,
                undoes: row.undoes,
            };
            // No listener is no failure.
            let _ = plan.feed().sender.send(Arc::new(change));
        }
    }
}
