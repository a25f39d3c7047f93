//! The sample plan: a small realistic product to look around in, loaded and
//! removed by one command.
//!
//! Its text is data, written as a batch would be, with days counted from the day
//! it is loaded. Loading goes through the use cases, as if the person had planned
//! for twelve weeks; removing leaves nothing of it behind.

mod sql;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::Plan;
use crate::acts::save::{Batch, Made, SaveItem};
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::error::{Error, Result};
use crate::base::ids::{BetId, ProjectId, TaskId};
use crate::base::purge;
use crate::base::reason::Reason;
use crate::base::refs::Kind;
use crate::concepts::bets::{self, BetPatch, BetResult};
use crate::concepts::projects::{self, ProjectPatch, ProjectStatus};
use crate::concepts::tasks::{self, CheckAnswer, StepAnswer, TaskPatch, TaskReport, TaskStatus};

const PLAN: &str = include_str!("plan.json");

/// One entity of the sample, and what became of it when.
#[derive(Debug, Deserialize)]
struct Item {
    local: Option<String>,
    #[serde(rename = "type")]
    kind: Kind,
    days_ago: i64,
    started_days_ago: Option<i64>,
    finished_days_ago: Option<i64>,
    closed_days_ago: Option<i64>,
    /// How a bet ended, or what a project changed.
    result: Option<String>,
    learned: Option<String>,
    #[serde(default)]
    steps_done: usize,
    /// How each met check was found to hold, from the first on.
    #[serde(default)]
    checks_met: Vec<String>,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

/// Something that happened to an entity of the sample.
enum Event {
    Started,
    Finished,
    Closed(BetResult),
}

impl Plan {
    /// Loads the sample plan as a product of its own, in one change. There is at
    /// most one.
    pub async fn load_sample(&self, actor: &Actor) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::LoadSample, Grouping::Alone).await?;
        if sql::product(change.conn()).await?.is_some() {
            return Err(Error::Refused(Reason::SampleLoaded));
        }
        let items: Vec<Item> = serde_json::from_str(PLAN)
            .map_err(|error| Error::damaged(format!("The sample plan cannot be read: {error}.")))?;
        fill(&mut change, &items).await?;
        change.commit().await
    }

    /// Removes the sample plan and everything that was done in it, for good. Of
    /// the history one line stays: that it was removed.
    pub async fn remove_sample(&self, actor: &Actor) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::RemoveSample, Grouping::Alone).await?;
        let product =
            sql::product(change.conn()).await?.ok_or(Error::Refused(Reason::SampleMissing))?;
        purge::purge(&mut change, &product).await?;
        change.commit().await
    }
}

async fn fill(change: &mut Change, items: &[Item]) -> Result<()> {
    let (now, today) = (change.at, change.today());
    let mut batch = Batch::of(None);
    let mut made: Vec<Made> = Vec::with_capacity(items.len());
    for item in items {
        change.at = now - TimeDelta::days(item.days_ago);
        made.push(batch.save_item(change, &batch_item(item, today)).await?);
    }
    for entity in &made {
        batch.join(change, entity).await?;
    }
    for (at, item, entity, event) in happened(items, &made, now) {
        change.at = at;
        happen(change, item, entity, event).await?;
    }
    change.at = now;
    for (item, entity) in items.iter().zip(&made) {
        if item.kind == Kind::Product {
            sql::mark(change, &entity.id).await?;
        }
    }
    Ok(())
}

fn batch_item(item: &Item, today: NaiveDate) -> SaveItem {
    let mut fields = item.fields.clone();
    fields.remove("status");
    for field in ["date", "due", "review_on", "revisit_on"] {
        if let Some(value) = fields.get_mut(field) {
            *value = dated(value, today);
        }
    }
    for reading in fields.get_mut("readings").and_then(Value::as_array_mut).into_iter().flatten() {
        reading["date"] = dated(&reading["date"], today);
    }
    if let Some(ready) = item.fields.get("status").filter(|status| *status == "ready") {
        fields.insert("status".to_owned(), ready.clone());
    }
    if let (Kind::Project, Some(result)) = (item.kind, &item.result) {
        fields.insert("result".to_owned(), json!(result));
    }
    let made = SaveItem::create(item.kind, Value::Object(fields));
    match &item.local {
        Some(local) => made.called(local),
        None => made,
    }
}

/// `"-12"` and `"+60"` as the day so many days from today.
fn dated(value: &Value, today: NaiveDate) -> Value {
    match value.as_str().and_then(|text| text.parse().ok()) {
        Some(days) => json!(today + TimeDelta::days(days)),
        None => value.clone(),
    }
}

/// What happened after the entities were made, earliest first.
fn happened<'a>(
    items: &'a [Item],
    made: &'a [Made],
    now: DateTime<Utc>,
) -> Vec<(DateTime<Utc>, &'a Item, &'a Made, Event)> {
    let mut events = Vec::new();
    for (item, entity) in items.iter().zip(made) {
        let result = item.result.as_deref().and_then(BetResult::from_word);
        let each = [
            (item.started_days_ago, Some(Event::Started)),
            (item.finished_days_ago, Some(Event::Finished)),
            (item.closed_days_ago, result.map(Event::Closed)),
        ];
        for (days, event) in each {
            if let (Some(days), Some(event)) = (days, event) {
                events.push((now - TimeDelta::days(days), item, entity, event));
            }
        }
    }
    events.sort_by_key(|(at, ..)| *at);
    events
}

async fn happen(change: &mut Change, item: &Item, made: &Made, event: Event) -> Result<()> {
    let id = made.id.clone();
    match (made.kind, event) {
        (Kind::Bet, Event::Closed(result)) => {
            let patch = BetPatch {
                closed: Some(true),
                result: Some(Some(result)),
                learned: item.learned.clone(),
                ..BetPatch::default()
            };
            bets::update(change, &BetId(id), patch, None).await
        }
        (Kind::Project, event) => {
            let status = match event {
                Event::Started => ProjectStatus::Building,
                _ => ProjectStatus::Done,
            };
            let patch = ProjectPatch { status: Some(status), ..ProjectPatch::default() };
            projects::update(change, &ProjectId(id), patch, None).await
        }
        (Kind::Task, event) => {
            let status = match event {
                Event::Started => TaskStatus::Doing,
                _ => TaskStatus::Done,
            };
            tasks::report(change, &TaskId(id), report(item, status)).await
        }
        _ => Ok(()),
    }
}

fn report(item: &Item, status: TaskStatus) -> TaskReport {
    let met =
        |(n, how): (usize, &String)| CheckAnswer { n: n + 1, met: true, how: Some(how.clone()) };
    TaskReport {
        patch: TaskPatch { status: Some(status), ..TaskPatch::default() },
        steps: (1..=item.steps_done).map(|n| StepAnswer { n, done: true }).collect(),
        checks: item.checks_met.iter().enumerate().map(met).collect(),
        ..TaskReport::default()
    }
}
