//! Tasks: steps of a project, each small enough for one sitting.

mod dependencies;
mod open_checks;
mod parts;
mod parts_sql;
mod report;
mod rows;
mod several;
pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use open_checks::OpenChecks;
pub(crate) use parts::{add_check, add_note, add_step};
pub(crate) use parts_sql::{checks, notes, steps};
pub(crate) use report::apply as report;
pub use report::{CheckAnswer, Reported, StepAnswer, TaskReport};
pub use rows::{Dependency, TaskFilter, TaskRow};
pub use types::{
    Blocked, Check, NewTask, Priority, Step, Task, TaskKind, TaskNote, TaskPatch, TaskStatus,
};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::{Actor, ActorKind};
use crate::base::bounds;
use crate::base::change::{Change, Grouping, Written};
use crate::base::dependencies::TASKS;
use crate::base::error::{Error, Result};
use crate::base::fields::kept;
use crate::base::ids::{ProjectId, TaskId};
use crate::base::links;
use crate::base::lists;
use crate::base::rank::{self, Placement};
use crate::base::reason::Reason;
use crate::base::records;
use crate::base::refs::{Kind, Ref};
use crate::base::text;
use crate::concepts::projects::{self, Project};

impl Plan {
    /// The tasks of a product, in the order of projects and tasks.
    pub async fn task_list(&self, filter: &TaskFilter) -> Result<Vec<TaskRow>> {
        let mut conn = self.store().reader().await?;
        let by_ref = Ref::parse(&filter.text).filter(|r| r.kind == Kind::Task).map(|r| r.number);
        sql::rows(&mut conn, filter, by_ref, self.ambient().now()).await
    }

    /// Makes a task in a project.
    pub async fn create_task(&self, actor: &Actor, new: NewTask) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreateTask, Grouping::Turn).await?;
        create(&mut change, new).await?;
        change.commit().await
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_task(
        &self,
        actor: &Actor,
        id: &TaskId,
        patch: TaskPatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateTask, Grouping::Turn).await?;
        let only = std::slice::from_ref(id);
        open_checks::ask(&mut change, only, patch.status, OpenChecks::Ask).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }

    /// Finishes a task, whatever its checks say: a person may always overrule.
    pub async fn complete_task(&self, actor: &Actor, id: &TaskId) -> Result<Written> {
        self.complete_tasks(actor, std::slice::from_ref(id), OpenChecks::Overrule).await
    }

    /// Gives a task a place, and a project or status where one is given.
    pub async fn move_task(
        &self,
        actor: &Actor,
        id: &TaskId,
        project: Option<&ProjectId>,
        status: Option<TaskStatus>,
        placement: &Placement,
    ) -> Result<Written> {
        self.move_tasks(actor, std::slice::from_ref(id), project, status, placement).await
    }

    /// Puts a task into the trash.
    pub async fn archive_task(&self, actor: &Actor, id: &TaskId) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::ArchiveTask, Grouping::Turn).await?;
        archive(&mut change, id).await?;
        change.commit().await
    }
}

pub(crate) async fn create(change: &mut Change, new: NewTask) -> Result<TaskId> {
    let project = records::existing::<Project>(change, &new.project_id).await?;
    let placement = new.placement.clone().unwrap_or_default();
    let owner = project.id.as_str();
    let rank = rank::key_for(change.conn(), &lists::TASKS, owner, "", &placement).await?;
    let number = change.next_number(&project.product_id, Kind::Task).await?;
    let mut task = new_task(change, &project, number, &new)?;
    set_status(change, &mut task, new.status.unwrap_or(TaskStatus::Todo));
    records::insert(change, &task, Some(number), &rank).await?;
    change.within(&project.product_id).await?;
    for text in new.steps.iter().flatten() {
        add_step(change, &task.id, text).await?;
    }
    for text in new.checks.iter().flatten() {
        add_check(change, &task.id, text).await?;
    }
    if task.status == TaskStatus::Done {
        refuse_unanswered(change, &task.id).await?;
    }
    for on in new.depends_on.iter().flatten() {
        TASKS.add(change, task.id.as_str(), on.as_str()).await?;
    }
    if task.status == TaskStatus::Doing {
        projects::begin(change, &project.id).await?;
    }
    if !task.status.is_over() {
        projects::tell_over(change, &project.id, &task.reference).await?;
    }
    Ok(task.id)
}

fn new_task(change: &Change, project: &Project, number: u32, new: &NewTask) -> Result<Task> {
    let plain = |text: &Option<String>| text.clone().unwrap_or_default();
    let lines = |list: &Option<Vec<String>>| list.clone().unwrap_or_default();
    Ok(Task {
        id: TaskId(change.id()),
        product_id: project.product_id.clone(),
        project_id: project.id.clone(),
        reference: Ref { kind: Kind::Task, number }.to_string(),
        name: text::name("name", &new.name)?,
        kind: new.kind.unwrap_or(TaskKind::Code),
        status: TaskStatus::Todo,
        description: text::markdown("description", &plain(&new.description))?,
        why_line: text::line("why_line", &plain(&new.why_line), bounds::WHY_LINE)?,
        constraints: text::list("constraints", &lines(&new.constraints))?,
        labels: text::list("labels", &lines(&new.labels))?,
        priority: new.priority.unwrap_or(Priority::None),
        blocked: new.blocked.is_some(),
        blocked_reason: text::short("blocked", &plain(&new.blocked))?,
        status_reason: String::new(),
        branch: text::short("branch", &plain(&new.branch))?,
        commits: Vec::new(),
        pinned: false,
        skipped_until: None,
        ignored: Vec::new(),
        started_at: None,
        finished_at: None,
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
        updated_at: change.at,
        updated_by: change.actor.shown(),
        trashed_at: None,
    })
}

