//! Reading things whole.

use futures_util::future::try_join_all;
use openbacklog_plan::{Kind, Mode};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    fact::{self, Fact},
    page::{self, Beside, Page},
    product::Chosen,
    refusal::Refusal,
    render,
    verb::{Answer, Call, Command, Hints, Operation, Takes},
    verbs::EVERY_MODE,
    words::{self, Word, word},
};

/// The most refs of one call.
const MOST_REFS: usize = 20;
/// The most tokens of one answer.
const MOST_TOKENS: usize = 8_000;

pub(crate) struct PlanGet;

const BESIDES: &[Word<Beside>] = &[
    word(Beside::Parents, "parents", &["parent"]),
    word(Beside::Children, "children", &[]),
    word(Beside::Siblings, "siblings", &[]),
    word(Beside::Problems, "problems", &[]),
    word(Beside::Evidence, "evidence", &[]),
    word(Beside::Decisions, "decisions", &[]),
    word(Beside::History, "history", &[]),
];

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    /// Such as T-12; or product
    #[schemars(length(min = 1, max = MOST_REFS))]
    refs: Vec<String>,
    #[schemars(extend("items" = {"type": "string", "enum": ["parents", "children", "siblings", "problems", "evidence", "decisions", "history"]}))]
    with: Option<Vec<String>>,
    product: Option<String>,
}

impl Operation for PlanGet {
    type Input = Input;
    const NAME: &'static str = "plan_get";
    const ABOUT: &'static str = "Read anything in the plan whole, or the product: every field, \
        checks and steps by number, notes, links up and down, and the rev to write on.";
    const HINTS: Hints = Hints::READ;
    const MODES: &'static [Mode] = EVERY_MODE;
    const COMMAND: Command = Command { word: "get", takes: Takes::Many("refs") };
    const EXAMPLE: &'static str = r#"{"refs": ["P-1", "U-1"], "with": ["evidence"]}"#;
    const FACTS: &'static [Fact] = &[
        fact::PRODUCT,
        Fact::things("items", "Each entity whole, with its links and latest history."),
    ];

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
        let with = input.with.unwrap_or_default();
        let with: Vec<Beside> =
            with.iter().map(|w| words::choose("with", w, BESIDES)).collect::<Result<_, _>>()?;
        // Side by side, as far as the plan has readers.
        let pages = input.refs.iter().map(|reference| page(&call, &product, reference, &with));
        Ok(answer(&product.name, try_join_all(pages).await?))
    }
}

async fn page(
    call: &Call,
    product: &Chosen,
    reference: &str,
    with: &[Beside],
) -> Result<Page, Refusal> {
    let link = call.locate(product, reference, None).await?;
    if link.kind == Kind::Product {
        return page::product(call, product).await;
    }
    page::entity(call, product, &link, with).await
}

fn answer(product: &str, pages: Vec<Page>) -> Answer {
    let mut text = product.to_owned();
    let mut cut = Vec::new();
    let alone = pages.len() == 1;
    for page in &pages {
        let block = page.lines.join("\n");
        if !alone && render::tokens(&text) + render::tokens(&block) > MOST_TOKENS {
            cut.push(page.reference.as_str());
            continue;
        }
        text.push_str("\n\n");
        text.push_str(&block);
    }
    let text = render::capped(text, MOST_TOKENS);
    let text = match cut.as_slice() {
        [] => text,
        cut => format!("{text}\n\nLeft out for length: call plan_get with {}.", cut.join(", ")),
    };
    let data: Vec<Value> = pages.into_iter().map(|page| page.data).collect();
    Answer::new(text).with("product", product).with("items", data)
}
