//! How to plan: what good looks like, what to ask, and what is there already.

use openbacklog_plan::{
    Coaching, Field, Held, Holds, Kind, KindCoaching, Mode, Progress, Trap, coaching, fields_of,
    partners, tokens,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    base::{
        answer::Answer, call::Call, choices, fact::Fact, lines, product::ChosenProduct,
        refusal::Refusal,
    },
    pages::rows,
    verbs::verb::{Command, Hints, Operation, Takes},
};

/// The most of each kind that are named: beside all kinds, and of a kind asked for.
const NAMED: u32 = 3;
const NAMED_OF_ONE: u32 = 10;
/// Tokens spent on names, beside all kinds and for each kind asked for.
const NAMES: usize = 400;
const NAMES_OF_ONE: usize = 200;

pub(crate) struct PlanGuide;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    types: Option<Vec<String>>,
    product: Option<String>,
}

impl Operation for PlanGuide {
    type Input = Input;
    const NAME: &'static str = "plan_guide";
    const ABOUT: &'static str = "Help to plan well, from scratch too: an interview, and which \
        question to ask the person next. With types (bet, project): their fields, what each can \
        be linked to, what a good one looks like, questions, traps, examples, and what exists.";
    const HINTS: Hints = Hints::READ;
    const MODES: &'static [Mode] = &[Mode::Read, Mode::Plan];
    const COMMAND: Command = Command { word: "guide", takes: Takes::Any("types") };
    const EXAMPLE: &'static str = r#"{"types": ["bet", "problem"]}"#;
    const FACTS: &'static [Fact] = &[
        Fact::maybe_text("product", "The product's name, when there is one."),
        Fact::things(
            "kinds",
            "Each kind: what it is, how many are open, the first of them; asked for by types also its coaching, fields and links.",
        ),
        Fact::thing("first_plan", "Without types: the order, rules and test of a first plan."),
        Fact::maybe_text("next", "Without types: the kind to ask about next."),
        Fact::things("gaps", "Without types: the first gap of each sort, and how many."),
        Fact::count("gaps_total", "Without types: how many gaps there are."),
    ];

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let kinds = kinds(&input.types.unwrap_or_default())?;
        let product = call.product_if_any(input.product.as_deref()).await?;
        let name = product.as_ref().map_or("There is no product yet.", |p| p.name.as_str());
        let answer = if kinds.is_empty() {
            let progress = match &product {
                Some(product) => call.plan.progress(&product.id, NAMED).await?,
                None => Progress::nothing_yet(),
            };
            whole(name, &progress)
        } else {
            // A product holds no products.
            let wanted = kinds.iter().map(|coached| coached.kind);
            let wanted: Vec<Kind> = wanted.filter(|kind| *kind != Kind::Product).collect();
            let held = match &product {
                Some(product) => {
                    call.plan.open_of_kinds(&product.id, &wanted, NAMED_OF_ONE).await?
                }
                None => Vec::new(),
            };
            each(name, &kinds, &held)
        };
        Ok(answer.with("product", product.map(|ChosenProduct { name, .. }| name)))
    }
}

/// The kinds meant, each once; the vision is a product's.
fn kinds(said: &[String]) -> Result<Vec<&'static KindCoaching>, Refusal> {
    let mut kinds: Vec<&KindCoaching> = Vec::new();
    for word in said {
        let vision = choices::normal(word) == "vision";
        let kind = if vision { Kind::Product } else { choices::kind_in("types", word)? };
        let coached = coaching().of(kind).filter(|c| kinds.iter().all(|k| k.kind != c.kind));
        kinds.extend(coached);
    }
    Ok(kinds)
}

/// The way to a first plan, every kind in a line, and what comes next.
fn whole(name: &str, progress: &Progress) -> Answer {
    let Coaching { first_plan, kinds, .. } = coaching();
    let order: Vec<&str> = first_plan.order.iter().map(|stage| stage.says.as_str()).collect();
    let mut lines = vec![
        name.to_owned(),
        format!("A first plan, in this order: {}", order.join(" → ")),
        first_plan.rules.join(" "),
        format!("The test at the end: {}", first_plan.test),
        "Kinds; plan_guide with types says more:".to_owned(),
    ];
    let named = most_named(&progress.held, NAMED, NAMES);
    lines.extend(kinds.iter().map(|coached| {
        let held = progress.held.iter().find(|held| held.kind == coached.kind);
        let here = held.map_or_else(String::new, |held| here(held, named));
        lines::spaced([&format!("{}: {}", coached.kind.word(), coached.what), here.as_str()])
    }));
    let question = progress.next.and_then(|kind| coaching().of(kind));
    lines.extend(question.and_then(next));
    if progress.gaps_total > 0 {
        lines.push(format!("Missing, {} in all; plan_check lists them:", progress.gaps_total));
        lines.extend(progress.gaps.iter().map(rows::gap_sort_row));
    }
    Answer::new(lines.join("\n"))
        .with("first_plan", json!(first_plan))
        .with("kinds", kinds.iter().map(|c| facts(c, &progress.held)).collect::<Vec<_>>())
        .with("next", json!(progress.next))
        .with("gaps", lines::without_ids(&progress.gaps))
        .with("gaps_total", progress.gaps_total)
}

