//! Where things stand, or the whole why of one piece of work.

use openbacklog_plan::{Counts, Detail, Mode, Standing};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::{
    base::{
        answer::Answer,
        call::Call,
        choices::{self, Choice, choice},
        cost,
        fact::{self, Fact},
        lines,
        product::ChosenProduct,
        refusal::Refusal,
    },
    pages::rows,
    verbs::verb::{Command, EVERY_MODE, Hints, Operation, Takes},
};

const DETAILS: &[Choice<Detail>] =
    &[choice(Detail::Short, "short", &[]), choice(Detail::Full, "full", &[])];

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
    const ABOUT: &'static str = "Where the plan stands, or with ref the brief of a project or \
        task: why, what to do, constraints, what counts as done. Start here. Without ref it is \
        an overview: under way, next and why, missing, and what others changed since you were \
        last here.";
    const HINTS: Hints = Hints::READ;
    const MODES: &'static [Mode] = EVERY_MODE;
    const COMMAND: Command = Command { word: "brief", takes: Takes::Maybe("ref") };
    const EXAMPLE: &'static str = r#"{"ref": "T-3", "detail": "full"}"#;
    const FACTS: &'static [Fact] = &[
        fact::PRODUCT,
        Fact::text("ref", "Of a brief: what it is about."),
        Fact::text("kind", "Of a brief: the kind of what it is about."),
        Fact::thing("counts", "Without ref: how many of each kind there are."),
        Fact::things("doing", "Without ref: the tasks under way."),
        Fact::thing("next", "Without ref: what is next, as task_next tells it."),
        Fact::things("gaps", "Without ref: the first gap of each sort, and how many."),
        Fact::count("gaps_total", "Without ref: how many gaps there are."),
        Fact::thing("changed", "Without ref: what others changed since you last asked."),
    ];

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let product = call.product(input.product.as_deref()).await?;
        let detail = input.detail.as_deref().unwrap_or("short");
        let detail = choices::choose("detail", detail, DETAILS)?;
        if let Some(reference) = input.r#ref {
            return brief(&call, &product, &reference, detail).await;
        }
        Ok(stands(&call.plan.standing(&call.caller.actor, &product.id).await?))
    }
}

/// The brief as it is everywhere, to the byte.
async fn brief(
    call: &Call,
    product: &ChosenProduct,
    reference: &str,
    detail: Detail,
) -> Result<Answer, Refusal> {
    let link = call.locate(product, reference, None).await?;
    let text = call.plan.brief(link.kind, &link.id, detail).await?;
    let text =
        cost::capped(text, cost::MOST, &format!("plan_get with {} has all of it.", link.reference));
    Ok(Answer::new(text)
        .with("product", product.name.as_str())
        .with("ref", link.reference)
        .with("kind", link.kind.word()))
}

fn stands(standing: &Standing) -> Answer {
    let changed = standing.changed.lines();
    let mut lines = vec![
        format!("{} rev {}", standing.product.name, standing.product.rev),
        counted(&standing.counts),
    ];
    section(&mut lines, "doing", &standing.doing, rows::task_row);
    section(&mut lines, "next", &standing.next.rows, rows::next_row);
    lines.extend(standing.next.pinned_waits.clone());
    lines.extend(standing.next.nothing.clone());
    let missing = format!("missing, {} in all", standing.gaps_total);
    section(&mut lines, &missing, &standing.gaps, rows::gap_sort_row);
    section(&mut lines, "changed since you last asked", &changed, Clone::clone);
    Answer::new(lines.join("\n"))
        .with("product", standing.product.name.as_str())
        .with("counts", json!(standing.counts))
        .with("doing", lines::without_ids(&standing.doing))
        .with("next", lines::without_ids(&standing.next))
        .with("gaps", lines::without_ids(&standing.gaps))
        .with("gaps_total", standing.gaps_total)
        .with("changed", lines::without_ids(&standing.changed))
}

/// How much there is of everything, on one line.
pub(crate) fn counted(counts: &Counts) -> String {
    format!(
        "outcomes: {} · bets: {} open · problems: {} open · projects: {} open, {} building · \
         tasks: {} todo, {} doing, {} done · inbox: {}",
        counts.outcomes,
        counts.bets_open,
        counts.problems_open,
        counts.projects_open,
        counts.projects_building,
        counts.tasks_todo,
        counts.tasks_doing,
        counts.tasks_done,
        counts.captures
    )
}

fn section<T>(lines: &mut Vec<String>, title: &str, items: &[T], line: impl Fn(&T) -> String) {
    if !items.is_empty() {
        lines.push(format!("{title}:"));
        lines.extend(items.iter().map(line));
    }
}
