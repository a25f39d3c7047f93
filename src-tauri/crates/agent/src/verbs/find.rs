//! Finding things.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use openbacklog_plan::{FindQuery, Found, Hit, Kind, Mode};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    refusal::Refusal,
    render,
    verb::{Answer, Call, Command, Hints, Operation, Takes},
    verbs::EVERY_MODE,
    words,
};

/// Rows when no limit is given, and at most.
const ROWS: u32 = 25;
const MOST_ROWS: u32 = 100;

pub(crate) struct PlanFind;

#[derive(Deserialize, JsonSchema)]
pub(crate) struct Input {
    text: Option<String>,
    #[schemars(extend("items" = {"type": "string", "enum": ["project", "task", "capture"]}))]
    types: Option<Vec<String>>,
    status: Option<Vec<String>>,
    /// Project ref
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
    const ABOUT: &'static str = "Find projects, tasks and captures by words, type, status, \
        project or label; one line each. Finished work is left out unless you ask for its status.";
    const HINTS: Hints = Hints::READ;
    const MODES: &'static [Mode] = EVERY_MODE;
    const COMMAND: Command = Command { word: "find", takes: Takes::Maybe("text") };

    async fn run(call: Call, input: Input) -> Result<Answer, Refusal> {
        let product = call.product(input.product.as_deref()).await?;
        let kinds = input.types.iter().flatten();
        let kinds: Vec<Kind> =
            kinds.map(|word| words::kind_in("types", word)).collect::<Result<_, _>>()?;
        let under = match &input.under {
            Some(reference) => Some(call.locate(&product, reference, Some(Kind::Project)).await?),
            None => None,
        };
        let query = FindQuery {
            product: product.id.clone(),
            text: input.text.unwrap_or_default(),
            statuses: statuses(&input.status.unwrap_or_default(), &kinds)?,
            kinds,
            under: under.map(|project| (project.kind, project.id)),
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
    let wants = |kind: Kind| kinds.is_empty() || kinds.contains(&kind);
    let mut meant = Vec::new();
    for word in said {
        let mut refused = None;
        let before = meant.len();
        if wants(Kind::Task) {
            match words::task_status(word) {
                Ok(status) => meant.push(status.word().to_owned()),
                Err(refusal) => refused = Some(refusal),
            }
        }
        if wants(Kind::Project) {
            match words::project_status(word) {
                Ok(status) => meant.push(status.word().to_owned()),
                Err(refusal) => refused = refused.or(Some(refusal)),
            }
        }
        if let Some(refusal) = refused.filter(|_| meant.len() == before) {
            return Err(refusal);
        }
    }
    meant.dedup();
    Ok(meant)
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
        .with("rows", render::without_ids(&found.rows))
        .with("total", found.total)
        .with("cursor", next)
}

/// `T-12 todo P1 "Rate-limit login" ‹P-3 rev 7`
fn row(hit: &Hit) -> String {
    render::spaced([
        hit.reference.as_str(),
        &hit.status,
        &hit.priority.as_deref().unwrap_or_default().to_uppercase(),
        &render::quoted(&hit.name),
        &render::within(hit.within.as_ref()),
        &format!("rev {}", hit.rev),
    ])
}
