//! Finding things.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use openbacklog_plan::{
    FindQuery, Found, Hit, Kind, Mode, statuses_of,
    vocabulary::{self, PlanWord},
};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    base::{
        answer::Answer,
        call::Call,
        choices,
        fact::{self, Fact},
        lines,
        refusal::Refusal,
    },
    pages::rows,
    verbs::verb::{Command, EVERY_MODE, Hints, Operation, Takes},
};

/// Rows when no limit is given, and at most.
const ROWS: u32 = 25;
const MOST_ROWS: u32 = 100;

pub(crate) struct PlanFind;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    text: Option<String>,
    #[schemars(extend("items" = {"type": "string", "enum": ["pillar", "outcome", "persona", "problem", "pain", "bet", "project", "task", "evidence", "decision", "capture"]}))]
    types: Option<Vec<String>>,
    status: Option<Vec<String>>,
    under: Option<String>,
    label: Option<String>,
    changed_since: Option<String>,
    limit: Option<u32>,
    cursor: Option<String>,
    product: Option<String>,
}

impl Operation for PlanFind {
    type Input = Input;
    const NAME: &'static str = "plan_find";
    const ABOUT: &'static str = "Search or list what is already in the plan by words, type \
        (bets, problems), status, label, time or what it is under; one line each. Open work \
        only, unless you ask for finished (done) by status.";
    const HINTS: Hints = Hints::READ;
    const MODES: &'static [Mode] = EVERY_MODE;
    const COMMAND: Command = Command { word: "find", takes: Takes::Maybe("text") };
    const EXAMPLE: &'static str = r#"{"text": "photo", "types": ["task", "problem"], "limit": 5}"#;
    const FACTS: &'static [Fact] = &[
        fact::PRODUCT,
        Fact::things("rows", "Each hit: kind, ref, name, status, priority, within and rev."),
        Fact::count("total", "How many there are."),
        Fact::maybe_text("cursor", "For the rows after these; null after the last."),
    ];

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let product = call.product(input.product.as_deref()).await?;
        let kinds = input.types.iter().flatten();
        let kinds: Vec<Kind> =
            kinds.map(|word| choices::kind_in("types", word)).collect::<Result<_, _>>()?;
        let under = match &input.under {
            Some(reference) => Some(call.locate(&product, reference, None).await?),
            None => None,
        };
        let query = FindQuery {
            product: product.id.clone(),
            text: input.text.unwrap_or_default(),
            statuses: statuses(&input.status.unwrap_or_default(), &kinds)?,
            kinds,
            under: under.map(|link| (link.kind, link.id)),
            label: input.label,
            finished: false,
            changed_since: input.changed_since.as_deref().map(moment).transpose()?,
            limit: input.limit.unwrap_or(ROWS).clamp(1, MOST_ROWS),
            offset: input.cursor.as_deref().map(offset).transpose()?.unwrap_or(0),
        };
        Ok(answer(&product.name, &call.plan.find(&query).await?))
    }
}

/// The statuses meant by these words, for the kinds wanted.
fn statuses(said: &[String], kinds: &[Kind]) -> Result<Vec<String>, Refusal> {
    let wanted: &[Kind] = if kinds.is_empty() { &Kind::ALL } else { kinds };
    let sets: Vec<Vec<PlanWord>> = wanted.iter().map(|kind| statuses_of(*kind)).collect();
    let mut meant: Vec<String> = Vec::new();
    for word in said {
        let choose = |set: &[PlanWord]| vocabulary::choose("status", word, set, |w| w);
        let hits: Vec<PlanWord> = sets.iter().filter_map(|set| choose(set).ok()).collect();
        if hits.is_empty() {
            choose(&once_each(&sets.concat()))?;
        }
        meant.extend(hits.iter().map(|hit| hit.word.to_owned()));
    }
    meant.sort();
    meant.dedup();
    Ok(meant)
}

fn once_each(words: &[PlanWord]) -> Vec<PlanWord> {
    let mut once: Vec<PlanWord> = Vec::with_capacity(words.len());
    for word in words {
        if once.iter().all(|w| w.says != word.says) {
            once.push(*word);
        }
    }
    once
}

fn moment(text: &str) -> Result<DateTime<Utc>, Refusal> {
    let day = || text.parse::<NaiveDate>().ok().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    text.parse().ok().or_else(day).ok_or_else(|| {
        Refusal::invalid(
            "changed_since",
            format!("changed_since cannot be “{text}”."),
            "Write a date such as 2026-07-28, or a time such as 2026-07-28T09:30:00Z.",
        )
    })
}

fn offset(cursor: &str) -> Result<u32, Refusal> {
    cursor.parse().map_err(|_| {
        Refusal::invalid(
            "cursor",
            format!("cursor cannot be “{cursor}”."),
            "Use the cursor of the answer before, or none to begin.",
        )
    })
}

fn answer(product: &str, found: &Found) -> Answer {
    let shown = found.rows.len();
    let next = found.next_offset.map(|offset| offset.to_string());
    let mut lines = vec![match &next {
        Some(cursor) => format!("{product} · {shown} of {} · cursor {cursor}", found.total),
        None => format!("{product} · {shown} of {}", found.total),
    }];
    lines.extend(found.rows.iter().map(row));
    Answer::new(lines.join("\n"))
        .with("product", product)
        .with("rows", lines::without_ids(&found.rows))
        .with("total", found.total)
        .with("cursor", next)
}

/// `T-12 todo P1 "Rate-limit login" ‹P-3 rev 7`
fn row(hit: &Hit) -> String {
    lines::spaced([
        hit.reference.as_str(),
        &hit.status,
        &hit.priority.as_deref().unwrap_or_default().to_uppercase(),
        &lines::quoted(&hit.name),
        // A pain's ref says what it is within.
        &rows::within(hit.within.as_ref().filter(|_| hit.kind != Kind::Pain)),
        &rows::holder(hit.held.as_ref()),
        &format!("rev {}", hit.rev),
    ])
}
