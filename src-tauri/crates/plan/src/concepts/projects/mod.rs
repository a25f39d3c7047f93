//! Projects: pieces of work, each with its why.

mod dependencies;
mod edit;
mod several;
pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use types::{NewProject, Project, ProjectKind, ProjectPatch, ProjectStatus};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds;
use crate::base::change::{Change, Grouping, Written};
use crate::base::dependencies::PROJECTS;
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::ids::{ProductId, ProjectId};
use crate::base::links;
use crate::base::lists;
use crate::base::rank::{self, Placement};
use crate::base::reason::Reason;
use crate::base::records;
use crate::base::refs::Kind;

impl Plan {
    /// Makes a project at the end of the product's list.
    pub async fn create_project(
        &self,
        actor: &Actor,
        product: &ProductId,
        new: NewProject,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreateProject, Grouping::Turn).await?;
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
        let mut change = Change::open(self, actor, Action::UpdateProject, Grouping::Turn).await?;
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
        let mut change = Change::open(self, actor, Action::MoveProject, Grouping::Turn).await?;
        several::place(&mut change, id, status, placement).await?;
        change.commit().await
    }

    /// Puts a project and its tasks into the trash, as one change.
    pub async fn archive_project(&self, actor: &Actor, id: &ProjectId) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::ArchiveProject, Grouping::Turn).await?;
        archive(&mut change, id).await?;
        change.commit().await
    }
}

pub(crate) async fn create(
    change: &mut Change,
    product: &ProductId,
    new: NewProject,
) -> Result<ProjectId> {
    entities::product(change.conn(), product).await?;
    let number = change.next_number(product, Kind::Project).await?;
    let place = new.placement.clone().unwrap_or_default();
    let rank = rank::key_for(change.conn(), &lists::PROJECTS, product.as_str(), "", &place).await?;
    let mut project = edit::new_project(change, product, number, &new)?;
    edit::set_status(change.at, &mut project, new.status.unwrap_or(ProjectStatus::Idea));
    refuse_foreign(change, &project).await?;
    records::insert(change, &project, Some(number), &rank).await?;
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
            return Err(Error::Refused(Reason::OtherProduct(name)));
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
    let old: Project = records::existing(change, id).await?;
    let new = edit::patched(change.at, &old, patch)?;
    if (&new.bet_id, &new.pillar_id) != (&old.bet_id, &old.pillar_id) {
        refuse_foreign(change, &new).await?;
    }
    change.within(&old.product_id).await?;
    records::replace(change, &old, &new, rev).await?;
    if new.status != old.status {
        advise(change, &new).await?;
    }
    Ok(())
}

pub(crate) async fn archive(change: &mut Change, id: &ProjectId) -> Result<()> {
    let mut project: Project = records::existing(change, id).await?;
    let at = change.at;
    project.trashed_at = Some(at);
    change.within(&project.product_id).await?;
    records::update(change, &project).await?;
    links::part_from_all(change, Kind::Project, id.as_str()).await?;
    sql::trash_tasks(change, id, at).await
}

/// Brings a project back from the trash, with the tasks that went with it.
pub(crate) async fn restore(change: &mut Change, id: &ProjectId) -> Result<()> {
    let mut project = records::known::<Project>(change.conn(), id).await?;
    let Some(at) = project.trashed_at.take() else {
        return Ok(());
    };
    change.within(&project.product_id).await?;
    records::update(change, &project).await?;
    sql::restore_tasks(change, id, at).await
}

/// The first task set to doing sets its project to building.
pub(crate) async fn begin(change: &mut Change, id: &ProjectId) -> Result<()> {
    let mut project: Project = records::existing(change, id).await?;
    if matches!(project.status, ProjectStatus::Idea | ProjectStatus::Ready) {
        edit::set_status(change.at, &mut project, ProjectStatus::Building);
        records::update(change, &project).await?;
        advise(change, &project).await?;
    }
    Ok(())
}

/// Says that an open task of a project that is over is not offered as next.
pub(crate) async fn tell_over(change: &mut Change, id: &ProjectId, task: &str) -> Result<()> {
    let project: Project = records::existing(change, id).await?;
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

pub(crate) fn too_many(building: u32) -> Option<String> {
    (building > bounds::PROJECTS_BUILDING).then(|| {
        format!("{building} projects building is a lot for one person. Choose which waits.")
    })
}
