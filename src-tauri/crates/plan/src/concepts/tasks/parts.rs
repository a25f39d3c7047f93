//! Steps, checks and notes. Each has its own identity: adding, ticking, moving
//! or removing one never rewrites the others.

use super::{Task, parts_sql as sql, types::Check};
use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds;
use crate::base::change::{Change, Grouping, Written};
use crate::base::error::{Error, Result};
use crate::base::ids::{CheckId, StepId, TaskId};
use crate::base::lists;
use crate::base::rank::{self, Placement};
use crate::base::records;
use crate::base::text;

impl Plan {
    /// Adds a step at the end.
    pub async fn add_step(&self, actor: &Actor, task: &TaskId, text: &str) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::AddStep, Grouping::Turn).await?;
        add_step(&mut change, task, text).await?;
        change.commit().await
    }

    /// Rewords or ticks a step; what is left out is kept.
    pub async fn update_step(
        &self,
        actor: &Actor,
        id: &StepId,
        text: Option<&str>,
        done: Option<bool>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateStep, Grouping::Turn).await?;
        let (task, mut step) = sql::step(change.conn(), id).await?.ok_or_else(missing_step)?;
        within_task(&mut change, &task).await?;
        if let Some(text) = text {
            step.text = text::item("text", text)?;
        }
        step.done = done.unwrap_or(step.done);
        sql::update_step(&mut change, &step).await?;
        change.commit().await
    }

    /// Moves a step within its task.
    pub async fn move_step(
        &self,
        actor: &Actor,
        id: &StepId,
        placement: &Placement,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::MoveStep, Grouping::Turn).await?;
        let (task, _) = sql::step(change.conn(), id).await?.ok_or_else(missing_step)?;
        within_task(&mut change, &task).await?;
        let rank =
            rank::key_for(change.conn(), &lists::STEPS, task.as_str(), id.as_str(), placement)
                .await?;
        sql::rank_step(&mut change, id, &rank).await?;
        change.commit().await
    }

    /// Removes a step.
    pub async fn remove_step(&self, actor: &Actor, id: &StepId) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::RemoveStep, Grouping::Turn).await?;
        let (task, _) = sql::step(change.conn(), id).await?.ok_or_else(missing_step)?;
        within_task(&mut change, &task).await?;
        sql::delete_step(&mut change, id).await?;
        change.commit().await
    }

    /// Adds a check at the end.
    pub async fn add_check(&self, actor: &Actor, task: &TaskId, text: &str) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::AddCheck, Grouping::Turn).await?;
        add_check(&mut change, task, text).await?;
        change.commit().await
    }

    /// Rewords or answers a check; what is left out is kept.
    pub async fn update_check(
        &self,
        actor: &Actor,
        id: &CheckId,
        text: Option<&str>,
        done: Option<bool>,
        how: Option<&str>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateCheck, Grouping::Turn).await?;
        let (task, mut check) = sql::check(change.conn(), id).await?.ok_or_else(missing_check)?;
        within_task(&mut change, &task).await?;
        if let Some(text) = text {
            check.text = text::item("text", text)?;
        }
        if done.is_some() || how.is_some() {
            let done = done.unwrap_or(check.done);
            answer(&mut change, check, done, how).await?;
        } else {
            sql::update_check(&mut change, &check).await?;
        }
        change.commit().await
    }

    /// Moves a check within its task.
    pub async fn move_check(
        &self,
        actor: &Actor,
        id: &CheckId,
        placement: &Placement,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::MoveCheck, Grouping::Turn).await?;
        let (task, _) = sql::check(change.conn(), id).await?.ok_or_else(missing_check)?;
        within_task(&mut change, &task).await?;
        let rank =
            rank::key_for(change.conn(), &lists::CHECKS, task.as_str(), id.as_str(), placement)
                .await?;
        sql::rank_check(&mut change, id, &rank).await?;
        change.commit().await
    }

    /// Removes a check.
    pub async fn remove_check(&self, actor: &Actor, id: &CheckId) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::RemoveCheck, Grouping::Turn).await?;
        let (task, _) = sql::check(change.conn(), id).await?.ok_or_else(missing_check)?;
        within_task(&mut change, &task).await?;
        sql::delete_check(&mut change, id).await?;
        change.commit().await
    }

    /// Adds a line to a task's log.
    pub async fn add_note(&self, actor: &Actor, task: &TaskId, text: &str) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::AddNote, Grouping::Turn).await?;
        add_note(&mut change, task, text).await?;
        change.commit().await
    }
}

fn missing_step() -> Error {
    Error::not_found("that step")
}

fn missing_check() -> Error {
    Error::not_found("that check")
}

async fn within_task(change: &mut Change, task: &TaskId) -> Result<()> {
    let task: Task = records::existing(change, task).await?;
    change.within(&task.product_id).await
}

pub(crate) async fn add_step(change: &mut Change, task: &TaskId, text: &str) -> Result<()> {
    within_task(change, task).await?;
    let text = text::item("steps", text)?;
    refuse_full("steps", sql::steps(change.conn(), task).await?.len())?;
    let rank =
        rank::key_for(change.conn(), &lists::STEPS, task.as_str(), "", &Placement::Last).await?;
    sql::insert_step(change, task, &text, &rank).await
}

pub(crate) async fn tick_step(
    change: &mut Change,
    mut step: super::Step,
    done: bool,
) -> Result<()> {
    step.done = done;
    sql::update_step(change, &step).await
}

pub(crate) async fn add_check(change: &mut Change, task: &TaskId, text: &str) -> Result<()> {
    within_task(change, task).await?;
    let text = text::item("checks", text)?;
    refuse_full("checks", sql::checks(change.conn(), task).await?.len())?;
    let rank =
        rank::key_for(change.conn(), &lists::CHECKS, task.as_str(), "", &Placement::Last).await?;
    sql::insert_check(change, task, &text, &rank).await
}

/// Notes whether a check holds, how that was found, and by whom. A check that is
/// opened again without a word loses its answer.
pub(crate) async fn answer(
    change: &mut Change,
    mut check: Check,
    done: bool,
    how: Option<&str>,
) -> Result<()> {
    check.done = done;
    check.how = match how {
        Some(how) => text::short("how", how)?,
        None if done => check.how,
        None => String::new(),
    };
    let answered = done || !check.how.is_empty();
    check.by = answered.then(|| change.actor.shown());
    sql::update_check(change, &check).await
}

pub(crate) async fn add_note(change: &mut Change, task: &TaskId, text: &str) -> Result<()> {
    within_task(change, task).await?;
    let text = text::markdown("note", text)?;
    if text.trim().is_empty() {
        return Err(Error::invalid("note", "The note is empty.", "Write what is worth keeping."));
    }
    let (at, by) = (change.at, change.actor.shown());
    sql::insert_note(change, task, &text, at, &by).await
}

fn refuse_full(field: &'static str, count: usize) -> Result<()> {
    const MOST: usize = bounds::LIST;
    if count < MOST {
        return Ok(());
    }
    Err(Error::invalid(field, format!("This task has {MOST} {field} already."), "Split the task."))
}
