//! What is missing.

use openbacklog_plan::{Gap, Mode};
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
    pages::rows,
    verbs::verb::{Command, Hints, Operation, Takes},
};

/// The most gaps of one answer.
const SHOWN: usize = 30;

pub(crate) struct PlanCheck;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    under: Option<String>,
    product: Option<String>,
}

impl Operation for PlanCheck {
    type Input = Input;
    const NAME: &'static str = "plan_check";
    const ABOUT: &'static str = "Review the health of the plan, or of what is under one ref: \
        what is missing or weak, each gap (an outcome with no number, a problem with no bet) with \
        the one thing that mends it. Gaps are advice.";
    const HINTS: Hints = Hints::READ;
    const MODES: &'static [Mode] = &[Mode::Read, Mode::Plan];
    const COMMAND: Command = Command { word: "health", takes: Takes::Maybe("under") };
    const EXAMPLE: &'static str = r#"{"under": "B-4"}"#;
    const FACTS: &'static [Fact] = &[
        fact::PRODUCT,
        Fact::count("total", "How many gaps there are."),
        Fact::things(
            "gaps",
            "Each gap: code, entity, sentence, phrase, fix, fix_action and ignored.",
        ),
    ];

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let product = call.product(input.product.as_deref()).await?;
        let under = match &input.under {
            Some(reference) => Some(call.locate(&product, reference, None).await?),
            None => None,
        };
        let below = under.as_ref().map(|link| (link.kind, link.id.as_str()));
        let gaps = call.plan.gaps(&product.id, below).await?;
        let whole = match &under {
            Some(link) => format!("{} · {}", product.name, link.reference),
            None => product.name.clone(),
        };
        Ok(answer(&whole, &gaps).with("product", product.name))
    }
}

fn answer(whole: &str, gaps: &[Gap]) -> Answer {
    let mut lines = vec![match gaps.len() {
        0 => format!("{whole}: nothing is missing."),
        1 => format!("{whole}: 1 gap"),
        count => format!("{whole}: {count} gaps"),
    }];
    lines.extend(gaps.iter().take(SHOWN).map(rows::gap_row));
    let more = gaps.len().saturating_sub(SHOWN);
    lines.extend(
        (more > 0).then(|| format!("{more} more: plan_check with under, or mend these first.")),
    );
    Answer::new(lines.join("\n")).with("total", gaps.len()).with("gaps", lines::without_ids(gaps))
}
