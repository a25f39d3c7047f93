//! What a persona is, and the views of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::ids::{PersonaId, ProblemId, ProductId};
use crate::base::log::HistoryRow;
use crate::base::rank::Placement;
use crate::base::refs::Link;
use crate::concepts::pains::PainRow;

/// One specific person the product is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Persona {
    /// Its id.
    pub id: PersonaId,
    /// Its product.
    pub product_id: ProductId,
    /// Its short ref, `U-1`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Their name.
    pub name: String,
    /// Who they are; markdown.
    pub about: String,
    /// What they want; markdown.
    pub wants: String,
    /// How they cope today; markdown.
    pub today: String,
    /// Whether the product is for this person first. One of a product is.
    #[serde(rename = "primary")]
    pub is_primary: bool,
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

/// A persona in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct PersonaRow {
    /// The persona.
    #[sqlx(flatten)]
    pub persona: Persona,
    /// How many problems they feel.
    pub problems: u32,
    /// How many of those are not solved for them.
    pub unsolved: u32,
    /// How many bets are for them.
    pub bets: u32,
    /// How many projects are for them.
    pub projects: u32,
}

/// Everything a persona's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PersonaPage {
    /// The persona.
    pub persona: Persona,
    /// Its product.
    pub product: Link,
    /// What their problems cost them, in the order of the problems.
    pub pains: Vec<PainRow>,
    /// The bets that are for them.
    pub bets: Vec<Link>,
    /// The projects that are for them.
    pub projects: Vec<Link>,
    /// The decisions about them.
    pub decisions: Vec<Link>,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
}

/// What a new persona starts with; only the name is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewPersona {
    /// Their name.
    pub name: String,
    /// Who they are.
    #[specta(optional)]
    pub about: Option<String>,
    /// What they want.
    #[specta(optional)]
    pub wants: Option<String>,
    /// How they cope today.
    #[specta(optional)]
    pub today: Option<String>,
    /// Whether the product is for this person first.
    #[specta(optional)]
    pub primary: Option<bool>,
    /// The problems they feel: each makes a pain.
    #[specta(optional)]
    pub problems: Option<Vec<ProblemId>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Its place in the list; last unless said.
    #[specta(optional)]
    pub placement: Option<Placement>,
}

/// A partial update: what is left out is kept; an empty text or list clears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PersonaPatch {
    /// Their name.
    #[specta(optional)]
    pub name: Option<String>,
    /// Who they are.
    #[specta(optional)]
    pub about: Option<String>,
    /// What they want.
    #[specta(optional)]
    pub wants: Option<String>,
    /// How they cope today.
    #[specta(optional)]
    pub today: Option<String>,
    /// Whether the product is for this person first.
    #[specta(optional)]
    pub primary: Option<bool>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}
