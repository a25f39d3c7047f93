//! What the person says over the arithmetic: this one, or not this one today.

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::error::{Error, Result};
use crate::base::ids::TaskId;
use crate::base::reason::Reason;
use crate::base::records;
use crate::concepts::tasks::Task;

use super::sql;

impl Plan {
    /// Puts a task before all others of its product until it is finished. Another
    /// that was pinned is so no longer, in the same change.
    pub async fn pin_task(&self, actor: &Actor, id: &TaskId) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::PinTask, Grouping::Turn).await?;
        let task = open_task(&mut change, id, "pinning").await?;
        sql::pin(&mut change, &task.product_id, id).await?;
        change.commit().await
    }

    /// Gives a task back to the arithmetic.
    pub async fn unpin_task(&self, actor: &Actor, id: &TaskId) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UnpinTask, Grouping::Turn).await?;
        let task = records::existing::<Task>(&mut change, id).await?;
        change.within(&task.product_id).await?;
        sql::unpin(&mut change, id).await?;
        change.commit().await
    }

    /// Hides a task from what is next until the person's next day begins: midnight
    /// in the time zone of this computer. It is pinned no longer.
    pub async fn skip_task(&self, actor: &Actor, id: &TaskId) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::SkipTask, Grouping::Turn).await?;
        open_task(&mut change, id, "skipping").await?;
        let until = change.tomorrow();
        sql::skip(&mut change, id, Some(until)).await?;
        change.commit().await
    }

    /// Shows a skipped task again.
    pub async fn unskip_task(&self, actor: &Actor, id: &TaskId) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UnskipTask, Grouping::Turn).await?;
        let task = records::existing::<Task>(&mut change, id).await?;
        change.within(&task.product_id).await?;
        sql::skip(&mut change, id, None).await?;
        change.commit().await
    }
}

/// A task that there is still something to do in.
async fn open_task(change: &mut Change, id: &TaskId, doing: &'static str) -> Result<Task> {
    let task = records::existing::<Task>(change, id).await?;
    change.within(&task.product_id).await?;
    if task.status.is_over() {
        let (reference, status) = (task.reference, task.status.word());
        return Err(Error::Refused(Reason::Over { reference, status, doing }));
    }
    Ok(task)
}
