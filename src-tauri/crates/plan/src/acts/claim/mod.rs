//! Claiming: an agent takes a task, so that no other does.
//!
//! What is free is looked at and taken under one write lock. Of any number of
//! claims at the same time each task goes to one, and all others are told who has
//! it and what is free.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::{Actor, ActorKind};
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{Error, NotFree, Result};
use crate::base::holder::Holder;
use crate::base::ids::{ProductId, TaskId};
use crate::base::leases::{self, Lease};
use crate::base::log::answers::Key;
use crate::base::records::{self, Record as _};
use crate::base::refs::{Kind, Link};
use crate::concepts::projects::{self, Project};
use crate::concepts::tasks::{self, Task, TaskPatch, TaskRow, TaskStatus};
use crate::insights::next;

/// How many free tasks a loser is told.
const FREE_TOLD: usize = 3;

/// Which task is claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Claim {
    /// This one.
    This(TaskId),
    /// The best that is free, by the order of what is next.
    Best {
        /// Of this product.
        product: ProductId,
        /// Only under this entity, as in [`NextQuery`](crate::NextQuery).
        under: Option<(Kind, String)>,
    },
}

/// A claim that was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// What was written; nothing when the task was the claimant's before.
    pub written: Written,
    /// The task.
    pub task: Link,
    /// Its project.
    pub project: Link,
    /// Its rev.
    pub rev: u32,
    /// Until when it is held unless something of it changes; none for the person.
    pub until: Option<DateTime<Utc>>,
    /// Whether the claimant held it before; then it is held for longer.
    pub again: bool,
    /// Whether this is the first answer again, to a repeated key.
    pub replayed: bool,
}

impl Plan {
    /// Sets a task to doing for this actor alone. An agent holds it for two hours
    /// after its last change of it; claiming what it holds renews that. The person
    /// may take any open task from anyone.
    ///
    /// # Errors
    /// [`Error::NotFree`] says why, and which tasks are free.
    pub async fn claim_task(
        &self,
        actor: &Actor,
        wanted: &Claim,
        key: Option<&str>,
    ) -> Result<Claimed> {
        let key = Key::of(key, wanted)?;
        let mut change = Change::open(self, actor, Action::ClaimTask, Grouping::Turn).await?;
        if let Some(first) = change.first_answer::<Claimed>(key.as_ref()).await? {
            return Ok(Claimed { replayed: true, ..first });
        }
        let id = match wanted {
            Claim::This(id) => id.clone(),
            Claim::Best { product, under } => best(&mut change, product, under.as_ref()).await?,
        };
        let granted = claim(&mut change, &id).await?;
        let claimed = |written: &Written| Claimed {
            rev: written
                .entities
                .iter()
                .find(|e| e.id == id.as_str())
                .map_or(granted.rev, |e| e.rev),
            written: written.clone(),
            ..granted.clone()
        };
        let written = change.commit_keyed(key.as_ref(), claimed).await?;
        Ok(claimed(&written))
    }
}

/// The task that the claimant holds already, or else the best that is free.
async fn best(
    change: &mut Change,
    product: &ProductId,
    under: Option<&(Kind, String)>,
) -> Result<TaskId> {
    let free = next::free(change, product, under).await?;
    match free.own.or_else(|| free.rows.first().copied()) {
        Some(row) => {
            let task = tasks::sql::id_at(change.conn(), row).await?;
            task.ok_or_else(|| entities::missing(Kind::Task))
        }
        None => Err(Error::NotFree(Box::new(NotFree {
            reference: None,
            why: free.nothing,
            held: None,
            free: Vec::new(),
        }))),
    }
}

