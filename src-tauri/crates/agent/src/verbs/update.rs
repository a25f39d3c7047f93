//! Reporting on a task.

use openbacklog_plan::{
    Blocked, CheckAnswer, Kind, Mode, StepAnswer, TaskPatch, TaskReport, TaskStatus,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    base::{
        answer::Answer,
        call::Call,
        choices,
        fact::{self, Fact},
        refusal::Refusal,
        schema,
    },
    pages::written,
    verbs::verb::{Command, Hints, Operation, Takes},
};

pub(crate) struct TaskUpdate;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    r#ref: String,
    #[schemars(extend("enum" = ["todo", "doing", "done", "dropped"]))]
    status: Option<String>,
    /// Kept in the task's log
    note: Option<String>,
    checks: Option<Vec<Check>>,
    steps: Option<Vec<Step>>,
    add_checks: Option<Vec<String>>,
    add_steps: Option<Vec<String>>,
    /// The reason; "" unblocks
    blocked: Option<String>,
    branch: Option<String>,
    commit: Option<String>,
    rev: Option<u32>,
    /// Idempotency key
    key: Option<String>,
    product: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
struct Check {
    n: usize,
    met: bool,
    /// How you know
    how: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
struct Step {
    n: usize,
    done: bool,
}

impl Operation for TaskUpdate {
    type Input = Input;
    const NAME: &'static str = "task_update";
    const ABOUT: &'static str = "Report on a task: set its status, mark (tick) checks met and \
        how you know, steps done, leave a note, say what blocks it. Only what you give changes. \
        Finished (done) needs an answer to every check. Checks and steps go by number n.";
    const HINTS: Hints = Hints::WRITE;
    const MODES: &'static [Mode] = &[Mode::Build, Mode::Plan];
    const COMMAND: Command = Command { word: "update", takes: Takes::Each("ref") };
    const EXAMPLE: &'static str = r#"{"ref": "T-2", "note": "Thirty of forty are recognised", "checks": [{"n": 1, "met": true, "how": "Ran the tests"}]}"#;
    const FACTS: &'static [Fact] = fact::WRITTEN;

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let reference = input.r#ref.clone();
        tell(call, &[reference], input).await
    }
}

/// The same report about several tasks, as one change: for a terminal, where a tool
/// takes one.
///
/// # Errors
/// A [`Refusal`] that says what is wrong and how to mend it; nothing was changed.
pub async fn report_each(call: Call, refs: &[String], args: Value) -> Result<Answer, Refusal> {
    let args = schema::admit(&schema::InputSchemas::of::<Input>().exact, args)?;
    let input = serde_json::from_value(args)
        .map_err(|error| Refusal::usage(format!("The arguments do not fit: {error}.")))?;
    tell(call, refs, input).await
}

async fn tell(call: Call, refs: &[String], input: Input) -> Result<Answer, Refusal> {
    let product = call.product(input.product.as_deref()).await?;
    let mut tasks = Vec::with_capacity(refs.len());
    for reference in refs {
        tasks.push(call.locate(&product, reference, Some(Kind::Task)).await?.id.into());
    }
    let reported = call.plan.report_tasks(&call.caller.actor, &tasks, report(input)?).await?;
    // What its project lacks is not news at every report.
    let mut gaps = call.plan.gaps_touching(&reported.written).await;
    if let Ok(gaps) = &mut gaps {
        gaps.retain(|gap| gap.entity.kind == Kind::Task);
    }
    let written = written::written_answer(&product.name, &reported.written, reported.replayed);
    Ok(written::with_gaps(written, reported.written.seq, gaps))
}

fn report(input: Input) -> Result<TaskReport, Refusal> {
    let (status, blocked) = status(input.status.as_deref(), input.blocked)?;
    let checks = input.checks.unwrap_or_default();
    let steps = input.steps.unwrap_or_default();
    Ok(TaskReport {
        patch: TaskPatch { status, blocked, branch: input.branch, ..TaskPatch::default() },
        note: input.note,
        checks: checks
            .into_iter()
            .map(|c| CheckAnswer { n: c.n, met: c.met, how: c.how })
            .collect(),
        steps: steps.into_iter().map(|s| StepAnswer { n: s.n, done: s.done }).collect(),
        add_checks: input.add_checks.unwrap_or_default(),
        add_steps: input.add_steps.unwrap_or_default(),
        commit: input.commit,
        rev: input.rev,
        key: input.key,
    })
}

/// Blocked is a flag beside the status, though other tools have it as one.
fn status(
    said: Option<&str>,
    blocked: Option<String>,
) -> Result<(Option<TaskStatus>, Option<Blocked>), Refusal> {
    let flag = blocked.map(|reason| match reason.trim() {
        "" => Blocked::Clear,
        reason => Blocked::Set(reason.to_owned()),
    });
    match said {
        None => Ok((None, flag)),
        Some(said) if choices::normal(said) == "blocked" => {
            Ok((None, flag.or(Some(Blocked::Set(String::new())))))
        }
        Some(said) => Ok((Some(choices::task_status(said)?), flag)),
    }
}
