//! Taking a task, so that no other agent does.

use openbacklog_plan::{Claim, Claimed, Kind, Mode};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    base::{
        answer::Answer,
        call::Call,
        fact::{self, Fact},
        lines,
        refusal::Refusal,
    },
    pages::{rows, written},
    verbs::{
        next::under,
        verb::{Command, Hints, Operation, Takes},
    },
};

pub(crate) struct TaskClaim;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    r#ref: Option<String>,
    under: Option<String>,
    key: Option<String>,
    product: Option<String>,
}

impl Operation for TaskClaim {
    type Input = Input;
    const NAME: &'static str = "task_claim";
    const ABOUT: &'static str = "Take (reserve) a task before you start to work on it: it is \
        doing, and yours for 2 h after your last update. Without ref, the best free one. If \
        another holds it you learn who and what is free.";
    const HINTS: Hints = Hints::ARRANGE;
    const MODES: &'static [Mode] = &[Mode::Build, Mode::Plan];
    const COMMAND: Command = Command { word: "claim", takes: Takes::Maybe("ref") };
    const EXAMPLE: &'static str = r#"{"ref": "T-2", "key": "7f3c"}"#;
    const FACTS: &'static [Fact] = &[
        fact::PRODUCT,
        Fact::text("ref", "The task's ref."),
        Fact::text("name", "Its name."),
        Fact::thing("project", "Its project: kind, ref and name."),
        Fact::count("rev", "Its rev."),
        Fact::maybe_text(
            "until",
            "When the claim ends unless the task is updated; null for the person.",
        ),
        Fact::flag("again", "It was the caller's before."),
        fact::CHANGE,
        fact::WARNINGS,
        fact::REPLAYED,
    ];

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let product = call.product(input.product.as_deref()).await?;
        let claim = match (&input.r#ref, &input.under) {
            (Some(_), Some(_)) => {
                return Err(Refusal::invalid(
                    "under",
                    "ref names one task; under leaves the choice open.",
                    "Give one of them, or none.",
                ));
            }
            (Some(reference), None) => {
                let task = call.locate(&product, reference, Some(Kind::Task)).await?;
                Claim::This(task.id.into())
            }
            (None, below) => Claim::Best {
                under: under(&call, &product, below.as_deref()).await?,
                product: product.id,
            },
        };
        let actor = &call.caller.actor;
        let claimed = call.plan.claim_task(actor, &claim, input.key.as_deref()).await?;
        Ok(answer(&product.name, &claimed))
    }
}

fn answer(product: &str, claimed: &Claimed) -> Answer {
    let Claimed { task, project, rev, until, .. } = claimed;
    let until_text =
        until.map_or_else(String::new, |until| format!("until {} UTC", until.format("%H:%M")));
    let row = lines::spaced([
        if claimed.again { "yours already:" } else { "yours now:" },
        task.reference.as_str(),
        &lines::quoted(&task.name),
        &rows::within(Some(project)),
        &until_text,
        &format!("rev {rev}"),
    ]);
    let mut lines = vec![product.to_owned()];
    lines.extend(claimed.replayed.then(|| written::REPLAYED.to_owned()));
    lines.push(row);
    lines.extend(claimed.written.warnings.iter().map(|advice| format!("note: {advice}")));
    lines.push(format!("Next: plan_brief {}", task.reference));
    Answer::new(lines.join("\n"))
        .with("product", product)
        .with("ref", task.reference.as_str())
        .with("name", task.name.as_str())
        .with("project", lines::without_ids(project))
        .with("rev", *rev)
        .with("until", lines::without_ids(until))
        .with("again", claimed.again)
        .with("change", claimed.written.seq)
        .with("warnings", claimed.written.warnings.clone())
        .with("replayed", claimed.replayed)
}
