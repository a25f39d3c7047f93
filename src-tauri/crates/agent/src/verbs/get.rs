//! Reading things whole.

use futures_util::future::try_join_all;
use openbacklog_plan::{Mode, parts_within, tokens};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

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
    pages::{
        beside::Beside,
        page::{self, Page},
    },
    verbs::verb::{Command, EVERY_MODE, Hints, Operation, Takes},
};

/// The most refs of one call.
const MOST_REFS: usize = 20;
/// What the pages of one answer may cost together; the rest is for what was left out.
const ROOM: usize = cost::MOST - 600;

pub(crate) struct PlanGet;

const BESIDES: &[Choice<Beside>] = &[
    choice(Beside::Parents, "parents", &["parent"]),
    choice(Beside::Children, "children", &[]),
    choice(Beside::Siblings, "siblings", &[]),
    choice(Beside::Problems, "problems", &[]),
    choice(Beside::Evidence, "evidence", &[]),
    choice(Beside::Decisions, "decisions", &[]),
    choice(Beside::History, "history", &[]),
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
    const ABOUT: &'static str = "Read or show anything in the plan whole, or the product and \
        its vision: every field, checks and steps by number, notes, what it is linked to (a \
        bet's outcomes and projects), and the rev to write on.";
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
            with.iter().map(|w| choices::choose("with", w, BESIDES)).collect::<Result<_, _>>()?;
        // Side by side, as far as the plan has readers.
        let wanted: Vec<Wanted<'_>> = input.refs.iter().map(|said| Wanted::read(said)).collect();
        let pages = wanted.iter().map(|wanted| page(&call, &product, wanted, &with));
        Ok(answer(&product.name, try_join_all(pages).await?))
    }
}

async fn page(
    call: &Call,
    product: &ChosenProduct,
    wanted: &Wanted<'_>,
    with: &[Beside],
) -> Result<(Page, usize), Refusal> {
    let link = call.locate(product, wanted.reference, None).await?;
    Ok((page::entity(call, product, &link, with).await?, wanted.part))
}

/// What a ref asks for: `T-12`, or `T-12+2` for the second part of a long page.
struct Wanted<'a> {
    reference: &'a str,
    /// Counted from 1.
    part: usize,
}

impl<'a> Wanted<'a> {
    fn read(said: &'a str) -> Self {
        let part = said.rsplit_once('+').and_then(|(reference, part)| {
            let part = part.trim().parse().ok().filter(|part| *part > 0)?;
            Some(Self { reference: reference.trim_end(), part })
        });
        part.unwrap_or(Self { reference: said, part: 1 })
    }
}

fn answer(product: &str, pages: Vec<(Page, usize)>) -> Answer {
    let mut text = product.to_owned();
    let mut left_out = Vec::new();
    for (page, part) in &pages {
        let room = ROOM.saturating_sub(tokens(&text));
        let block = page.lines.join("\n");
        if *part == 1 && tokens(&block) <= room {
            text.extend(["\n\n", &block]);
        } else if text.len() == product.len() {
            text.extend(["\n\n", &one_part(page, &block, *part)]);
        } else {
            left_out.push(again(page, *part));
        }
    }
    if !left_out.is_empty() {
        text.extend(["\n\nLeft out for length: plan_get with ", &left_out.join(", "), "."]);
    }
    let data: Vec<Value> = pages.into_iter().map(|(page, _)| page.data).collect();
    Answer::new(text).with("product", product).with("items", data)
}

/// One part of a page that is too long for one answer, and the call for the next.
/// It is fenced whole, since it may begin or end within a text of the plan.
fn one_part(page: &Page, block: &str, part: usize) -> String {
    let parts = parts_within(block, ROOM);
    let count = parts.len();
    let Some(text) = parts.get(part - 1) else {
        return format!(
            "{} has no part {part}; the last is {}.",
            page.reference,
            again(page, count)
        );
    };
    if count == 1 {
        return block.to_owned();
    }
    let title = format!("part {part} of {count} of {}", page.reference);
    let mut lines = lines::between_marks(&title, text, &format!("{block} {title}"));
    lines.extend(
        (part < count).then(|| format!("The next: plan_get with {}.", again(page, part + 1))),
    );
    lines.join("\n")
}

/// What to ask for to get this part of a page.
fn again(page: &Page, part: usize) -> String {
    match part {
        1 => page.reference.clone(),
        part => format!("{}+{part}", page.reference),
    }
}
