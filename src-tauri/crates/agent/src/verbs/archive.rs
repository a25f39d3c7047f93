//! Into the trash and back.

use openbacklog_plan::{Kind, Mode};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    base::{
        answer::Answer,
        call::Call,
        fact::{self, Fact},
        refusal::Refusal,
    },
    pages::written,
    verbs::verb::{Command, Hints, Operation, Takes},
};

/// The most refs of one call.
const MOST_REFS: usize = 20;

pub(crate) struct PlanArchive;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    #[schemars(length(min = 1, max = MOST_REFS))]
    refs: Vec<String>,
    /// Bring back instead
    restore: Option<bool>,
    reason: Option<String>,
    product: Option<String>,
}

impl Operation for PlanArchive {
    type Input = Input;
    const NAME: &'static str = "plan_archive";
    const ABOUT: &'static str = "Delete (remove) things into the trash, or bring them back with \
        restore. They stay there for 30 days. A project takes its tasks along; anything else \
        only loses its links.";
    const HINTS: Hints = Hints::TAKE_BACK;
    const MODES: &'static [Mode] = &[Mode::Plan];
    const COMMAND: Command = Command { word: "archive", takes: Takes::Many("refs") };
    const EXAMPLE: &'static str = r#"{"refs": ["K-1"], "reason": "No longer wanted"}"#;
    const FACTS: &'static [Fact] = fact::WRITTEN;

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let count = input.refs.len();
        if count == 0 || count > MOST_REFS {
            return Err(Refusal::invalid(
                "refs",
                format!("refs has 1 to {MOST_REFS} entries, not {count}."),
                "Call several times.",
            ));
        }
        let product = call.product(input.product.as_deref()).await?;
        let mut entities: Vec<(Kind, String)> = Vec::with_capacity(count);
        for reference in &input.refs {
            let link = call.locate(&product, reference, None).await?;
            entities.push((link.kind, link.id));
        }
        let (actor, reason) = (&call.caller.actor, input.reason.as_deref());
        let written = if input.restore == Some(true) {
            call.plan.restore_each(actor, &entities, reason).await?
        } else {
            call.plan.archive(actor, &entities, reason).await?
        };
        let gaps = call.plan.gaps_touching(&written).await;
        let answer = written::written_answer(&product.name, &written, false);
        Ok(written::with_gaps(answer, written.seq, gaps))
    }
}
