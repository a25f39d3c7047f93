//! What a pillar is, and the views of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::ids::{OutcomeId, PillarId, ProductId};
use crate::base::log::HistoryRow;
use crate::base::rank::Placement;
use crate::base::refs::Link;

/// A lasting way to win, and what is refused for it. A good one decides between
/// two projects, and a rival could say the opposite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Pillar {
    /// Its id.
    pub id: PillarId,
    /// Its product.
    pub product_id: ProductId,
    /// Its short ref, `L-2`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// What is done for it, for years; markdown.
    pub we_will: String,
    /// What is refused for it; markdown.
    pub we_wont: String,
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

/// A pillar in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct PillarRow {
    /// The pillar.
    #[sqlx(flatten)]
    pub pillar: Pillar,
    /// The outcomes that show it works.
    pub outcomes: u32,
    /// Projects that serve it and are not over.
    pub open_projects: u32,
}

/// The pillars of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PillarList {
    /// The pillars, in the person's order.
    pub pillars: Vec<PillarRow>,
    /// Advice about how many there are, if any.
    pub hint: Option<String>,
}

/// Everything a pillar's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PillarPage {
    /// The pillar.
    pub pillar: Pillar,
    /// Its product.
    pub product: Link,
    /// The outcomes that show it works.
    pub outcomes: Vec<Link>,
    /// The projects that serve it, in the person's order.
    pub projects: Vec<Link>,
    /// The decisions about it.
    pub decisions: Vec<Link>,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
}

/// What a new pillar starts with; only the name is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewPillar {
    /// Its name.
    pub name: String,
    /// What is done for it.
    #[specta(optional)]
    pub we_will: Option<String>,
    /// What is refused for it.
    #[specta(optional)]
    pub we_wont: Option<String>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// The outcomes that show it works.
    #[specta(optional)]
    pub outcomes: Option<Vec<OutcomeId>>,
    /// Where among the pillars; last unless said.
    #[specta(optional)]
    pub placement: Option<Placement>,
}

/// A partial update: what is left out is kept; an empty text or list clears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PillarPatch {
    /// Its name.
    #[specta(optional)]
    pub name: Option<String>,
    /// What is done for it.
    #[specta(optional)]
    pub we_will: Option<String>,
    /// What is refused for it.
    #[specta(optional)]
    pub we_wont: Option<String>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}