/// Changes the fields given. An AI that finishes a task this way must have every
/// check met; answers to checks go through a report.
pub(crate) async fn update(
    change: &mut Change,
    id: &TaskId,
    patch: TaskPatch,
    rev: Option<u32>,
) -> Result<()> {
    if patch.status == Some(TaskStatus::Done) {
        refuse_unanswered(change, id).await?;
    }
    update_answered(change, id, patch, rev).await
}

/// A person may overrule the checks; an AI answers each.
async fn refuse_unanswered(change: &mut Change, id: &TaskId) -> Result<()> {
    if change.actor.kind != ActorKind::Ai {
        return Ok(());
    }
    let open = parts_sql::checks(change.conn(), id).await?.iter().filter(|c| !c.done).count();
    if open == 0 {
        return Ok(());
    }
    let reference = records::existing::<Task>(change, id).await?.reference;
    Err(Error::Refused(Reason::OpenChecks { reference, open }))
}

/// Changes the fields given, the checks having been looked at.
pub(crate) async fn update_answered(
    change: &mut Change,
    id: &TaskId,
    patch: TaskPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old: Task = records::existing(change, id).await?;
    let status = patch.status;
    let mut new = patched(&old, patch)?;
    if let Some(status) = status {
        set_status(change, &mut new, status);
    }
    change.within(&old.product_id).await?;
    records::replace(change, &old, &new, rev).await?;
    change.renew_lease(id).await?;
    if new.status == TaskStatus::Doing && old.status != TaskStatus::Doing {
        projects::begin(change, &new.project_id).await?;
    }
    if old.status.is_over() && !new.status.is_over() {
        projects::tell_over(change, &new.project_id, &new.reference).await?;
    }
    Ok(())
}

/// Gives a task a place in its project or another of the same product.
pub(crate) async fn place(
    change: &mut Change,
    id: &TaskId,
    project: Option<&ProjectId>,
    placement: &Placement,
) -> Result<()> {
    let task: Task = records::existing(change, id).await?;
    let project = records::existing::<Project>(change, project.unwrap_or(&task.project_id)).await?;
    if project.product_id != task.product_id {
        return Err(Error::Refused(Reason::OtherProduct(project.reference)));
    }
    let owner = project.id.as_str();
    let rank = rank::key_for(change.conn(), &lists::TASKS, owner, id.as_str(), placement).await?;
    change.within(&task.product_id).await?;
    sql::set_place(change, id, &project.id, &rank).await
}

pub(crate) async fn archive(change: &mut Change, id: &TaskId) -> Result<()> {
    let mut task: Task = records::existing(change, id).await?;
    task.trashed_at = Some(change.at);
    task.pinned = false;
    change.within(&task.product_id).await?;
    links::part_from_all(change, Kind::Task, id.as_str()).await?;
    records::update(change, &task).await
}

/// Brings a task back from the trash; its project must be there.
pub(crate) async fn restore(change: &mut Change, id: &TaskId) -> Result<()> {
    let mut task = records::known::<Task>(change.conn(), id).await?;
    records::existing::<Project>(change, &task.project_id).await?;
    task.trashed_at = None;
    change.within(&task.product_id).await?;
    records::update(change, &task).await
}

fn set_status(change: &Change, task: &mut Task, status: TaskStatus) {
    task.status = status;
    task.pinned &= !status.is_over();
    if status == TaskStatus::Doing && task.started_at.is_none() {
        task.started_at = Some(change.at);
    }
    task.finished_at = match (status.is_over(), task.finished_at) {
        (true, finished) => finished.or(Some(change.at)),
        (false, _) => None,
    };
}

fn patched(old: &Task, patch: TaskPatch) -> Result<Task> {
    let description =
        kept(&old.description, patch.description, |t| text::markdown("description", t))?;
    let replace = patch.replace.unwrap_or(false);
    text::guard("description", &old.description, &description, replace)?;
    let (blocked, blocked_reason) = match patch.blocked {
        Some(Blocked::Set(reason)) => (true, text::short("blocked", &reason)?),
        Some(Blocked::Clear) => (false, String::new()),
        None => (old.blocked, old.blocked_reason.clone()),
    };
    Ok(Task {
        name: kept(&old.name, patch.name, |t| text::name("name", t))?,
        kind: patch.kind.unwrap_or(old.kind),
        status_reason: reason(old, patch.status, patch.status_reason.as_deref())?,
        description,
        why_line: kept(&old.why_line, patch.why_line, |t| {
            text::line("why_line", t, bounds::WHY_LINE)
        })?,
        constraints: kept(&old.constraints, patch.constraints, |l| text::list("constraints", l))?,
        labels: kept(&old.labels, patch.labels, |l| text::list("labels", l))?,
        priority: patch.priority.unwrap_or(old.priority),
        blocked,
        blocked_reason,
        branch: kept(&old.branch, patch.branch, |t| text::short("branch", t))?,
        commits: kept(&old.commits, patch.commits, |l| text::list("commits", l))?,
        ..old.clone()
    })
}

/// Why it was dropped or reopened. A reason belongs to that one turn: dropping or
/// reopening again without one leaves none.
fn reason(old: &Task, status: Option<TaskStatus>, given: Option<&str>) -> Result<String> {
    let status = status.unwrap_or(old.status);
    let turned = status != old.status && (status == TaskStatus::Dropped || old.status.is_over());
    match given {
        Some(given) => text::short("status_reason", given),
        None if turned => Ok(String::new()),
        None => Ok(old.status_reason.clone()),
    }
}
