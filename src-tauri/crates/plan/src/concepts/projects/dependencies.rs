//! Which project waits for which.

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::dependencies::PROJECTS;
use crate::base::error::Result;
use crate::base::ids::ProjectId;

impl Plan {
    /// Makes a project wait for another of the same product.
    pub async fn add_project_dependency(
        &self,
        actor: &Actor,
        project: &ProjectId,
        on: &ProjectId,
    ) -> Result<Written> {
        let mut change =
            Change::open(self, actor, Action::AddProjectDependency, Grouping::Turn).await?;
        PROJECTS.add(&mut change, project.as_str(), on.as_str()).await?;
        change.commit().await
    }

    /// Makes a project wait for another no longer.
    pub async fn remove_project_dependency(
        &self,
        actor: &Actor,
        project: &ProjectId,
        on: &ProjectId,
    ) -> Result<Written> {
        let mut change =
            Change::open(self, actor, Action::RemoveProjectDependency, Grouping::Turn).await?;
        PROJECTS.remove(&mut change, project.as_str(), on.as_str()).await?;
        change.commit().await
    }
}
