//! Leases: which agent is at work on a task, and until when.
//!
//! A lease stands beside the plan, not in it: it is not logged, and it counts only
//! while the task is doing. Every change follows it up: what the holder changes of
//! the task renews it, and whatever takes the task out of doing ends it, be it a
//! status, the trash or an undo. Undoing the change that took a lease ends it too.

pub(crate) mod sql;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{FromRow, SqliteConnection};

use crate::base::actor::{Actor, ActorKind, ActorName};
use crate::base::error::Result;
use crate::base::holder::Holder;
use crate::base::ids::TaskId;

/// How long an agent holds a task after its last change of it.
const LASTS: TimeDelta = TimeDelta::hours(2);

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
    /// Whether it is this agent's: the same client in the same session. There is
    /// one person, whatever the window.
    pub(crate) fn is_of(&self, actor: &Actor) -> bool {
        self.holder == actor.shown()
            && (actor.kind == ActorKind::You || self.session == actor.session)
    }

    pub(crate) fn is_over(&self, at: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| until <= at)
    }

    pub(crate) fn into_holder(self) -> Holder {
        Holder { by: self.holder, since: self.since, until: self.until }
    }
}

/// Gives a task to an actor, in the change `seq`: until when.
pub(crate) async fn take(
    conn: &mut SqliteConnection,
    task: &TaskId,
    actor: &Actor,
    seq: u32,
    at: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    // What the person works on nobody else is given, however long it takes.
    let until = (actor.kind != ActorKind::You).then(|| at + LASTS);
    sql::put(conn, task, actor, seq, (at, until)).await?;
    Ok(until)
}

/// Renews the lease that an actor has on a task, if any: until when.
pub(crate) async fn renew(
    conn: &mut SqliteConnection,
    task: &TaskId,
    actor: &Actor,
    at: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let until = at + LASTS;
    Ok(sql::renew(conn, task, actor, until).await?.then_some(until))
}

/// Follows up what the settled change `seq` did to tasks.
pub(crate) async fn follow_up(
    conn: &mut SqliteConnection,
    actor: &Actor,
    seq: u32,
    at: DateTime<Utc>,
) -> Result<()> {
    sql::end_idle(conn, seq).await?;
    sql::renew_touched(conn, seq, actor, at + LASTS).await
}
