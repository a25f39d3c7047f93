//! What may be begun now, and by whom.

use super::choose::{Choice, OpenWork};
use super::{nothing, under};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::refs::Kind;

/// What the actor of a change may begin.
pub(crate) struct Free {
    /// The row of the best task that is the actor's already.
    pub(crate) own: Option<i64>,
    /// The rows of the tasks that nobody is at, best first.
    pub(crate) rows: Vec<i64>,
    /// Why there is none, for when there is none.
    pub(crate) nothing: String,
}

/// Looks for what is free, under the write lock of a change.
pub(crate) async fn free(
    change: &mut Change,
    product: &ProductId,
    below: Option<&(Kind, String)>,
) -> Result<Free> {
    let (plan, actor, at) = (change.plan(), change.actor.clone(), change.at);
    let below = under(change.conn(), product, below).await?;
    let within = |project: &str| below.as_ref().is_none_or(|ids| ids.contains(project));
    let work = OpenWork::read(change.conn(), product, &actor, (plan.ambient(), at)).await?;
    let Choice { candidates, held_back, holders } = work.choice(usize::MAX, within);
    let rows = candidates.iter().filter(|c| !c.under_way).map(|c| c.row).collect();
    let own = candidates.iter().find(|c| c.own).map(|c| c.row);
    let begun = candidates.iter().filter(|c| c.under_way && !c.own).count();
    let begun = u32::try_from(begun).unwrap_or(u32::MAX);
    Ok(Free { own, rows, nothing: nothing(held_back, &holders, begun) })
}
