//! The same for several tasks, as one change: all of them, or none.

use super::{OpenChecks, TaskPatch, TaskStatus, open_checks, place, update};
use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::error::Result;
use crate::base::ids::{ProjectId, TaskId};
use crate::base::rank::Placement;

impl Plan {
    /// Changes the fields given of several tasks.
    pub async fn update_tasks(
        &self,
        actor: &Actor,
        ids: &[TaskId],
        patch: TaskPatch,
        open: OpenChecks,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateTask, Grouping::Turn).await?;
        update_each(&mut change, ids, &patch, open).await?;
        change.commit().await
    }

    /// Finishes several tasks.
    pub async fn complete_tasks(
        &self,
        actor: &Actor,
        ids: &[TaskId],
        open: OpenChecks,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CompleteTask, Grouping::Turn).await?;
        update_each(&mut change, ids, &set_to(TaskStatus::Done), open).await?;
        change.commit().await
    }

    /// Gives several tasks a place, one after the other in the order given, and a
    /// project or status where one is given.
    pub async fn move_tasks(
        &self,
        actor: &Actor,
        ids: &[TaskId],
        project: Option<&ProjectId>,
        status: Option<TaskStatus>,
        placement: &Placement,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::MoveTask, Grouping::Turn).await?;
        let mut placement = placement.clone();
        for id in ids {
            place(&mut change, id, project, &placement).await?;
            placement = Placement::After(id.to_string());
        }
        if let Some(status) = status {
            update_each(&mut change, ids, &set_to(status), OpenChecks::Ask).await?;
        }
        change.commit().await
    }
}

fn set_to(status: TaskStatus) -> TaskPatch {
    TaskPatch { status: Some(status), ..TaskPatch::default() }
}

async fn update_each(
    change: &mut Change,
    ids: &[TaskId],
    patch: &TaskPatch,
    open: OpenChecks,
) -> Result<()> {
    open_checks::ask(change, ids, patch.status, open).await?;
    for id in ids {
        update(change, id, patch.clone(), None).await?;
    }
    Ok(())
}
