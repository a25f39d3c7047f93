//! Projects: pieces of work, each with its why.

mod dependencies;
mod edit;
pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;
mod views;
mod views_sql;

pub(crate) use sql::ORDER;
pub use types::{NewProject, Project, ProjectKind, ProjectPatch, ProjectStatus};
pub use views::{BoardColumn, ProjectBoard, ProjectCard, ProjectLinks, ProjectPage};

use crate::Plan;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::dependencies::PROJECTS;
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::ids::{BetId, ProductId, ProjectId};
use crate::base::links;
use crate::base::log::entity_history;
use crate::base::rank::{self, Placement};
use crate::base::refs::{Kind, Link};
use crate::concepts::decisions;
use crate::concepts::products;
use crate::concepts::tasks::{self, TaskStatus};
use crate::insights::brief;
use crate::insights::gaps::{self, Moment};

/// Building more projects at once is saved, and explained as a likely mistake.
const BUILDING_AT_ONCE: u32 = 2;
/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

impl Plan {
    /// All projects of a product, in columns by status.
    pub async fn project_board(&self, product: &ProductId) -> Result<ProjectBoard> {
        let mut conn = self.store().reader().await?;
        let found = products::sql::get(&mut conn, product).await?.ok_or_else(products::missing)?;
        let mut cards = views_sql::cards(&mut conn, product).await?;
        let moment = Moment::now(self.ambient());
        let mut missing = gaps::phrases(&mut conn, product, moment, Kind::Project, None).await?;
        for card in &mut cards {
            card.gaps = missing.remove(card.id.as_str()).unwrap_or_default();
        }
        let column = |status: &ProjectStatus| {
            let cards: Vec<ProjectCard> =
                cards.iter().filter(|c| c.status == *status).cloned().collect();
            let building = u32::try_from(cards.len()).unwrap_or(u32::MAX);
            let hint = (*status == ProjectStatus::Building).then(|| too_many(building)).flatten();
            BoardColumn { status: *status, cards, hint }
        };
        Ok(ProjectBoard {
            product: Link {
                kind: Kind::Product,
                id: found.id.0,
                reference: found.name.clone(),
                name: found.name,
            },
            columns: ProjectStatus::ALL.iter().map(column).collect(),
        })
    }

    /// The projects that serve a bet, in the person's order.
    pub async fn projects_of_bet(&self, bet: &BetId) -> Result<Vec<ProjectCard>> {
        let mut conn = self.store().reader().await?;
        let common = entities::get(&mut conn, Kind::Bet, bet.as_str())
            .await?
            .ok_or_else(|| entities::missing(Kind::Bet))?;
        let mut cards = views_sql::cards_of_bet(&mut conn, bet).await?;
        let ids: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
        let (moment, product) = (Moment::now(self.ambient()), &common.product_id);
        let mut missing =
            gaps::phrases(&mut conn, product, moment, Kind::Project, Some(&ids)).await?;
        for card in &mut cards {
            card.gaps = missing.remove(card.id.as_str()).unwrap_or_default();
        }
        Ok(cards)
    }

    /// Everything a project's page shows.
    pub async fn project_page(&self, id: &ProjectId) -> Result<ProjectPage> {
        let mut conn = self.store().reader().await?;
        let project = sql::get(&mut conn, id).await?.ok_or_else(missing)?;
        let product = products::sql::get(&mut conn, &project.product_id)
            .await?
            .ok_or_else(products::missing)?;
        let tasks = tasks::sql::rows_of_project(&mut conn, id, self.ambient().now()).await?;
        let suggest_done = !project.status.is_over()
            && tasks.iter().all(|t| t.status.is_over())
            && tasks.iter().any(|t| t.status == TaskStatus::Done);
        let history = entity_history(&mut conn, Kind::Project, id.as_str(), HISTORY_SHOWN).await?;
        Ok(ProjectPage {
            why: brief::why_of_work(&mut conn, None, &project, &product).await?,
            links: views_sql::links(&mut conn, id).await?,
            decisions: decisions::sql::about(&mut conn, id.as_str()).await?,
            project,
            product,
            tasks,
            suggest_done,
            history,
        })
    }

