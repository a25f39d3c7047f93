//! Where things stand, or the whole why of one piece of work.

use openbacklog_plan::{ChangeSetRow, Detail, Mode, Standing};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::{
    product::Chosen,
    refusal::Refusal,
    render,
    verb::{Answer, Call, Command, Hints, Operation, Takes},
    verbs::EVERY_MODE,
    words::{self, Word, word},
};

const DETAILS: &[Word<Detail>] =
    &[word(Detail::Short, "short", &[]), word(Detail::Full, "full", &[])];

pub(crate) struct PlanBrief;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    r#ref: Option<String>,
    #[schemars(extend("enum" = ["short", "full"]))]
    detail: Option<String>,
    product: Option<String>,
}

impl Operation for PlanBrief {
    type Input = Input;
    const NAME: &'static str = "plan_brief";
    const ABOUT: &'static str = "Where the plan stands, or with ref the brief of a project or task: \
        why, what to do, constraints, done when. Start here. Without ref it also says what is under \
        way, what can be started, what is missing, and what others changed since you last asked.";
    const HINTS: Hints = Hints::READ;
    const MODES: &'static [Mode] = EVERY_MODE;
    const COMMAND: Command = Command { word: "brief", takes: Takes::Maybe("ref") };

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let product = call.product(input.product.as_deref()).await?;
        let detail = input.detail.as_deref().unwrap_or("short");
        let detail = words::choose("detail", detail, DETAILS)?;
        if let Some(reference) = input.r#ref {
            return brief(&call, &product, &reference, detail).await;
        }
        Ok(stands(&call.plan.standing(&call.caller.actor, &product.id).await?))
    }
}

/// The brief as it is everywhere, to the byte.
async fn brief(
    call: &Call,
    product: &Chosen,
    reference: &str,
    detail: Detail,
) -> Result<Answer, Refusal> {
    let link = call.locate(product, reference, None).await?;
    let text = call.plan.brief(link.kind, &link.id, detail).await?;
    Ok(Answer::new(text)
        .with("product", product.name.as_str())
        .with("ref", link.reference)
        .with("kind", link.kind.word()))
}

fn stands(standing: &Standing) -> Answer {
    let counts = &standing.counts;
    let mut lines = vec![
        format!("{} rev {}", standing.product.name, standing.product.rev),
        format!(
            "projects: {} open, {} building · tasks: {} todo, {} doing, {} done · inbox: {}",
            counts.projects_open,
            counts.projects_building,
            counts.tasks_todo,
            counts.tasks_doing,
            counts.tasks_done,
            counts.captures
        ),
    ];
    section(&mut lines, "doing", &standing.doing, render::task_row);
    section(&mut lines, "can be started", &standing.startable, render::task_row);
    section(&mut lines, "missing", &standing.gaps, Clone::clone);
    section(&mut lines, "changed since you last asked", &standing.changed, change);
    Answer::new(lines.join("\n"))
        .with("product", standing.product.name.as_str())
        .with("counts", json!(counts))
        .with("doing", render::without_ids(&standing.doing))
        .with("startable", render::without_ids(&standing.startable))
        .with("gaps", standing.gaps.clone())
        .with("changed", render::without_ids(&standing.changed))
}

fn section<T>(lines: &mut Vec<String>, title: &str, items: &[T], line: impl Fn(&T) -> String) {
    if !items.is_empty() {
        lines.push(format!("{title}:"));
        lines.extend(items.iter().map(line));
    }
}

fn change(set: &ChangeSetRow) -> String {
    format!("{} {}: {}", set.at.format("%Y-%m-%d %H:%M"), set.by, set.sentence)
}