fn next(coached: &KindCoaching) -> Option<String> {
    let ask = coached.ask.first()?;
    Some(format!("Next: {}. Ask: {ask}", coached.kind.one()))
}

/// Everything about some kinds.
fn each(name: &str, kinds: &[&KindCoaching], held: &[Held]) -> Answer {
    let mut lines = vec![name.to_owned()];
    for coached in kinds {
        lines.push(String::new());
        lines.extend(taught(coached));
        let held = held.iter().find(|held| held.kind == coached.kind);
        lines.extend(held.map(there_are));
    }
    let facts = kinds.iter().map(|coached| {
        let mut facts = facts(coached, held);
        facts["coaching"] = json!(coached);
        facts["fields"] = fields_of(coached.kind).iter().map(field_facts).collect();
        facts["links"] = json!(partners(coached.kind));
        facts
    });
    Answer::new(lines.join("\n")).with("kinds", facts.collect::<Vec<_>>())
}

fn taught(coached: &KindCoaching) -> Vec<String> {
    let horizon = coached.horizon.as_ref().map(|span| format!(" Horizon: {span}."));
    let traps: Vec<String> =
        coached.traps.iter().map(|Trap { what, ask, .. }| format!("{what}: {ask}")).collect();
    let fields: Vec<String> = fields_of(coached.kind).iter().map(field).collect();
    let mut lines = vec![
        format!("{}: {}{}", coached.kind.word(), coached.what, horizon.unwrap_or_default()),
        format!("good: {}", coached.good),
        format!("ask: {}", coached.ask.join(" ")),
        format!("traps: {}", traps.join(" · ")),
        format!("good example: {}", coached.good_example),
        format!("weak example: {}", coached.weak_example),
        format!("fields: {}", fields.join(" · ")),
    ];
    lines.extend(links(coached.kind));
    lines
}

/// `horizon now|next|later|parked (when it is to be taken)`
fn field(field: &Field) -> String {
    let words = match field.holds {
        Holds::Word(words) | Holds::WordOrNone(words) => {
            words.iter().map(|word| word.says).collect::<Vec<_>>().join("|")
        }
        _ => String::new(),
    };
    lines::spaced([field.name, &words, &format!("({})", field.about)])
}

fn field_facts(field: &Field) -> Value {
    json!({"name": field.name, "about": field.about, "list": field.is_list()})
}

fn links(kind: Kind) -> Option<String> {
    let words: Vec<&str> = match kind {
        Kind::Decision => vec!["anything"],
        kind => partners(kind).into_iter().map(Kind::word).collect(),
    };
    let through = match kind {
        Kind::Persona => ", and problems through a pain",
        Kind::Problem => ", and personas through a pain",
        _ => "",
    };
    (!words.is_empty()).then(|| format!("links: {}{through}", words.join(", ")))
}

/// `3 here: L-1 "Works on trains", …`
fn here(held: &Held, named: usize) -> String {
    match held.open {
        0 => "None yet.".to_owned(),
        open => format!("{open} here{}", names(held, named)),
    }
}

/// What there is of a kind asked for, and the call that gets the rest.
fn there_are(held: &Held) -> String {
    let named = most_named(std::slice::from_ref(held), NAMED_OF_ONE, NAMES_OF_ONE);
    let here = here(held, named);
    let shown = u32::try_from(named.min(held.first.len())).unwrap_or(u32::MAX);
    if shown < held.open {
        format!("{here}; all: plan_find with types {}", held.kind.word())
    } else {
        here
    }
}

fn names(held: &Held, most: usize) -> String {
    let name = |link: &openbacklog_plan::Link| {
        lines::spaced([link.reference.as_str(), &lines::quoted(&link.name)])
    };
    let names: Vec<String> = held.first.iter().take(most).map(name).collect();
    if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) }
}

/// How many of each kind can be named with so many tokens.
fn most_named(held: &[Held], most: u32, budget: usize) -> usize {
    let cost = |named: usize| held.iter().map(|h| tokens(&names(h, named))).sum::<usize>();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    (0..=most).rev().find(|named| cost(*named) <= budget).unwrap_or(0)
}

fn facts(coached: &KindCoaching, held: &[Held]) -> Value {
    let held = held.iter().find(|held| held.kind == coached.kind);
    json!({
        "kind": coached.kind,
        "what": coached.what,
        "open": held.map_or(0, |held| held.open),
        "first": held.map(|held| lines::without_ids(&held.first)),
    })
}
