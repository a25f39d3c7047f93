//! Pains: what a problem costs a persona, one for each pair.

pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use types::{NewPain, Pain, PainPage, PainPatch, PainRow, PainState};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::fields::{kept, kept_long};
use crate::base::ids::{PainId, ProductId, ProjectId};
use crate::base::links;
use crate::base::lists;
use crate::base::log::{caption, entity_history};
use crate::base::reason::Reason;
use crate::base::records;
use crate::base::refs::Kind;
use crate::base::text;
use crate::concepts::personas::Persona;
use crate::concepts::problems::Problem;

/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

impl Plan {
    /// The pains of a product, in the order of its problems.
    pub async fn pain_list(&self, product: &ProductId) -> Result<Vec<PainRow>> {
        let mut conn = self.store().reader().await?;
        entities::product(&mut conn, product).await?;
        sql::of_product(&mut conn, product).await
    }

    /// Everything a pain's page shows.
    pub async fn pain_page(&self, id: &PainId) -> Result<PainPage> {
        let mut conn = self.store().reader().await?;
        let row = sql::row(&mut conn, id).await?.ok_or_else(|| entities::missing(Kind::Pain))?;
        let product =
            entities::link(&mut conn, Kind::Product, row.pain.product_id.as_str()).await?;
        let decisions = links::of(&mut conn, Kind::Pain, id.as_str()).await?;
        let history = entity_history(&mut conn, Kind::Pain, id.as_str(), HISTORY_SHOWN).await?;
        Ok(PainPage { row, product, decisions, history })
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_pain(
        &self,
        actor: &Actor,
        id: &PainId,
        patch: PainPatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdatePain, Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }

    /// Says that a project solved a pain.
    pub async fn solve_pain(
        &self,
        actor: &Actor,
        id: &PainId,
        project: &ProjectId,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::SolvePain, Grouping::Turn).await?;
        let patch = PainPatch { solved_by: Some(Some(project.clone())), ..PainPatch::default() };
        update(&mut change, id, patch, None).await?;
        change.commit().await
    }
}

/// Makes the pain of a pair that has none yet.
pub(crate) async fn create(change: &mut Change, new: NewPain) -> Result<PainId> {
    let persona = records::existing::<Persona>(change, &new.persona_id).await?;
    let problem = records::existing::<Problem>(change, &new.problem_id).await?;
    if persona.product_id != problem.product_id {
        return Err(Error::Refused(Reason::OtherProduct(format!("“{}”", problem.name))));
    }
    insert(change, &persona, &problem, new).await
}

async fn insert(
    change: &mut Change,
    persona: &Persona,
    problem: &Problem,
    new: NewPain,
) -> Result<PainId> {
    let place = new.placement.unwrap_or_default();
    let rank = lists::rank_of_new(change, Kind::Pain, problem.id.as_str(), &place).await?;
    let long = |field, text: Option<String>| text::markdown(field, &text.unwrap_or_default());
    let mut pain = Pain {
        id: PainId(change.id()),
        product_id: problem.product_id.clone(),
        reference: format!("{}×{}", persona.reference, problem.reference),
        persona_id: persona.id.clone(),
        problem_id: problem.id.clone(),
        impact: long("impact", new.impact)?,
        stakes: long("stakes", new.stakes)?,
        state: PainState::Open,
        solved_by: None,
        labels: text::list("labels", &new.labels.unwrap_or_default())?,
        ignored: Vec::new(),
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
        updated_at: change.at,
        updated_by: change.actor.shown(),
        trashed_at: None,
    };
    set_state(change, &mut pain, new.state, new.solved_by).await?;
    records::insert(change, &pain, None, &rank).await?;
    change.within(&pain.product_id).await?;
    Ok(pain.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &PainId,
    patch: PainPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old: Pain = records::existing(change, id).await?;
    let mut new = Pain {
        impact: kept_long("impact", &old.impact, patch.impact, patch.replace)?,
        stakes: kept_long("stakes", &old.stakes, patch.stakes, patch.replace)?,
        labels: kept(&old.labels, patch.labels, |l| text::list("labels", l))?,
        ..old.clone()
    };
    if patch.solved_by == Some(None) {
        new.solved_by = None;
    }
    set_state(change, &mut new, patch.state, patch.solved_by.flatten()).await?;
    change.within(&old.product_id).await?;
    records::replace(change, &old, &new, rev).await
}

/// Refuses to bring a pain back whose persona or problem is in the trash.
pub(crate) async fn refuse_dead_end(change: &mut Change, id: &str) -> Result<()> {
    let id = PainId(id.to_owned());
    let pain = records::known::<Pain>(change.conn(), &id).await?;
    for (kind, end) in
        [(Kind::Persona, pain.persona_id.as_str()), (Kind::Problem, pain.problem_id.as_str())]
    {
        let common = entities::get(change.conn(), kind, end).await?;
        if common.is_none_or(|c| c.trashed_at.is_some()) {
            let end = caption(change.conn(), kind, end).await?.reference;
            return Err(Error::Refused(Reason::EndInTrash { reference: pain.reference, end }));
        }
    }
    Ok(())
}

/// Gives a pain a state, or the project that solved it; only a solved pain has one.
async fn set_state(
    change: &mut Change,
    pain: &mut Pain,
    state: Option<PainState>,
    solved_by: Option<ProjectId>,
) -> Result<()> {
    if let Some(project) = solved_by {
        if state.is_some_and(|s| s != PainState::Solved) {
            return Err(Error::invalid(
                "solved_by",
                "A pain that a project solved is solved.",
                "Leave out its state, or the project.",
            ));
        }
        let product = pain.product_id.clone();
        entities::existing_in(change, &product, Kind::Project, project.as_str()).await?;
        pain.state = PainState::Solved;
        pain.solved_by = Some(project);
    }
    pain.state = state.unwrap_or(pain.state);
    if pain.state != PainState::Solved {
        pain.solved_by = None;
    }
    Ok(())
}
