//! What a bet is.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::ids::{BetId, OutcomeId, PersonaId, ProblemId, ProductId};
use crate::base::rank::Placement;

pub use crate::base::statuses::{BetResult, Horizon};

/// A problem area worth a fixed time, with a belief that can turn out wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Bet {
    /// Its id.
    pub id: BetId,
    /// Its product.
    pub product_id: ProductId,
    /// Its short ref, `B-1`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// "We believe … will … because …"; markdown.
    pub belief: String,
    /// When it is meant to be taken.
    pub horizon: Horizon,
    /// Why it was parked, moved or opened again.
    pub horizon_reason: String,
    /// How many days it is worth, 1 to 3650.
    pub appetite_days: Option<u32>,
    /// What would tell that it works or not; markdown.
    pub signals: String,
    /// When to look at it again.
    pub review_on: Option<NaiveDate>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// How it ended; a closed bet without one shows the gap.
    pub result: Option<BetResult>,
    /// What was learned; markdown.
    pub learned: String,
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

/// How much of its time a bet has used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AppetiteClock {
    /// The day it is in, or was closed on; the first is 1.
    pub day: u32,
    /// How many days it is worth.
    pub appetite: u32,
}

impl AppetiteClock {
    /// The clock of a bet whose first project began building on `began`, as it
    /// stands on `until`: today, or the day it was closed.
    #[must_use]
    pub fn between(began: NaiveDate, until: NaiveDate, appetite: u32) -> Self {
        let days = u32::try_from((until - began).num_days()).unwrap_or(0);
        Self { day: days.saturating_add(1), appetite }
    }

    /// Whether more time was spent than the bet is worth.
    #[must_use]
    pub fn is_over(self) -> bool {
        self.day > self.appetite
    }
}

/// What a new bet starts with; only the name is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewBet {
    /// Its name.
    pub name: String,
    /// "We believe … will … because …".
    #[specta(optional)]
    pub belief: Option<String>,
    /// When it is meant to be taken; later unless said.
    #[specta(optional)]
    pub horizon: Option<Horizon>,
    /// Why it is parked.
    #[specta(optional)]
    pub horizon_reason: Option<String>,
    /// How many days it is worth, 1 to 3650.
    #[specta(optional)]
    pub appetite_days: Option<u32>,
    /// What would tell that it works or not.
    #[specta(optional)]
    pub signals: Option<String>,
    /// When to look at it again.
    #[specta(optional)]
    pub review_on: Option<NaiveDate>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// The outcomes it should move.
    #[specta(optional)]
    pub outcomes: Option<Vec<OutcomeId>>,
    /// The problems it is about.
    #[specta(optional)]
    pub problems: Option<Vec<ProblemId>>,
    /// Who it is for.
    #[specta(optional)]
    pub personas: Option<Vec<PersonaId>>,
    /// Where among the bets; last unless said.
    #[specta(optional)]
    pub placement: Option<Placement>,
}

/// A partial update: what is left out is kept; an empty text or list clears, and
/// so does `null` for a number, a day or a result.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BetPatch {
    /// Its name.
    #[specta(optional)]
    pub name: Option<String>,
    /// "We believe … will … because …".
    #[specta(optional)]
    pub belief: Option<String>,
    /// When it is meant to be taken.
    #[specta(optional)]
    pub horizon: Option<Horizon>,
    /// Why it is parked, moved or opened again.
    #[specta(optional)]
    pub horizon_reason: Option<String>,
    /// How many days it is worth, 1 to 3650.
    #[serde(default, deserialize_with = "crate::base::fields::clearable")]
    #[specta(optional, type = Option<u32>)]
    pub appetite_days: Option<Option<u32>>,
    /// What would tell that it works or not.
    #[specta(optional)]
    pub signals: Option<String>,
    /// When to look at it again.
    #[serde(default, deserialize_with = "crate::base::fields::clearable")]
    #[specta(optional, type = Option<NaiveDate>)]
    pub review_on: Option<Option<NaiveDate>>,
    /// Closes it, or opens it again, which clears the result.
    #[specta(optional)]
    pub closed: Option<bool>,
    /// How it ended; closes it.
    #[serde(default, deserialize_with = "crate::base::fields::clearable")]
    #[specta(optional, type = Option<BetResult>)]
    pub result: Option<Option<BetResult>>,
    /// What was learned.
    #[specta(optional)]
    pub learned: Option<String>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Why it changes, such as why it is worth more time; kept in its history.
    #[specta(optional)]
    pub reason: Option<String>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}

/// A closed bet, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct ClosedBet {
    /// Its id.
    pub id: BetId,
    /// Its short ref.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// How it ended, if that was said.
    pub result: Option<BetResult>,
    /// What was learned; markdown.
    pub learned: String,
    /// Its rev.
    pub rev: u32,
}
