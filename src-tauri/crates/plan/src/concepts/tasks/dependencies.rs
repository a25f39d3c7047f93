//! Which task waits for which.

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::dependencies::TASKS;
use crate::base::error::Result;
use crate::base::ids::TaskId;

impl Plan {
    /// Makes a task wait for another of the same product.
    pub async fn add_dependency(
        &self,
        actor: &Actor,
        task: &TaskId,
        on: &TaskId,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::AddDependency, Grouping::Turn).await?;
        TASKS.add(&mut change, task.as_str(), on.as_str()).await?;
        change.commit().await
    }

    /// Makes a task wait for another no longer.
    pub async fn remove_dependency(
        &self,
        actor: &Actor,
        task: &TaskId,
        on: &TaskId,
    ) -> Result<Written> {
        let mut change =
            Change::open(self, actor, Action::RemoveDependency, Grouping::Turn).await?;
        TASKS.remove(&mut change, task.as_str(), on.as_str()).await?;
        change.commit().await
    }
}