    /// Makes a project at the end of the product's list.
    pub async fn create_project(
        &self,
        actor: &Actor,
        product: &ProductId,
        new: NewProject,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, "create_project", Grouping::Turn).await?;
        create(&mut change, product, new).await?;
        change.commit().await
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_project(
        &self,
        actor: &Actor,
        id: &ProjectId,
        patch: ProjectPatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, "update_project", Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }

    /// Gives a project a status and a place among the product's projects.
    pub async fn move_project(
        &self,
        actor: &Actor,
        id: &ProjectId,
        status: ProjectStatus,
        placement: &Placement,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, "move_project", Grouping::Turn).await?;
        let project = existing(&mut change, id).await?;
        let owner = project.product_id.0.clone();
        let rank =
            rank::key_for(change.conn(), &sql::ORDER, &owner, id.as_str(), placement).await?;
        sql::set_rank(&mut change, id, &rank).await?;
        let patch = ProjectPatch { status: Some(status), ..ProjectPatch::default() };
        update(&mut change, id, patch, None).await?;
        change.commit().await
    }

    /// Puts a project and its tasks into the trash, as one change.
    pub async fn archive_project(&self, actor: &Actor, id: &ProjectId) -> Result<Written> {
        let mut change = Change::open(self, actor, "archive_project", Grouping::Turn).await?;
        archive(&mut change, id).await?;
        change.commit().await
    }
}

pub(crate) fn missing() -> Error {
    entities::missing(Kind::Project)
}

/// A project that is not in the trash.
pub(crate) async fn existing(change: &mut Change, id: &ProjectId) -> Result<Project> {
    let project = sql::get(change.conn(), id).await?.ok_or_else(missing)?;
    if project.trashed_at.is_some() {
        return Err(entities::trashed(&project.reference));
    }
    Ok(project)
}

pub(crate) async fn create(
    change: &mut Change,
    product: &ProductId,
    new: NewProject,
) -> Result<ProjectId> {
    products::sql::get(change.conn(), product).await?.ok_or_else(products::missing)?;
    let number = change.next_number(product, Kind::Project).await?;
    let place = new.placement.clone().unwrap_or_default();
    let rank = rank::key_for(change.conn(), &sql::ORDER, product.as_str(), "", &place).await?;
    let mut project = edit::new_project(change, product, number, &new)?;
    edit::set_status(change.at, &mut project, new.status.unwrap_or(ProjectStatus::Idea));
    refuse_foreign(change, &project).await?;
    sql::insert(change, &project, number, &rank).await?;
    change.within(product).await?;
    let own = (Kind::Project, project.id.as_str());
    for persona in new.personas.iter().flatten() {
        links::add(change, own, (Kind::Persona, persona.as_str())).await?;
    }
    for problem in new.problems.iter().flatten() {
        links::add(change, own, (Kind::Problem, problem.as_str())).await?;
    }
    for on in new.depends_on.iter().flatten() {
        PROJECTS.add(change, project.id.as_str(), on.as_str()).await?;
    }
    advise(change, &project).await?;
    Ok(project.id)
}

/// The bet and the pillar of a project are of its product, and not in the trash.
async fn refuse_foreign(change: &mut Change, project: &Project) -> Result<()> {
    let bet = project.bet_id.as_ref().map(|id| (Kind::Bet, id.as_str()));
    let pillar = project.pillar_id.as_ref().map(|id| (Kind::Pillar, id.as_str()));
    for (kind, id) in bet.into_iter().chain(pillar) {
        let common = entities::existing(change, kind, id).await?;
        if common.product_id != project.product_id {
            let name = entities::link(change.conn(), kind, id).await?.reference;
            return Err(Error::Refused(format!(
                "{name} belongs to another product. A project serves a {} of its own product.",
                kind.word()
            )));
        }
    }
    Ok(())
}

