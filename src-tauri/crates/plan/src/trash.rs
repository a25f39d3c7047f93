//! Back from the trash.

use crate::Plan;
use crate::actor::Actor;
use crate::change::{Change, Grouping, Written};
use crate::error::{Error, Result};
use crate::ids::{CaptureId, ProjectId, TaskId};
use crate::refs::Kind;
use crate::{captures, projects, tasks};

impl Plan {
    /// Brings an entity back from the trash; a project with the tasks that went
    /// with it.
    pub async fn restore(&self, actor: &Actor, kind: Kind, id: &str) -> Result<Written> {
        let mut change = Change::open(self, actor, "restore", Grouping::Turn).await?;
        match kind {
            Kind::Project => projects::restore(&mut change, &ProjectId(id.to_owned())).await?,
            Kind::Task => tasks::restore(&mut change, &TaskId(id.to_owned())).await?,
            Kind::Capture => captures::restore(&mut change, &CaptureId(id.to_owned())).await?,
            Kind::Product | Kind::Setting => {
                return Err(Error::invalid("kind", "Only projects, tasks and captures come back."));
            }
        }
        change.commit().await
    }
}
