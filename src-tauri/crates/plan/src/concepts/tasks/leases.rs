//! Leases: which agent is at work on a task, and until when.
//!
//! A lease stands beside the plan, not in it: it is not logged, and it counts only
//! while the task is doing. Every change follows it up: what the holder changes of
//! the task renews it, and whatever takes the task out of doing ends it, be it a
//! status, the trash or an undo. Undoing the change that took a lease ends it too.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::leases_sql as sql;
use crate::base::actor::{Actor, ActorKind, ActorName};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::ids::TaskId;

/// How long an agent holds a task after its last change of it.
const LASTS: TimeDelta = TimeDelta::hours(2);

/// Who is at work on a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Holder {
    /// Whoever claimed it.
    pub by: ActorName,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when, unless they change something of it; none for the person.
    pub until: Option<DateTime<Utc>>,
}

impl fmt::Display for Holder {
    /// `held by Claude Code until 14:30 UTC`: the same bytes wherever it is read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "held by {}", self.by)?;
        match self.until {
            Some(until) => write!(f, " until {} UTC", until.format("%H:%M")),
            None => Ok(()),
        }
    }
}

/// A lease as stored, over or not.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct Lease {
    #[sqlx(try_from = "String")]
    pub(crate) holder: ActorName,
    session: Option<String>,
    since: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
}

impl Lease {
    /// Whether it is this agent's: the same client in the same session.
    pub(crate) fn is_of(&self, actor: &Actor) -> bool {
        self.holder == actor.shown() && self.session == actor.session
    }

    pub(crate) fn is_over(&self, at: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| until <= at)
    }

    pub(crate) fn held(self) -> Holder {
        Holder { by: self.holder, since: self.since, until: self.until }
    }
}

/// Gives a task to whoever makes this change: until when.
pub(super) async fn take(change: &mut Change, task: &TaskId) -> Result<Option<DateTime<Utc>>> {
    // What the person works on nobody else is given, however long it takes.
    let until = (change.actor.kind != ActorKind::You).then(|| change.at + LASTS);
    sql::put(change, task, until).await?;
    Ok(until)
}

/// Renews the lease that whoever makes this change has on a task, if any, even
/// when nothing of the task changes: until when. One without an end stays so.
pub(super) async fn renew(change: &mut Change, task: &TaskId) -> Result<Option<DateTime<Utc>>> {
    let until = change.at + LASTS;
    let renewed = sql::renew(change, task, until).await?;
    if renewed {
        change.wrote_beside();
    }
    Ok(renewed.then_some(until))
}

/// Follows up what this change did to tasks.
pub(crate) async fn follow_up(change: &mut Change) -> Result<()> {
    let until = change.at + LASTS;
    sql::end_idle(change).await?;
    sql::renew_touched(change, until).await
}
