//! What a project is.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::ids::{BetId, PersonaId, PillarId, ProblemId, ProductId, ProjectId};
use crate::base::rank::Placement;
use crate::base::records::Record;
use crate::base::refs::Link;

pub use crate::base::kinds::ProjectKind;
pub use crate::base::statuses::ProjectStatus;

/// A piece of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its product.
    pub product_id: ProductId,
    /// Its short ref, `P-7`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// What sort of work.
    pub kind: ProjectKind,
    /// Where it stands.
    pub status: ProjectStatus,
    /// Why in one line, at most 160 characters.
    pub why_line: String,
    /// Why; markdown.
    pub why: String,
    /// What; markdown.
    pub what: String,
    /// What must hold.
    #[sqlx(json)]
    pub constraints: Vec<String>,
    /// What is in.
    #[sqlx(json)]
    pub in_scope: Vec<String>,
    /// What is out.
    #[sqlx(json)]
    pub out_of_scope: Vec<String>,
    /// What is still unknown.
    #[sqlx(json)]
    pub questions: Vec<String>,
    /// The bet it serves.
    pub bet_id: Option<BetId>,
    /// The pillar it serves by itself, beside those of its bet.
    pub pillar_id: Option<PillarId>,
    /// How many days it is worth.
    pub appetite_days: Option<u32>,
    /// The branch it is worked on.
    pub branch: String,
    /// What changed because of it; markdown.
    pub result: String,
    /// Free labels.
    #[sqlx(json)]
    pub labels: Vec<String>,
    /// The codes of gaps and hints that the person ignores here.
    #[sqlx(json)]
    pub ignored: Vec<String>,
    /// Why it was dropped or reopened.
    pub status_reason: String,
    /// When building began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was done or dropped.
    pub finished_at: Option<DateTime<Utc>>,
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

impl Project {
    /// A pointer to it.
    #[must_use]
    pub fn link(&self) -> Link {
        Record::link(self)
    }
}

/// What a new project starts with; only the name is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewProject {
    /// Its name.
    pub name: String,
    /// What sort of work; a feature unless said.
    #[specta(optional)]
    pub kind: Option<ProjectKind>,
    /// Where it stands; an idea unless said.
    #[specta(optional)]
    pub status: Option<ProjectStatus>,
    /// Why in one line.
    #[specta(optional)]
    pub why_line: Option<String>,
    /// Why.
    #[specta(optional)]
    pub why: Option<String>,
    /// What.
    #[specta(optional)]
    pub what: Option<String>,
    /// What must hold.
    #[specta(optional)]
    pub constraints: Option<Vec<String>>,
    /// What is in.
    #[specta(optional)]
    pub in_scope: Option<Vec<String>>,
    /// What is out.
    #[specta(optional)]
    pub out_of_scope: Option<Vec<String>>,
    /// What is still unknown.
    #[specta(optional)]
    pub questions: Option<Vec<String>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// How many days it is worth, 1 to 3,650.
    #[specta(optional)]
    pub appetite_days: Option<u32>,
    /// The branch it is worked on.
    #[specta(optional)]
    pub branch: Option<String>,
    /// What changed because of it.
    #[specta(optional)]
    pub result: Option<String>,
    /// The bet it serves.
    #[specta(optional)]
    pub bet_id: Option<BetId>,
    /// The pillar it serves by itself.
    #[specta(optional)]
    pub pillar_id: Option<PillarId>,
    /// Who it is for.
    #[specta(optional)]
    pub personas: Option<Vec<PersonaId>>,
    /// The problems it solves.
    #[specta(optional)]
    pub problems: Option<Vec<ProblemId>>,
    /// The projects it waits for.
    #[specta(optional)]
    pub depends_on: Option<Vec<ProjectId>>,
    /// Where in the product's list; last unless said.
    #[specta(optional)]
    pub placement: Option<Placement>,
}

/// A partial update: what is left out is kept; an empty text or list clears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProjectPatch {
    /// Its name.
    #[specta(optional)]
    pub name: Option<String>,
    /// What sort of work.
    #[specta(optional)]
    pub kind: Option<ProjectKind>,
    /// Where it stands.
    #[specta(optional)]
    pub status: Option<ProjectStatus>,
    /// Why it was dropped or reopened.
    #[specta(optional)]
    pub status_reason: Option<String>,
    /// Why in one line.
    #[specta(optional)]
    pub why_line: Option<String>,
    /// Why.
    #[specta(optional)]
    pub why: Option<String>,
    /// What.
    #[specta(optional)]
    pub what: Option<String>,
    /// What must hold.
    #[specta(optional)]
    pub constraints: Option<Vec<String>>,
    /// What is in.
    #[specta(optional)]
    pub in_scope: Option<Vec<String>>,
    /// What is out.
    #[specta(optional)]
    pub out_of_scope: Option<Vec<String>>,
    /// What is still unknown.
    #[specta(optional)]
    pub questions: Option<Vec<String>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// How many days it is worth, 1 to 3,650; `null` takes it away.
    #[serde(default, deserialize_with = "crate::base::fields::clearable")]
    #[specta(optional, type = Option<u32>)]
    pub appetite_days: Option<Option<u32>>,
    /// The branch it is worked on.
    #[specta(optional)]
    pub branch: Option<String>,
    /// What changed because of it.
    #[specta(optional)]
    pub result: Option<String>,
    /// The bet it serves; `null` takes it out of its bet.
    #[serde(default, deserialize_with = "crate::base::fields::clearable")]
    #[specta(optional, type = Option<BetId>)]
    pub bet_id: Option<Option<BetId>>,
    /// The pillar it serves by itself; `null` takes it away.
    #[serde(default, deserialize_with = "crate::base::fields::clearable")]
    #[specta(optional, type = Option<PillarId>)]
    pub pillar_id: Option<Option<PillarId>>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}
