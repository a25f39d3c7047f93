//! What an agent reports about a task, in one change: status, answers to checks,
//! a note, what blocks it.
//!
//! Finishing a task through this door wants an answer for every open check; one
//! left unmet keeps the task in doing, with the answer there to read.

use serde::{Deserialize, Serialize};

use super::{Check, Task, TaskPatch, TaskStatus, parts, parts_sql};
use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::conflicts;
use crate::base::error::{Error, Moved, Result};
use crate::base::ids::TaskId;
use crate::base::log::answers::Key;
use crate::base::log::field_of;
use crate::base::log::sql::{Edited, ValueChange, edits_since};
use crate::base::reason::Reason;
use crate::base::records;
use crate::base::refs::Kind;

/// The columns of a step or check that an answer sets.
const ANSWER: [&str; 3] = ["done", "how", "answered_by"];

/// The answer to one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckAnswer {
    /// Which check, counted from 1 in the order the task shows them.
    pub n: usize,
    /// Whether it holds.
    pub met: bool,
    /// How that was verified, or why it does not hold.
    pub how: Option<String>,
}

/// A step ticked or opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepAnswer {
    /// Which step, counted from 1 in the order the task shows them.
    pub n: usize,
    /// Whether it is done.
    pub done: bool,
}

/// Everything one report may say; what is left out is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TaskReport {
    /// The task's own fields.
    pub patch: TaskPatch,
    /// A line for its log.
    pub note: Option<String>,
    /// Answers to checks.
    pub checks: Vec<CheckAnswer>,
    /// Steps ticked.
    pub steps: Vec<StepAnswer>,
    /// New checks.
    pub add_checks: Vec<String>,
    /// New steps.
    pub add_steps: Vec<String>,
    /// A commit that belongs to it.
    pub commit: Option<String>,
    /// The rev the writer last read.
    pub rev: Option<u32>,
    /// The same key within 24 h gets the first answer and has no second effect.
    #[serde(skip)]
    pub key: Option<String>,
}

/// What a keyed write answers with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// What was written.
    pub written: Written,
    /// Whether this is the first answer again, to a repeated key.
    pub replayed: bool,
}

impl Plan {
    /// Records an agent's report about a task.
    pub async fn report_task(
        &self,
        actor: &Actor,
        id: &TaskId,
        report: TaskReport,
    ) -> Result<Reported> {
        self.report_tasks(actor, std::slice::from_ref(id), report).await
    }

    /// Records the same report about several tasks, as one change: about all of
    /// them, or none.
    pub async fn report_tasks(
        &self,
        actor: &Actor,
        ids: &[TaskId],
        report: TaskReport,
    ) -> Result<Reported> {
        let of_one = !report.checks.is_empty() || !report.steps.is_empty() || report.rev.is_some();
        if of_one && ids.len() > 1 {
            return Err(Error::invalid(
                "ref",
                "Numbers of checks and steps, and a rev, are those of one task.",
                "Report on each task by itself.",
            ));
        }
        let key = Key::of(report.key.as_deref(), &(ids, &report))?;
        let mut change = Change::open(self, actor, Action::ReportTask, Grouping::Turn).await?;
        if let Some(first) = change.first_answer(key.as_ref()).await? {
            return Ok(Reported { written: first, replayed: true });
        }
        for id in ids {
            apply(&mut change, id, report.clone()).await?;
        }
        let written = change.commit_keyed(key.as_ref(), Written::clone).await?;
        Ok(Reported { written, replayed: false })
    }
}

/// Records a report within a change.
pub(crate) async fn apply(change: &mut Change, id: &TaskId, report: TaskReport) -> Result<()> {
    let task: Task = records::existing(change, id).await?;
    change.within(&task.product_id).await?;
    refuse_moved(change, &task, &report).await?;
    for text in &report.add_steps {
        parts::add_step(change, id, text).await?;
    }
    for text in &report.add_checks {
        parts::add_check(change, id, text).await?;
    }
    tick_steps(change, id, &report.steps).await?;
    answer_checks(change, id, &report.checks).await?;
    refuse_answered(change, &task, report.rev).await?;
    if let Some(note) = &report.note {
        parts::add_note(change, id, note).await?;
    }
    let mut patch = report.patch;
    if patch.status == Some(TaskStatus::Done) {
        let checks = parts_sql::checks(change.conn(), id).await?;
        patch.status = Some(may_finish(change, &task.reference, &checks, &report.checks)?);
    }
    if let Some(commit) = report.commit {
        let known = task.commits.contains(&commit);
        let commits = task.commits.iter().cloned().chain((!known).then_some(commit));
        patch.commits = Some(commits.collect());
    }
    super::update_answered(change, id, patch, report.rev).await
}

