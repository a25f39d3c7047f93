//! What a decision is, and the views of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::fields::clearable;
use crate::base::ids::{DecisionId, ProductId};
use crate::base::log::HistoryRow;
use crate::base::rank::Placement;
use crate::base::records::Record;
use crate::base::refs::{Kind, Link};

/// What was chosen, over what, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// Its product.
    pub product_id: ProductId,
    /// Its short ref, `D-4`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// What was chosen, in one line.
    pub what: String,
    /// Why; markdown.
    pub why: String,
    /// What it was chosen over; markdown.
    pub instead_of: String,
    /// When to look at it again.
    pub revisit_on: Option<NaiveDate>,
    /// Free labels.
    #[sqlx(json)]
    pub labels: Vec<String>,
    /// The codes of gaps and hints the person ignores here.
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

impl Decision {
    /// A pointer to it.
    #[must_use]
    pub fn link(&self) -> Link {
        Record::link(self)
    }

    /// Whether the day to look at it again has come.
    #[must_use]
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.revisit_on.is_some_and(|day| day <= today)
    }
}

/// A decision in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DecisionRow {
    /// The decision.
    pub decision: Decision,
    /// What it is about.
    pub about: Vec<Link>,
    /// Whether the day to look at it again has come.
    pub due: bool,
}

/// Everything a decision's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DecisionPage {
    /// The decision.
    pub decision: Decision,
    /// Its product.
    pub product: Link,
    /// What it is about.
    pub about: Vec<Link>,
    /// Other decisions that are about this one.
    pub decisions: Vec<Link>,
    /// Whether the day to look at it again has come.
    pub due: bool,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
}

/// Something a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct About {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

/// What a new decision starts with; only what was chosen is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewDecision {
    /// What was chosen.
    pub what: String,
    /// Why.
    #[specta(optional)]
    pub why: Option<String>,
    /// What it was chosen over.
    #[specta(optional)]
    pub instead_of: Option<String>,
    /// When to look at it again.
    #[specta(optional)]
    pub revisit_on: Option<NaiveDate>,
    /// What it is about: any entity of the product, the product itself included.
    #[specta(optional)]
    pub about: Option<Vec<About>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Its place in the list; last unless said.
    #[specta(optional)]
    pub placement: Option<Placement>,
}

/// A partial update: what is left out is kept; an empty text or list clears, and
/// so does `null` the date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DecisionPatch {
    /// What was chosen.
    #[specta(optional)]
    pub what: Option<String>,
    /// Why.
    #[specta(optional)]
    pub why: Option<String>,
    /// What it was chosen over.
    #[specta(optional)]
    pub instead_of: Option<String>,
    /// When to look at it again.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional, type = Option<NaiveDate>)]
    pub revisit_on: Option<Option<NaiveDate>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}
