//! Which task waits for which. Dependencies never form a cycle.

use super::sql;
use crate::Plan;
use crate::actor::Actor;
use crate::change::{Change, Grouping, Written};
use crate::error::{Error, Result};
use crate::ids::TaskId;

impl Plan {
    /// Makes a task wait for another of the same product.
    pub async fn add_dependency(
        &self,
        actor: &Actor,
        task: &TaskId,
        on: &TaskId,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, "add_dependency", Grouping::Turn).await?;
        add(&mut change, task, on).await?;
        change.commit().await
    }

    /// Makes a task wait for another no longer.
    pub async fn remove_dependency(
        &self,
        actor: &Actor,
        task: &TaskId,
        on: &TaskId,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, "remove_dependency", Grouping::Turn).await?;
        remove(&mut change, task, on).await?;
        change.commit().await
    }
}

pub(crate) async fn add(change: &mut Change, task: &TaskId, on: &TaskId) -> Result<()> {
    let waiting = super::existing(change, task).await?;
    let first = super::existing(change, on).await?;
    if waiting.product_id != first.product_id {
        return Err(Error::Refused(format!(
            "{} belongs to another product. A task can only wait for tasks of its own product.",
            first.reference
        )));
    }
    refuse_cycle(change, task, on).await?;
    change.within(&waiting.product_id).await?;
    sql::insert_dependency(change, task, on).await
}

pub(crate) async fn remove(change: &mut Change, task: &TaskId, on: &TaskId) -> Result<()> {
    let waiting = super::existing(change, task).await?;
    change.within(&waiting.product_id).await?;
    sql::delete_dependency(change, task, on).await
}

/// Whether a task waits for another, near or far.
pub(crate) async fn is_waiting(
    conn: &mut sqlx::SqliteConnection,
    task: &TaskId,
    on: &TaskId,
) -> Result<bool> {
    Ok(sql::reach(conn, task).await?.iter().any(|(id, _)| id == on))
}

async fn refuse_cycle(change: &mut Change, task: &TaskId, on: &TaskId) -> Result<()> {
    let reach = sql::reach(change.conn(), on).await?;
    if !reach.iter().any(|(id, _)| id == task) {
        return Ok(());
    }
    // Walks back from the task to `on`, along the edges found first.
    let mut path = vec![task.clone()];
    let mut at = task.clone();
    while at != *on {
        let Some(via) = reach.iter().find(|(id, _)| *id == at).and_then(|(_, via)| via.clone())
        else {
            break;
        };
        path.push(via.clone());
        at = via;
    }
    path.push(task.clone());
    path.reverse();
    let mut names = Vec::with_capacity(path.len());
    for id in path {
        let task = sql::get(change.conn(), &id).await?;
        names.push(task.map_or_else(String::new, |t| t.reference));
    }
    Err(Error::Refused(format!(
        "That would be a circle: {}. Remove one of these links first.",
        names.join(" → ")
    )))
}
