//! Outcomes: the numbers that show it is working, with what was measured.

pub(crate) mod readings;
pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use types::{
    Direction, NewOutcome, NewReading, Outcome, OutcomeList, OutcomePage, OutcomePatch, OutcomeRow,
    Reading, ReadingPatch,
};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::fields::{day, kept};
use crate::base::ids::{OutcomeId, PillarId, ProductId};
use crate::base::links;
use crate::base::lists;
use crate::base::log::entity_history;
use crate::base::records;
use crate::base::refs::{Kind, Ref};
use crate::base::text;

/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

impl Plan {
    /// The outcomes of a product, in the person's order.
    pub async fn outcome_list(&self, product: &ProductId) -> Result<OutcomeList> {
        let mut conn = self.store().reader().await?;
        entities::product(&mut conn, product).await?;
        let outcomes = sql::rows(&mut conn, product).await?;
        let hint = too_many(u32::try_from(outcomes.len()).unwrap_or(u32::MAX));
        Ok(OutcomeList { outcomes, hint })
    }

    /// Everything an outcome's page shows.
    pub async fn outcome_page(&self, id: &OutcomeId) -> Result<OutcomePage> {
        let mut conn = self.store().reader().await?;
        let outcome: Outcome = records::known(&mut conn, id).await?;
        let product = outcome.product_id.as_str();
        let product = entities::link(&mut conn, Kind::Product, product).await?;
        let readings = sql::readings(&mut conn, id).await?;
        let current = readings.last().map(|reading| reading.value);
        let joined = links::of(&mut conn, Kind::Outcome, id.as_str()).await?;
        Ok(OutcomePage {
            progress: outcome.progress(current),
            outcome,
            product,
            readings,
            current,
            pillars: links::only(&joined, Kind::Pillar),
            bets: links::only(&joined, Kind::Bet),
            evidence: links::only(&joined, Kind::Evidence),
            decisions: links::only(&joined, Kind::Decision),
            history: entity_history(&mut conn, Kind::Outcome, id.as_str(), HISTORY_SHOWN).await?,
        })
    }

    /// Makes an outcome.
    pub async fn create_outcome(
        &self,
        actor: &Actor,
        product: &ProductId,
        new: NewOutcome,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreateOutcome, Grouping::Turn).await?;
        create(&mut change, product, new).await?;
        change.commit().await
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_outcome(
        &self,
        actor: &Actor,
        id: &OutcomeId,
        patch: OutcomePatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateOutcome, Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }
}

pub(crate) async fn create(
    change: &mut Change,
    product: &ProductId,
    new: NewOutcome,
) -> Result<OutcomeId> {
    entities::product(change.conn(), product).await?;
    let place = new.placement.clone().unwrap_or_default();
    let rank = lists::rank_of_new(change, Kind::Outcome, product.as_str(), &place).await?;
    let at = change.next_number(product, Kind::Outcome).await?;
    let outcome = new_outcome(change, product, at, &new)?;
    if outcome.is_primary {
        sql::clear_primary(change, product).await?;
    }
    records::insert(change, &outcome, Some(at), &rank).await?;
    change.within(product).await?;
    let pillars = new.pillars.iter().flatten().map(PillarId::as_str);
    links::add_each(change, (Kind::Outcome, outcome.id.as_str()), Kind::Pillar, pillars).await?;
    advise(change, product).await?;
    Ok(outcome.id)
}

fn new_outcome(change: &Change, product: &ProductId, at: u32, new: &NewOutcome) -> Result<Outcome> {
    let words = |given: &Option<String>| given.clone().unwrap_or_default();
    let baseline = new.baseline.map(|n| number("baseline", n)).transpose()?;
    let target = new.target.map(|n| number("target", n)).transpose()?;
    let falls = target.zip(baseline).is_some_and(|(target, baseline)| target < baseline);
    Ok(Outcome {
        id: OutcomeId(change.id()),
        product_id: product.clone(),
        reference: Ref { kind: Kind::Outcome, number: at }.to_string(),
        name: text::name("name", &new.name)?,
        metric: text::short("metric", &words(&new.metric))?,
        unit: text::line("unit", &words(&new.unit), bounds::UNIT)?,
        baseline,
        target,
        direction: new.direction.unwrap_or(if falls { Direction::Down } else { Direction::Up }),
        due: new.due.map(|d| day("due", d)).transpose()?,
        is_primary: new.is_primary.unwrap_or(false),
        labels: text::list("labels", &new.labels.clone().unwrap_or_default())?,
        ignored: Vec::new(),
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
        updated_at: change.at,
        updated_by: change.actor.shown(),
        trashed_at: None,
    })
}

pub(crate) async fn update(
    change: &mut Change,
    id: &OutcomeId,
    patch: OutcomePatch,
    rev: Option<u32>,
) -> Result<()> {
    let old: Outcome = records::existing(change, id).await?;
    let new = patched(&old, patch)?;
    change.within(&old.product_id).await?;
    if new.is_primary && !old.is_primary {
        sql::clear_primary(change, &old.product_id).await?;
    }
    records::replace(change, &old, &new, rev).await
}

/// Says so when there are more outcomes than a person can watch.
pub(crate) async fn advise(change: &mut Change, product: &ProductId) -> Result<()> {
    let count = sql::count(change.conn(), product).await?;
    if let Some(advice) = too_many(count) {
        change.warn(advice);
    }
    Ok(())
}

fn too_many(count: u32) -> Option<String> {
    (count > bounds::OUTCOMES).then(|| {
        format!(
            "{count} outcomes are more than one person can watch: with so many numbers, none decides what comes next."
        )
    })
}

/// A number as the plan keeps it: finite, to 15 significant digits, which is what
/// the log can give back.
fn number(field: &'static str, value: f64) -> Result<f64> {
    if !value.is_finite() {
        return Err(Error::invalid(
            field,
            format!("The {field} is not a number that can be measured."),
            "Give a finite one.",
        ));
    }
    Ok(format!("{value:.14e}").parse().unwrap_or(value))
}

fn patched(old: &Outcome, patch: OutcomePatch) -> Result<Outcome> {
    let measured = |field, old: Option<f64>, new: Option<Option<f64>>| match new {
        Some(given) => given.map(|n| number(field, n)).transpose(),
        None => Ok(old),
    };
    Ok(Outcome {
        name: kept(&old.name, patch.name, |t| text::name("name", t))?,
        metric: kept(&old.metric, patch.metric, |t| text::short("metric", t))?,
        unit: kept(&old.unit, patch.unit, |t| text::line("unit", t, bounds::UNIT))?,
        baseline: measured("baseline", old.baseline, patch.baseline)?,
        target: measured("target", old.target, patch.target)?,
        direction: patch.direction.unwrap_or(old.direction),
        due: kept(&old.due, patch.due, |d| d.map(|d| day("due", d)).transpose())?,
        is_primary: patch.is_primary.unwrap_or(old.is_primary),
        labels: kept(&old.labels, patch.labels, |l| text::list("labels", l))?,
        ..old.clone()
    })
}
