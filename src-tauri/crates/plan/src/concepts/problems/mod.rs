//! Problems: what gets in people's way.

pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use types::{
    NewProblem, Problem, ProblemKind, ProblemPage, ProblemPatch, ProblemRow, ProblemState,
};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::fields::{kept, kept_long};
use crate::base::ids::{ProblemId, ProductId, ProjectId};
use crate::base::links;
use crate::base::lists;
use crate::base::log::entity_history;
use crate::base::records;
use crate::base::refs::{Kind, Link, Ref};
use crate::base::text;
use crate::concepts::pains::{self, NewPain};

/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

impl Plan {
    /// The problems of a product, in the person's order.
    pub async fn problem_list(&self, product: &ProductId) -> Result<Vec<ProblemRow>> {
        let mut conn = self.store().reader().await?;
        entities::product(&mut conn, product).await?;
        sql::rows(&mut conn, product).await
    }

    /// Everything a problem's page shows.
    pub async fn problem_page(&self, id: &ProblemId) -> Result<ProblemPage> {
        let mut conn = self.store().reader().await?;
        let problem = records::known::<Problem>(&mut conn, id).await?;
        let product = entities::link(&mut conn, Kind::Product, problem.product_id.as_str()).await?;
        let pains = pains::sql::of_problem(&mut conn, id).await?;
        let mut suggest_solved = None;
        if problem.state != ProblemState::Solved
            && let Some(project) = sql::done_project(&mut conn, id).await?
        {
            suggest_solved =
                Some(entities::link(&mut conn, Kind::Project, project.as_str()).await?);
        }
        let history = entity_history(&mut conn, Kind::Problem, id.as_str(), HISTORY_SHOWN).await?;
        let joined = links::of(&mut conn, Kind::Problem, id.as_str()).await?;
        Ok(ProblemPage {
            evidence: links::only(&joined, Kind::Evidence),
            bets: links::only(&joined, Kind::Bet),
            projects: links::only(&joined, Kind::Project),
            decisions: links::only(&joined, Kind::Decision),
            problem,
            product,
            pains,
            suggest_solved,
            history,
        })
    }

    /// What a done project suggests to be solved: the problems it works on, then
    /// the pains its personas have from them. It sets nothing; for a project that
    /// is not done there is nothing to suggest.
    pub async fn solved_suggestions(&self, project: &ProjectId) -> Result<Vec<Link>> {
        let mut conn = self.store().reader().await?;
        let problems = sql::unsolved_of_done(&mut conn, project).await?;
        let pains = pains::sql::unsolved_of_done(&mut conn, project).await?;
        let mut links = entities::links(&mut conn, Kind::Problem, problems).await?;
        links.extend(entities::links(&mut conn, Kind::Pain, pains).await?);
        Ok(links)
    }

    /// Makes a problem.
    pub async fn create_problem(
        &self,
        actor: &Actor,
        product: &ProductId,
        new: NewProblem,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreateProblem, Grouping::Turn).await?;
        create(&mut change, product, new).await?;
        change.commit().await
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_problem(
        &self,
        actor: &Actor,
        id: &ProblemId,
        patch: ProblemPatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateProblem, Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }
}

pub(crate) async fn create(
    change: &mut Change,
    product: &ProductId,
    new: NewProblem,
) -> Result<ProblemId> {
    entities::product(change.conn(), product).await?;
    let number = change.next_number(product, Kind::Problem).await?;
    let place = new.placement.unwrap_or_default();
    let rank = lists::rank_of_new(change, Kind::Problem, product.as_str(), &place).await?;
    let problem = Problem {
        id: ProblemId(change.id()),
        product_id: product.clone(),
        reference: Ref { kind: Kind::Problem, number }.to_string(),
        name: text::name("name", &new.name)?,
        kind: new.kind.unwrap_or(ProblemKind::Other),
        severity: severity(new.severity)?,
        description: text::markdown("description", &new.description.unwrap_or_default())?,
        state: new.state.unwrap_or(ProblemState::Open),
        labels: text::list("labels", &new.labels.unwrap_or_default())?,
        ignored: Vec::new(),
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
        updated_at: change.at,
        updated_by: change.actor.shown(),
        trashed_at: None,
    };
    records::insert(change, &problem, Some(number), &rank).await?;
    change.within(product).await?;
    for persona in new.personas.unwrap_or_default() {
        pains::create(change, NewPain::of(&persona, &problem.id)).await?;
    }
    Ok(problem.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &ProblemId,
    patch: ProblemPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old: Problem = records::existing(change, id).await?;
    let new = patched(&old, patch)?;
    change.within(&old.product_id).await?;
    records::replace(change, &old, &new, rev).await
}

fn severity(given: Option<u8>) -> Result<Option<u8>> {
    match given {
        Some(level) if !(1..=bounds::SEVERITY).contains(&level) => Err(Error::invalid(
            "severity",
            format!("A severity is 1 (a shrug) to {} (they leave).", bounds::SEVERITY),
            "Give one of those.",
        )),
        given => Ok(given),
    }
}

fn patched(old: &Problem, patch: ProblemPatch) -> Result<Problem> {
    Ok(Problem {
        name: kept(&old.name, patch.name, |t| text::name("name", t))?,
        kind: patch.kind.unwrap_or(old.kind),
        severity: kept(&old.severity, patch.severity, |level| severity(*level))?,
        description: kept_long("description", &old.description, patch.description, patch.replace)?,
        state: patch.state.unwrap_or(old.state),
        labels: kept(&old.labels, patch.labels, |l| text::list("labels", l))?,
        ..old.clone()
    })
}
