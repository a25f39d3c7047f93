//! Projects: pieces of work, each with its why.

pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

pub(crate) use sql::ORDER;
pub use types::{
    BoardColumn, NewProject, Project, ProjectBoard, ProjectCard, ProjectKind, ProjectPage,
    ProjectPatch, ProjectStatus,
};

use crate::Plan;
use crate::actor::Actor;
use crate::brief;
use crate::change::{Change, Grouping, Written};
use crate::error::{Error, Result};
use crate::fields::{Edit, kept};
use crate::history::entity_history;
use crate::ids::{ProductId, ProjectId};
use crate::links;
use crate::products;
use crate::rank::{self, Placement};
use crate::refs::{Kind, Link, Ref};
use crate::tasks::{self, TaskStatus};
use crate::text;

/// Building more projects at once is saved, and explained as a likely mistake.
const BUILDING_AT_ONCE: u32 = 2;
/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

impl Plan {
    /// All projects of a product, in columns by status.
    pub async fn project_board(&self, product: &ProductId) -> Result<ProjectBoard> {
        let mut conn = self.store().reader().await?;
        let found = products::sql::get(&mut conn, product).await?.ok_or_else(products::missing)?;
        let cards = sql::cards(&mut conn, product).await?;
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

    /// Everything a project's page shows.
    pub async fn project_page(&self, id: &ProjectId) -> Result<ProjectPage> {
        let mut conn = self.store().reader().await?;
        let project = sql::get(&mut conn, id).await?.ok_or_else(missing)?;
        let product = products::sql::get(&mut conn, &project.product_id)
            .await?
            .ok_or_else(products::missing)?;
        let tasks = tasks::sql::rows_of_project(&mut conn, id).await?;
        let over = |s: TaskStatus| matches!(s, TaskStatus::Done | TaskStatus::Dropped);
        let suggest_done = !project.status.is_over()
            && tasks.iter().all(|t| over(t.status))
            && tasks.iter().any(|t| t.status == TaskStatus::Done);
        let history = entity_history(&mut conn, Kind::Project, id.as_str(), HISTORY_SHOWN).await?;
        Ok(ProjectPage {
            why: brief::why_chain(None, &project, &product),
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
    Error::not_found("that project")
}

/// A project that is not in the trash.
pub(crate) async fn existing(change: &mut Change, id: &ProjectId) -> Result<Project> {
    let project = sql::get(change.conn(), id).await?.ok_or_else(missing)?;
    if project.trashed_at.is_some() {
        return Err(Error::Refused(format!(
            "{} is in the trash. Restore it before changing it.",
            project.reference
        )));
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
    let rank =
        rank::key_for(change.conn(), &sql::ORDER, product.as_str(), "", &Placement::Last).await?;
    let list = |field, items: Option<Vec<String>>| text::list(field, &items.unwrap_or_default());
    let mut project = Project {
        id: ProjectId(change.id()),
        product_id: product.clone(),
        reference: Ref { kind: Kind::Project, number }.to_string(),
        name: text::name("name", &new.name)?,
        kind: new.kind.unwrap_or(ProjectKind::Feature),
        status: ProjectStatus::Idea,
        why_line: text::line("why_line", &new.why_line.unwrap_or_default(), 160)?,
        why: text::markdown("why", &new.why.unwrap_or_default())?,
        what: text::markdown("what", &new.what.unwrap_or_default())?,
        constraints: list("constraints", new.constraints)?,
        in_scope: list("in", new.in_scope)?,
        out_of_scope: list("out", new.out_of_scope)?,
        labels: list("labels", new.labels)?,
        status_reason: String::new(),
        started_at: None,
        finished_at: None,
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
        updated_at: change.at,
        updated_by: change.actor.shown(),
        trashed_at: None,
    };
    set_status(change, &mut project, new.status.unwrap_or(ProjectStatus::Idea));
    sql::insert(change, &project, number, &rank).await?;
    change.within(product).await?;
    advise(change, &project).await?;
    Ok(project.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &ProjectId,
    patch: ProjectPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old = existing(change, id).await?;
    let status = patch.status;
    let mut new = patched(&old, patch)?;
    if let Some(status) = status {
        set_status(change, &mut new, status);
    }
    change.within(&old.product_id).await?;
    let edit = edits(&old, &new);
    let reference = old.reference.clone();
    change.refuse_conflict(Kind::Project, id.as_str(), reference, (rev, old.rev), &edit.0).await?;
    sql::update(change, &new).await?;
    if new.status != old.status {
        advise(change, &new).await?;
    }
    Ok(())
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
        set_status(change, &mut project, ProjectStatus::Building);
        sql::update(change, &project).await?;
        advise(change, &project).await?;
    }
    Ok(())
}

fn set_status(change: &Change, project: &mut Project, status: ProjectStatus) {
    project.status = status;
    if status == ProjectStatus::Building && project.started_at.is_none() {
        project.started_at = Some(change.at);
    }
    project.finished_at = match (status.is_over(), project.finished_at) {
        (true, finished) => finished.or(Some(change.at)),
        (false, _) => None,
    };
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

fn patched(old: &Project, patch: ProjectPatch) -> Result<Project> {
    let replace = patch.replace.unwrap_or(false);
    let long = |field: &'static str, old: &String, new: Option<String>| -> Result<String> {
        let new = kept(old, new, |t| text::markdown(field, t))?;
        text::guard(field, old, &new, replace)?;
        Ok(new)
    };
    Ok(Project {
        name: kept(&old.name, patch.name, |t| text::name("name", t))?,
        kind: patch.kind.unwrap_or(old.kind),
        status_reason: kept(&old.status_reason, patch.status_reason, |t| {
            text::short("status_reason", t)
        })?,
        why_line: kept(&old.why_line, patch.why_line, |t| text::line("why_line", t, 160))?,
        why: long("why", &old.why, patch.why)?,
        what: long("what", &old.what, patch.what)?,
        constraints: kept(&old.constraints, patch.constraints, |l| text::list("constraints", l))?,
        in_scope: kept(&old.in_scope, patch.in_scope, |l| text::list("in", l))?,
        out_of_scope: kept(&old.out_of_scope, patch.out_of_scope, |l| text::list("out", l))?,
        labels: kept(&old.labels, patch.labels, |l| text::list("labels", l))?,
        ..old.clone()
    })
}

fn edits(old: &Project, new: &Project) -> Edit {
    let mut edit = Edit::default();
    edit.text("name", &old.name, &new.name);
    edit.value("kind", (&old.kind, old.kind.word()), &new.kind);
    edit.value("status", (&old.status, old.status.word()), &new.status);
    edit.text("status_reason", &old.status_reason, &new.status_reason);
    edit.text("why_line", &old.why_line, &new.why_line);
    edit.text("why", &old.why, &new.why);
    edit.text("what", &old.what, &new.what);
    edit.list("constraints", &old.constraints, &new.constraints);
    edit.list("in_scope", &old.in_scope, &new.in_scope);
    edit.list("out_of_scope", &old.out_of_scope, &new.out_of_scope);
    edit.list("labels", &old.labels, &new.labels);
    edit
}
