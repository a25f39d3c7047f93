//! The pain of a persona and a problem, which may come back from the trash: a pair
//! has one.

use crate::Plan;
use crate::acts::trash;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::error::{Error, Result};
use crate::base::ids::PainId;
use crate::base::lists;
use crate::base::rank::Placement;
use crate::base::reason::Reason;
use crate::base::records;
use crate::base::refs::Kind;
use crate::concepts::pains::{self, NewPain, Pain, PainPatch, sql};

impl Plan {
    /// Makes the pain of a persona and a problem. If it is in the trash it comes
    /// back with what is given; a pair has one pain.
    pub async fn create_pain(&self, actor: &Actor, new: NewPain) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreatePain, Grouping::Turn).await?;
        create(&mut change, new).await?;
        change.commit().await
    }
}

/// Makes the pair's pain, or brings it back from the trash.
pub(crate) async fn create(change: &mut Change, new: NewPain) -> Result<PainId> {
    match sql::of_pair(change.conn(), &new.persona_id, &new.problem_id).await? {
        Some(id) => bring_back(change, id, new).await,
        None => pains::create(change, new).await,
    }
}

/// Brings the pair's pain back from the trash, with what is given anew.
async fn bring_back(change: &mut Change, id: PainId, new: NewPain) -> Result<PainId> {
    let old = records::known::<Pain>(change.conn(), &id).await?;
    if old.trashed_at.is_none() {
        return Err(Error::Refused(Reason::PairTaken(old.reference)));
    }
    trash::bring_back(change, Kind::Pain, id.as_str()).await?;
    let place = new.placement.unwrap_or(Placement::Last);
    lists::set_place(change, Kind::Pain, id.as_str(), &place).await?;
    let patch = PainPatch {
        impact: new.impact,
        stakes: new.stakes,
        state: new.state,
        solved_by: new.solved_by.map(Some),
        labels: new.labels,
        replace: Some(true),
    };
    pains::update(change, &id, patch, None).await?;
    Ok(id)
}
