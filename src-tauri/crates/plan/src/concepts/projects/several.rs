//! The same for several projects, as one change: all of them, or none.

use super::{Project, ProjectPatch, ProjectStatus, sql, update};
use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::error::Result;
use crate::base::ids::ProjectId;
use crate::base::lists;
use crate::base::rank::{self, Placement};
use crate::base::records;

impl Plan {
    /// Changes the fields given of several projects.
    pub async fn update_projects(
        &self,
        actor: &Actor,
        ids: &[ProjectId],
        patch: ProjectPatch,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateProject, Grouping::Turn).await?;
        for id in ids {
            update(&mut change, id, patch.clone(), None).await?;
        }
        change.commit().await
    }

    /// Gives several projects a status and a place among the product's projects,
    /// one after the other in the order given.
    pub async fn move_projects(
        &self,
        actor: &Actor,
        ids: &[ProjectId],
        status: ProjectStatus,
        placement: &Placement,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::MoveProject, Grouping::Turn).await?;
        let mut placement = placement.clone();
        for id in ids {
            place(&mut change, id, status, &placement).await?;
            placement = Placement::After(id.to_string());
        }
        change.commit().await
    }
}

/// Gives a project a status and a place among the product's projects.
pub(super) async fn place(
    change: &mut Change,
    id: &ProjectId,
    status: ProjectStatus,
    placement: &Placement,
) -> Result<()> {
    let project: Project = records::existing(change, id).await?;
    let owner = project.product_id.as_str();
    let rank =
        rank::key_for(change.conn(), &lists::PROJECTS, owner, id.as_str(), placement).await?;
    sql::set_rank(change, id, &rank).await?;
    update(change, id, ProjectPatch { status: Some(status), ..ProjectPatch::default() }, None).await
}
