//! What a pain is, and the views of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::fields::clearable;
use crate::base::ids::{PainId, PersonaId, ProblemId, ProductId, ProjectId};
use crate::base::log::HistoryRow;
use crate::base::rank::Placement;
use crate::base::refs::Link;

pub use crate::base::statuses::PainState;

/// What a problem costs a persona. One for each pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Pain {
    /// Its id.
    pub id: PainId,
    /// Its product.
    pub product_id: ProductId,
    /// What it is called by: its persona and problem, `U-1×X-2`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Who feels it.
    pub persona_id: PersonaId,
    /// What hurts.
    pub problem_id: ProblemId,
    /// What the problem costs the persona; markdown.
    pub impact: String,
    /// What is at stake if it stays, and if it goes; markdown.
    pub stakes: String,
    /// Where it stands.
    pub state: PainState,
    /// The project that solved it. Only a solved pain has one.
    pub solved_by: Option<ProjectId>,
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

/// A pain with what it joins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PainRow {
    /// The pain.
    pub pain: Pain,
    /// Who feels it.
    pub persona: Link,
    /// What hurts.
    pub problem: Link,
    /// The project that solved it.
    pub solved_by: Option<Link>,
    /// A finished project for this persona and problem, while the pain is not
    /// solved.
    pub suggest_solved: Option<Link>,
}

/// Everything a pain's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PainPage {
    /// The pain with what it joins.
    pub row: PainRow,
    /// Its product.
    pub product: Link,
    /// The decisions about it.
    pub decisions: Vec<Link>,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
}

/// What a new pain starts with; only the pair is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewPain {
    /// Who feels it.
    pub persona_id: PersonaId,
    /// What hurts.
    pub problem_id: ProblemId,
    /// What it costs them.
    #[specta(optional)]
    pub impact: Option<String>,
    /// What is at stake.
    #[specta(optional)]
    pub stakes: Option<String>,
    /// Where it stands; open unless said.
    #[specta(optional)]
    pub state: Option<PainState>,
    /// The project that solved it.
    #[specta(optional)]
    pub solved_by: Option<ProjectId>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Its place among the problem's pains; last unless said.
    #[specta(optional)]
    pub placement: Option<Placement>,
}

impl NewPain {
    /// That this persona feels this problem, and nothing more.
    #[must_use]
    pub fn of(persona: &PersonaId, problem: &ProblemId) -> Self {
        let (persona_id, problem_id) = (persona.clone(), problem.clone());
        Self { persona_id, problem_id, ..Self::default() }
    }
}

/// A partial update: what is left out is kept; an empty text or list clears, and
/// so does `null` the project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PainPatch {
    /// What it costs them.
    #[specta(optional)]
    pub impact: Option<String>,
    /// What is at stake.
    #[specta(optional)]
    pub stakes: Option<String>,
    /// Where it stands. Leaving `solved` forgets the project that solved it.
    #[specta(optional)]
    pub state: Option<PainState>,
    /// The project that solved it, which makes it solved.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional, type = Option<ProjectId>)]
    pub solved_by: Option<Option<ProjectId>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}
