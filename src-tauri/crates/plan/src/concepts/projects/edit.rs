//! What a project is after it is made or changed: pure rules.

use chrono::{DateTime, Utc};

use super::types::{NewProject, Project, ProjectKind, ProjectPatch, ProjectStatus};
use crate::base::bounds;
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::fields::{appetite, kept, kept_long};
use crate::base::ids::{ProductId, ProjectId};
use crate::base::refs::{Kind, Ref};
use crate::base::text;

pub(super) fn new_project(
    change: &Change,
    product: &ProductId,
    number: u32,
    new: &NewProject,
) -> Result<Project> {
    let plain = |text: &Option<String>| text.clone().unwrap_or_default();
    let list = |field, items: &Option<Vec<String>>| {
        text::list(field, items.as_deref().unwrap_or_default())
    };
    Ok(Project {
        id: ProjectId(change.id()),
        product_id: product.clone(),
        reference: Ref { kind: Kind::Project, number }.to_string(),
        name: text::name("name", &new.name)?,
        kind: new.kind.unwrap_or(ProjectKind::Feature),
        status: ProjectStatus::Idea,
        why_line: text::line("why_line", &plain(&new.why_line), bounds::WHY_LINE)?,
        why: text::markdown("why", &plain(&new.why))?,
        what: text::markdown("what", &plain(&new.what))?,
        constraints: list("constraints", &new.constraints)?,
        in_scope: list("in", &new.in_scope)?,
        out_of_scope: list("out", &new.out_of_scope)?,
        questions: list("questions", &new.questions)?,
        bet_id: new.bet_id.clone(),
        pillar_id: new.pillar_id.clone(),
        appetite_days: appetite(new.appetite_days)?,
        branch: text::short("branch", &plain(&new.branch))?,
        result: text::markdown("result", &plain(&new.result))?,
        labels: list("labels", &new.labels)?,
        ignored: Vec::new(),
        status_reason: String::new(),
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

/// The project after a partial update.
pub(super) fn patched(at: DateTime<Utc>, old: &Project, patch: ProjectPatch) -> Result<Project> {
    let replace = patch.replace;
    let list = |field: &'static str, old: &Vec<String>, new: Option<Vec<String>>| {
        kept(old, new, |l| text::list(field, l))
    };
    let status = patch.status.unwrap_or(old.status);
    let mut new = Project {
        name: kept(&old.name, patch.name, |t| text::name("name", t))?,
        kind: patch.kind.unwrap_or(old.kind),
        status_reason: reason(old, status, patch.status_reason.as_deref())?,
        why_line: kept(&old.why_line, patch.why_line, |t| {
            text::line("why_line", t, bounds::WHY_LINE)
        })?,
        why: kept_long("why", &old.why, patch.why, replace)?,
        what: kept_long("what", &old.what, patch.what, replace)?,
        constraints: list("constraints", &old.constraints, patch.constraints)?,
        in_scope: list("in", &old.in_scope, patch.in_scope)?,
        out_of_scope: list("out", &old.out_of_scope, patch.out_of_scope)?,
        questions: list("questions", &old.questions, patch.questions)?,
        bet_id: patch.bet_id.unwrap_or_else(|| old.bet_id.clone()),
        pillar_id: patch.pillar_id.unwrap_or_else(|| old.pillar_id.clone()),
        appetite_days: appetite(patch.appetite_days.unwrap_or(old.appetite_days))?,
        branch: kept(&old.branch, patch.branch, |t| text::short("branch", t))?,
        result: kept_long("result", &old.result, patch.result, replace)?,
        labels: list("labels", &old.labels, patch.labels)?,
        ..old.clone()
    };
    set_status(at, &mut new, status);
    Ok(new)
}

/// Why it was dropped or reopened. A reason belongs to that one turn: dropping or
/// reopening again without one leaves none.
fn reason(old: &Project, status: ProjectStatus, given: Option<&str>) -> Result<String> {
    let turned = status != old.status && (status == ProjectStatus::Dropped || old.status.is_over());
    match given {
        Some(given) => text::short("status_reason", given),
        None if turned => Ok(String::new()),
        None => Ok(old.status_reason.clone()),
    }
}

pub(super) fn set_status(at: DateTime<Utc>, project: &mut Project, status: ProjectStatus) {
    project.status = status;
    if status == ProjectStatus::Building && project.started_at.is_none() {
        project.started_at = Some(at);
    }
    project.finished_at = match (status.is_over(), project.finished_at) {
        (true, finished) => finished.or(Some(at)),
        (false, _) => None,
    };
}
