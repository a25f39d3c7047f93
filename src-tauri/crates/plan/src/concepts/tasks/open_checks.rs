//! Finishing a task while checks are open: a person is asked, and may overrule.
//! An AI is not asked; it answers each check first ([`super::report`]).

use serde::{Deserialize, Serialize};

use super::{Task, TaskStatus, parts_sql};
use crate::base::actor::ActorKind;
use crate::base::change::Change;
use crate::base::entities;
use crate::base::error::{Error, Result, StillOpen};
use crate::base::ids::TaskId;
use crate::base::records;
use crate::base::refs::Kind;

/// What becomes of checks that are open when a person finishes a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OpenChecks {
    /// They are asked about first: nothing is finished, and the refusal lists them.
    Ask,
    /// The person was asked; they stay open.
    Overrule,
}

/// Refuses to give tasks this status while a person has to be asked about their
/// checks. What is done already is not asked about again.
pub(super) async fn ask(
    change: &mut Change,
    ids: &[TaskId],
    status: Option<TaskStatus>,
    open: OpenChecks,
) -> Result<()> {
    let asks = status == Some(TaskStatus::Done) && open == OpenChecks::Ask;
    if !asks || change.actor.kind != ActorKind::You {
        return Ok(());
    }
    let mut found = Vec::new();
    for id in ids {
        if records::existing::<Task>(change, id).await?.status == TaskStatus::Done {
            continue;
        }
        let checks = parts_sql::checks(change.conn(), id).await?;
        let checks: Vec<String> =
            checks.into_iter().filter(|check| !check.done).map(|check| check.text).collect();
        if !checks.is_empty() {
            let task = entities::link(change.conn(), Kind::Task, id.as_str()).await?;
            found.push(StillOpen { task, checks });
        }
    }
    if found.is_empty() { Ok(()) } else { Err(Error::OpenChecks(found)) }
}