pub(crate) async fn update(
    change: &mut Change,
    id: &ProjectId,
    patch: ProjectPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old = existing(change, id).await?;
    let new = edit::patched(change.at, &old, patch)?;
    if (&new.bet_id, &new.pillar_id) != (&old.bet_id, &old.pillar_id) {
        refuse_foreign(change, &new).await?;
    }
    change.within(&old.product_id).await?;
    let served = served(change, &old).await?;
    let edit = edit::edits(&old, &new, &served);
    let reference = old.reference.clone();
    change.refuse_conflict(Kind::Project, id.as_str(), reference, (rev, old.rev), &edit.0).await?;
    sql::update(change, &new).await?;
    if new.status != old.status {
        advise(change, &new).await?;
    }
    Ok(())
}

/// The refs of the bet and the pillar that a project serves, or nothing.
async fn served(change: &mut Change, project: &Project) -> Result<[String; 2]> {
    let bet = project.bet_id.as_ref().map(|id| (Kind::Bet, id.as_str()));
    let pillar = project.pillar_id.as_ref().map(|id| (Kind::Pillar, id.as_str()));
    let mut refs = [String::new(), String::new()];
    for (at, found) in [bet, pillar].into_iter().enumerate() {
        if let Some((kind, id)) = found {
            refs[at] = entities::link(change.conn(), kind, id).await?.reference;
        }
    }
    Ok(refs)
}

pub(crate) async fn archive(change: &mut Change, id: &ProjectId) -> Result<()> {
    let mut project = existing(change, id).await?;
    let at = change.at;
    project.trashed_at = Some(at);
    change.within(&project.product_id).await?;
    sql::update(change, &project).await?;
    links::part_from_all(change, Kind::Project, id.as_str()).await?;
    sql::trash_tasks(change, id, at).await
}

/// Brings a project back from the trash, with the tasks that went with it.
pub(crate) async fn restore(change: &mut Change, id: &ProjectId) -> Result<()> {
    let mut project = sql::get(change.conn(), id).await?.ok_or_else(missing)?;
    let Some(at) = project.trashed_at.take() else {
        return Ok(());
    };
    change.within(&project.product_id).await?;
    sql::update(change, &project).await?;
    sql::restore_tasks(change, id, at).await
}

/// The first task set to doing sets its project to building.
pub(crate) async fn begin(change: &mut Change, id: &ProjectId) -> Result<()> {
    let mut project = existing(change, id).await?;
    if matches!(project.status, ProjectStatus::Idea | ProjectStatus::Ready) {
        edit::set_status(change.at, &mut project, ProjectStatus::Building);
        sql::update(change, &project).await?;
        advise(change, &project).await?;
    }
    Ok(())
}

/// Says that an open task of a project that is over is not offered as next.
pub(crate) async fn tell_over(change: &mut Change, id: &ProjectId, task: &str) -> Result<()> {
    let project = existing(change, id).await?;
    if project.status.is_over() {
        let (reference, status) = (&project.reference, project.status.word());
        change.warn(format!(
            "{reference} is {status}, so {task} is not offered as next. Set the status of {reference} to building to go on with it."
        ));
    }
    Ok(())
}

async fn advise(change: &mut Change, project: &Project) -> Result<()> {
    if project.status == ProjectStatus::Building {
        let building = sql::building(change.conn(), &project.product_id).await?;
        if let Some(advice) = too_many(building) {
            change.warn(advice);
        }
    }
    Ok(())
}

fn too_many(building: u32) -> Option<String> {
    (building > BUILDING_AT_ONCE).then(|| {
        format!("{building} projects building is a lot for one person. Choose which waits.")
    })
}
