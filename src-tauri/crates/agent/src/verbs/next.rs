//! What to do next, and why.

use openbacklog_plan::{HeldBack, Kind, Mode, Next, NextQuery, NextRow};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    base::{
        answer::Answer,
        call::Call,
        fact::{self, Fact},
        lines,
        product::ChosenProduct,
        refusal::Refusal,
    },
    pages::rows,
    verbs::verb::{Command, EVERY_MODE, Hints, Operation, Takes},
};

/// Rows when no limit is given, and at most.
const ROWS: u32 = 3;
const MOST_ROWS: u32 = 25;

pub(crate) struct TaskNext;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    under: Option<String>,
    limit: Option<u32>,
    product: Option<String>,
}

impl Operation for TaskNext {
    type Input = Input;
    const NAME: &'static str = "task_next";
    const ABOUT: &'static str = "What to work on next: the best tasks first, each with its \
        reasons why now; under one ref if you give it.";
    const HINTS: Hints = Hints::READ;
    const MODES: &'static [Mode] = EVERY_MODE;
    const COMMAND: Command = Command { word: "next", takes: Takes::Maybe("under") };
    const EXAMPLE: &'static str = r#"{"under": "B-1", "limit": 3}"#;
    const FACTS: &'static [Fact] = &[
        fact::PRODUCT,
        Fact::things("rows", "Each task with its bet, score from 0 to 100, pinned and reasons."),
        Fact::maybe_text("runner_up", "What came second and why, where something did."),
        Fact::thing(
            "held_back",
            "How many are not offered: held, blocked, skipped, parked, left_behind.",
        ),
    ];

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let product = call.product(input.product.as_deref()).await?;
        let query = NextQuery {
            under: under(&call, &product, input.under.as_deref()).await?,
            limit: input.limit.unwrap_or(ROWS).clamp(1, MOST_ROWS),
        };
        Ok(answer(&product.name, &call.plan.next(&call.caller.actor, &product.id, &query).await?))
    }
}

/// What to look under, by its ref.
pub(super) async fn under(
    call: &Call,
    product: &ChosenProduct,
    reference: Option<&str>,
) -> Result<Option<(Kind, String)>, Refusal> {
    let Some(reference) = reference else { return Ok(None) };
    let link = call.locate(product, reference, None).await?;
    Ok(Some((link.kind, link.id)))
}

fn answer(product: &str, next: &Next) -> Answer {
    let mut lines = vec![product.to_owned()];
    lines.extend(next.nothing.clone());
    lines.extend(next.rows.iter().map(rows::next_row));
    // With several rows the runner-up is the second of them.
    if next.rows.len() == 1 {
        lines.extend(next.runner_up.clone());
    }
    lines.extend(next.pinned_waits.clone());
    lines.extend(held_back(next.held_back));
    Answer::new(lines.join("\n"))
        .with("product", product)
        .with("rows", next.rows.iter().map(facts).collect::<Vec<_>>())
        .with("runner_up", next.runner_up.clone())
        .with("held_back", lines::without_ids(next.held_back))
}

/// The task with its reasons, as one row.
fn facts(row: &NextRow) -> Value {
    let mut facts = lines::without_ids(&row.task);
    facts["bet"] = lines::without_ids(&row.bet);
    facts["score"] = json!(row.score);
    facts["pinned"] = json!(row.pinned);
    facts["reasons"] = json!(row.reasons);
    facts
}

fn held_back(held: HeldBack) -> Option<String> {
    let parts: Vec<String> = [
        (held.held, "held by others"),
        (held.blocked, "blocked or waiting"),
        (held.skipped, "skipped until tomorrow"),
        (held.parked, "of parked or closed bets"),
        (held.left_behind, "in finished projects"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    (!parts.is_empty()).then(|| format!("held back: {}", parts.join(", ")))
}
