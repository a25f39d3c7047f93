//! What an outcome is, its readings, and the views of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::ids::{OutcomeId, PillarId, ProductId, ReadingId};
use crate::base::log::HistoryRow;
use crate::base::rank::Placement;
use crate::base::refs::Link;

pub use crate::base::kinds::Direction;

/// A number that shows it is working: what people do differently, from a number
/// now to a target, by when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Outcome {
    /// Its id.
    pub id: OutcomeId,
    /// Its product.
    pub product_id: ProductId,
    /// Its short ref, `O-3`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// What is counted, in words.
    pub metric: String,
    /// What the number is in: `%`, `days`.
    pub unit: String,
    /// The number at the start.
    pub baseline: Option<f64>,
    /// The number to reach.
    pub target: Option<f64>,
    /// Which way it should go.
    pub direction: Direction,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Whether it is the one number that counts most.
    #[serde(rename = "primary")]
    pub is_primary: bool,
    /// Free labels.
    #[sqlx(json)]
    pub labels: Vec<String>,
    /// The codes of gaps and hints ignored here.
    #[sqlx(json)]
    pub ignored: Vec<String>,
    /// Grows by one with each change.
    pub rev: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it.
    #[sqlx(try_from = "String")]
    pub created_by: ActorName,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Who last changed it.
    #[sqlx(try_from = "String")]
    pub updated_by: ActorName,
    /// When it went to the trash.
    pub trashed_at: Option<DateTime<Utc>>,
}

impl Outcome {
    /// How far `value` is from the baseline (0) to the target (1); `None` while one
    /// of the three is missing, or when the target lies against the direction.
    #[must_use]
    pub fn progress(&self, value: Option<f64>) -> Option<f64> {
        let (baseline, target, value) = (self.baseline?, self.target?, value?);
        let (way, gone) = match self.direction {
            Direction::Up => (target - baseline, value - baseline),
            Direction::Down => (baseline - target, baseline - value),
        };
        let part = gone / way;
        (way > 0.0 && part.is_finite()).then(|| part.clamp(0.0, 1.0))
    }
}

/// What was measured on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Reading {
    /// Its id.
    pub id: ReadingId,
    /// The day.
    pub date: NaiveDate,
    /// The number.
    pub value: f64,
    /// What to know about it; may be empty.
    pub note: String,
}

/// An outcome in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct OutcomeRow {
    /// The outcome.
    pub outcome: Outcome,
    /// The latest number measured.
    pub current: Option<f64>,
    /// When that was.
    pub measured_on: Option<NaiveDate>,
    /// How far it has come, 0 to 1; `None` while that cannot be told.
    pub progress: Option<f64>,
    /// Up to 24 latest numbers, oldest first.
    pub trend: Vec<f64>,
    /// The pillars it shows to work.
    pub pillars: Vec<Link>,
    /// Bets behind it that are not closed.
    pub open_bets: u32,
}

/// The outcomes of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct OutcomeList {
    /// The outcomes, in the person's order.
    pub outcomes: Vec<OutcomeRow>,
    /// Advice about how many there are, if any.
    pub hint: Option<String>,
}

/// Everything an outcome's page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct OutcomePage {
    /// The outcome.
    pub outcome: Outcome,
    /// Its product.
    pub product: Link,
    /// What was measured, oldest first; the last one is current.
    pub readings: Vec<Reading>,
    /// The latest number measured.
    pub current: Option<f64>,
    /// How far it has come, 0 to 1; `None` while that cannot be told.
    pub progress: Option<f64>,
    /// The pillars it shows to work.
    pub pillars: Vec<Link>,
    /// The bets that want to move it.
    pub bets: Vec<Link>,
    /// The evidence about it.
    pub evidence: Vec<Link>,
    /// The decisions about it.
    pub decisions: Vec<Link>,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
}

/// What a new outcome starts with; only the name is required.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct NewOutcome {
    /// Its name.
    pub name: String,
    /// What is counted.
    #[specta(optional)]
    pub metric: Option<String>,
    /// What the number is in.
    #[specta(optional)]
    pub unit: Option<String>,
    /// The number at the start.
    #[specta(optional)]
    pub baseline: Option<f64>,
    /// The number to reach.
    #[specta(optional)]
    pub target: Option<f64>,
    /// Which way it should go; from baseline to target, or up, unless said.
    #[specta(optional)]
    pub direction: Option<Direction>,
    /// By when.
    #[specta(optional)]
    pub due: Option<NaiveDate>,
    /// Whether it is the one number that counts most.
    #[serde(rename = "primary")]
    #[specta(optional)]
    pub is_primary: Option<bool>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// The pillars it shows to work.
    #[specta(optional)]
    pub pillars: Option<Vec<PillarId>>,
    /// Where among the outcomes; last unless said.
    #[specta(optional)]
    pub placement: Option<Placement>,
}

/// A partial update: what is left out is kept; an empty text or list clears, and
/// so does `null` for a number or a day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct OutcomePatch {
    /// Its name.
    #[specta(optional)]
    pub name: Option<String>,
    /// What is counted.
    #[specta(optional)]
    pub metric: Option<String>,
    /// What the number is in.
    #[specta(optional)]
    pub unit: Option<String>,
    /// The number at the start.
    #[serde(default, deserialize_with = "crate::base::fields::clearable")]
    #[specta(optional, type = Option<f64>)]
    pub baseline: Option<Option<f64>>,
    /// The number to reach.
    #[serde(default, deserialize_with = "crate::base::fields::clearable")]
    #[specta(optional, type = Option<f64>)]
    pub target: Option<Option<f64>>,
    /// Which way it should go.
    #[specta(optional)]
    pub direction: Option<Direction>,
    /// By when.
    #[serde(default, deserialize_with = "crate::base::fields::clearable")]
    #[specta(optional, type = Option<NaiveDate>)]
    pub due: Option<Option<NaiveDate>>,
    /// Whether it is the one number that counts most.
    #[serde(rename = "primary")]
    #[specta(optional)]
    pub is_primary: Option<bool>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
}

/// A new reading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct NewReading {
    /// The day; today unless said.
    #[specta(optional)]
    pub date: Option<NaiveDate>,
    /// The number.
    pub value: f64,
    /// What to know about it.
    #[specta(optional)]
    pub note: Option<String>,
}

/// A partial update of a reading: what is left out is kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ReadingPatch {
    /// The day.
    #[specta(optional)]
    pub date: Option<NaiveDate>,
    /// The number.
    #[specta(optional)]
    pub value: Option<f64>,
    /// What to know about it.
    #[specta(optional)]
    pub note: Option<String>,
}
