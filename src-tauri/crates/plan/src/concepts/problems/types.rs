//! What a problem is, and the views of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::fields::clearable;
use crate::base::ids::{PersonaId, ProblemId, ProductId};
use crate::base::log::HistoryRow;
use crate::base::rank::Placement;
use crate::base::refs::Link;
use crate::concepts::pains::PainRow;

pub use crate::base::kinds::ProblemKind;
pub use crate::base::statuses::ProblemState;

/// What gets in people's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Problem {
    /// Its id.
    pub id: ProblemId,
    /// Its product.
    pub product_id: ProductId,
    /// Its short ref, `X-2`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub kind: ProblemKind,
    /// What it costs people, 1 (a shrug) to 5 (they leave).
    pub severity: Option<u8>,
    /// What happens, when and to whom; markdown.
    pub description: String,
    /// Where it stands.
    pub state: ProblemState,
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

/// A problem in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct ProblemRow {
    /// The problem.
    #[sqlx(flatten)]
    pub problem: Problem,
    /// How many personas feel it.
    pub personas: u32,
    /// How many pieces of evidence there are for it.
    pub evidence: u32,
    /// How many bets take it on.
    pub bets: u32,
    /// How many projects work on it.
    pub projects: u32,
}

/// Everything a problem's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProblemPage {
    /// The problem.
    pub problem: Problem,
    /// Its product.
    pub product: Link,
    /// Who feels it, in the person's order.
    pub pains: Vec<PainRow>,
    /// The evidence for it.
    pub evidence: Vec<Link>,
    /// The bets that take it on.
    pub bets: Vec<Link>,
    /// The projects that work on it.
    pub projects: Vec<Link>,
    /// The decisions about it.
    pub decisions: Vec<Link>,
    /// A finished project that works on it, while it is not solved.
    pub suggest_solved: Option<Link>,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
}

/// What a new problem starts with; only the name is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewProblem {
    /// Its name.
    pub name: String,
    /// Where it comes from; other unless said.
    #[specta(optional)]
    pub kind: Option<ProblemKind>,
    /// What it costs people, 1 to 5.
    #[specta(optional)]
    pub severity: Option<u8>,
    /// What happens.
    #[specta(optional)]
    pub description: Option<String>,
    /// Where it stands; open unless said.
    #[specta(optional)]
    pub state: Option<ProblemState>,
    /// Who feels it: each makes a pain.
    #[specta(optional)]
    pub personas: Option<Vec<PersonaId>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Its place in the list; last unless said.
    #[specta(optional)]
    pub placement: Option<Placement>,
}

/// A partial update: what is left out is kept; an empty text or list clears, and
/// so does `null` a severity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProblemPatch {
    /// Its name.
    #[specta(optional)]
    pub name: Option<String>,
    /// Where it comes from.
    #[specta(optional)]
    pub kind: Option<ProblemKind>,
    /// What it costs people, 1 to 5.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional, type = Option<u8>)]
    pub severity: Option<Option<u8>>,
    /// What happens.
    #[specta(optional)]
    pub description: Option<String>,
    /// Where it stands.
    #[specta(optional)]
    pub state: Option<ProblemState>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}