/// Answers name steps and checks by place. When the writer read an older rev and
/// the list was changed since by anything but answers, a place may mean another
/// line now.
async fn refuse_moved(change: &mut Change, task: &Task, report: &TaskReport) -> Result<()> {
    let revs = (report.rev, task.rev);
    let Some(base) = conflicts::stale(&task.reference, revs)? else { return Ok(()) };
    let answered =
        [("task_steps", report.steps.is_empty()), ("task_checks", report.checks.is_empty())];
    for edit in edits_since(change.conn(), Kind::Task, task.id.as_str(), base).await? {
        let concerns = answered.iter().any(|(name, none)| *name == edit.table_name && !none);
        if !concerns || ANSWER.contains(&edit.field.as_str()) {
            continue;
        }
        let lines: Vec<String> = if edit.table_name == "task_steps" {
            parts_sql::steps(change.conn(), &task.id).await?.into_iter().map(|s| s.text).collect()
        } else {
            parts_sql::checks(change.conn(), &task.id).await?.into_iter().map(|c| c.text).collect()
        };
        let moved = edit.moved(field_of(&edit.table_name, &edit.field), lines.join("\n"));
        return conflicts::refuse(&task.reference, task.rev, vec![moved]);
    }
    Ok(())
}

/// Refuses an answer to a step or check that somebody answered otherwise after the
/// rev the writer last read; answers to others are merged.
async fn refuse_answered(change: &mut Change, task: &Task, rev: Option<u32>) -> Result<()> {
    let revs = (rev, task.rev);
    let Some(base) = conflicts::stale(&task.reference, revs)? else { return Ok(()) };
    let same = |own: &ValueChange, theirs: &Edited| {
        matches!(own.field.as_str(), "done" | "how")
            && (&own.row_id, &own.field) == (&theirs.row_id, &theirs.field)
    };
    let mut moved: Vec<Moved> = Vec::new();
    for over in change.overwritten((Kind::Task, task.id.as_str()), base, same).await? {
        let current = match (over.own.field.as_str(), over.own.before.unwrap_or_default()) {
            ("done", done) if done == "1" => "done".to_owned(),
            ("done", _) => "open".to_owned(),
            (_, text) => text,
        };
        let field = field_of(&over.own.table_name, &over.own.field);
        match moved.iter_mut().find(|m| m.field == field) {
            Some(earlier) => earlier.current = format!("{}\n{current}", earlier.current),
            None => moved.push(over.theirs.moved(field, current)),
        }
    }
    conflicts::refuse(&task.reference, task.rev, moved)
}

async fn tick_steps(change: &mut Change, id: &TaskId, answers: &[StepAnswer]) -> Result<()> {
    let steps = parts_sql::steps(change.conn(), id).await?;
    for answer in answers {
        let step = nth(&steps, answer.n, "steps")?.clone();
        parts::tick_step(change, step, answer.done).await?;
    }
    Ok(())
}

async fn answer_checks(change: &mut Change, id: &TaskId, answers: &[CheckAnswer]) -> Result<()> {
    let checks = parts_sql::checks(change.conn(), id).await?;
    for answer in answers {
        let check = nth(&checks, answer.n, "checks")?.clone();
        parts::answer(change, check, answer.met, answer.how.as_deref()).await?;
    }
    Ok(())
}

fn nth<'a, T>(items: &'a [T], n: usize, field: &'static str) -> Result<&'a T> {
    n.checked_sub(1).and_then(|i| items.get(i)).ok_or_else(|| {
        let there = match items.len() {
            0 => format!("This task has no {field} yet; add them first."),
            1 => format!("This task has one: use n 1 for its {field}."),
            count => format!("This task has {count} {field}: use n 1 to {count}."),
        };
        Error::invalid(field, format!("There is no number {n} among the {field}."), there)
    })
}

/// Done when every check is met; doing, with a warning, when one was answered as
/// unmet; refused when one is open and unanswered.
fn may_finish(
    change: &mut Change,
    reference: &str,
    checks: &[Check],
    answers: &[CheckAnswer],
) -> Result<TaskStatus> {
    let open = || checks.iter().enumerate().filter(|(_, c)| !c.done);
    let listed = |(i, check): (usize, &Check)| format!("{} “{}”", i + 1, check.text);
    let unanswered: Vec<String> =
        open().filter(|(i, _)| !answers.iter().any(|a| a.n == i + 1)).map(listed).collect();
    if !unanswered.is_empty() {
        let reference = reference.to_owned();
        return Err(Error::Refused(Reason::Unanswered { reference, checks: unanswered }));
    }
    let unmet: Vec<String> = open().map(listed).collect();
    if unmet.is_empty() {
        return Ok(TaskStatus::Done);
    }
    change.warn(format!("{reference} stays doing: {} not met.", unmet.join(", ")));
    Ok(TaskStatus::Doing)
}