async fn claim(change: &mut Change, id: &TaskId) -> Result<Claimed> {
    let task = records::existing::<Task>(change, id).await?;
    let project: Project = records::known(change.conn(), &task.project_id).await?;
    change.within(&task.product_id).await?;
    let doing = task.status == TaskStatus::Doing;
    let lease = leases::sql::of(change.conn(), id).await?.filter(|_| doing);
    let again = lease.as_ref().is_some_and(|lease| lease.is_of(&change.actor));
    let until = if again {
        change.renew_lease(id).await?
    } else {
        if let Some((why, held)) = in_the_way(change, &task, &project, lease.as_ref()).await? {
            return Err(refusal(change, &task, why, held).await?);
        }
        if doing {
            tasks::add_note(change, id, &taken_over(lease.as_ref())).await?;
        } else {
            let patch = TaskPatch { status: Some(TaskStatus::Doing), ..TaskPatch::default() };
            tasks::update_answered(change, id, patch, None).await?;
        }
        change.take_lease(id).await?
    };
    Ok(Claimed {
        written: Written::default(),
        rev: task.rev,
        task: task.link(),
        project: project.link(),
        until,
        again,
        replayed: false,
    })
}

/// The line that a change of hands leaves in the log of a task: its status stays.
fn taken_over(lease: Option<&Lease>) -> String {
    match lease {
        Some(lease) => format!("Taken over from {}.", lease.holder),
        None => "Taken over, already under way.".to_owned(),
    }
}

/// Why a task cannot be claimed, and who holds it if that is why. The person may
/// overrule all but that the work is over.
async fn in_the_way(
    change: &mut Change,
    task: &Task,
    project: &Project,
    lease: Option<&Lease>,
) -> Result<Option<(String, Option<Holder>)>> {
    let name = &task.reference;
    let only = |why: String| Ok(Some((why, None)));
    if task.status.is_over() {
        return only(format!("{name} is {}.", task.status.word()));
    }
    if project.status.is_over() {
        let (project, status) = (&project.reference, project.status.word());
        return only(format!("{name} belongs to {project}, which is {status}."));
    }
    if change.actor.kind == ActorKind::You {
        return Ok(None);
    }
    let others = lease.filter(|lease| lease.holder.kind != ActorKind::You);
    if let Some(lease) = others.filter(|lease| !lease.is_over(change.at)) {
        let held = lease.clone().into_holder();
        return Ok(Some((held_sentence(name, &held, &change.actor), Some(held))));
    }
    if task.blocked {
        return only(match task.blocked_reason.as_str() {
            "" => format!("{name} is blocked."),
            reason => format!("{name} is blocked: {}.", reason.trim_end_matches('.')),
        });
    }
    let unfinished = tasks::sql::waits_for(change.conn(), &task.id).await?;
    let unfinished: Vec<String> =
        unfinished.into_iter().filter(|d| !d.status.is_over()).map(|d| d.reference).collect();
    if !unfinished.is_empty() {
        return only(format!("{name} waits for {}.", unfinished.join(", ")));
    }
    let before = projects::sql::unfinished_before(change.conn(), &project.id).await?;
    if !before.is_empty() {
        let project = &project.reference;
        return only(format!(
            "{name} belongs to {project}, which waits for {}.",
            before.join(", ")
        ));
    }
    Ok(None)
}

/// `T-4 is held by Claude Code since 2026-01-05 12:30 until 14:30 UTC.`
fn held_sentence(name: &str, held: &Holder, actor: &Actor) -> String {
    let another = if held.by == actor.shown() { "another session of " } else { "" };
    let who = format!("{another}{}", held.by);
    let since = held.since.format("%Y-%m-%d %H:%M");
    let until = held.until.map(|until| until.format(" until %H:%M").to_string());
    format!("{name} is held by {who} since {since}{} UTC.", until.unwrap_or_default())
}

async fn refusal(
    change: &mut Change,
    task: &Task,
    why: String,
    held: Option<Holder>,
) -> Result<Error> {
    let free = next::free(change, &task.product_id, None).await?;
    let told = free.rows.get(..FREE_TOLD).unwrap_or(&free.rows);
    let at = change.at;
    let rows = tasks::sql::rows_at(change.conn(), told, at).await?;
    let free = rows.iter().map(TaskRow::link).collect();
    let reference = Some(task.reference.clone());
    Ok(Error::NotFree(Box::new(NotFree { reference, why, held, free })))
}
