//! What a project is, and the views of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::ActorName;
use crate::brief::WhyLine;
use crate::history::HistoryRow;
use crate::ids::{ProductId, ProjectId};
use crate::products::Product;
use crate::refs::{Kind, Link, Ref};
use crate::tasks::TaskRow;
use crate::words::word_enum;

word_enum! {
    /// What sort of work a project is.
    ProjectKind {
        /// Something new for people.
        Feature = "feature",
        /// Something broken, mended.
        Fix = "fix",
        /// A question, answered.
        Research = "research",
        /// Upkeep.
        Chore = "chore",
    }
}

word_enum! {
    /// Where a project stands. Any move is allowed.
    ProjectStatus {
        /// A thought worth keeping.
        Idea = "idea",
        /// Clear enough to begin.
        Ready = "ready",
        /// Under way.
        Building = "building",
        /// Finished.
        Done = "done",
        /// Given up, with a reason.
        Dropped = "dropped",
    }
}

impl ProjectStatus {
    /// Whether work on it is over.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

/// A piece of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
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
    pub constraints: Vec<String>,
    /// What is in.
    pub in_scope: Vec<String>,
    /// What is out.
    pub out_of_scope: Vec<String>,
    /// Free labels.
    pub labels: Vec<String>,
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
    pub created_by: ActorName,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Who last changed it.
    pub updated_by: ActorName,
    /// When it went to the trash.
    pub trashed_at: Option<DateTime<Utc>>,
}

impl Project {
    /// A pointer to it.
    #[must_use]
    pub fn link(&self) -> Link {
        Link {
            kind: Kind::Project,
            id: self.id.0.clone(),
            reference: self.reference.clone(),
            name: self.name.clone(),
        }
    }
}

/// The stored row of a project.
#[derive(sqlx::FromRow)]
pub(super) struct Stored {
    id: ProjectId,
    product_id: ProductId,
    number: u32,
    name: String,
    kind: ProjectKind,
    status: ProjectStatus,
    why_line: String,
    why: String,
    what: String,
    #[sqlx(json)]
    constraints: Vec<String>,
    #[sqlx(json)]
    in_scope: Vec<String>,
    #[sqlx(json)]
    out_of_scope: Vec<String>,
    #[sqlx(json)]
    labels: Vec<String>,
    status_reason: String,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    rev: u32,
    created_at: DateTime<Utc>,
    #[sqlx(try_from = "String")]
    created_by: ActorName,
    updated_at: DateTime<Utc>,
    #[sqlx(try_from = "String")]
    updated_by: ActorName,
    trashed_at: Option<DateTime<Utc>>,
}

impl From<Stored> for Project {
    fn from(row: Stored) -> Self {
        Self {
            reference: Ref { kind: Kind::Project, number: row.number }.to_string(),
            id: row.id,
            product_id: row.product_id,
            name: row.name,
            kind: row.kind,
            status: row.status,
            why_line: row.why_line,
            why: row.why,
            what: row.what,
            constraints: row.constraints,
            in_scope: row.in_scope,
            out_of_scope: row.out_of_scope,
            labels: row.labels,
            status_reason: row.status_reason,
            started_at: row.started_at,
            finished_at: row.finished_at,
            rev: row.rev,
            created_at: row.created_at,
            created_by: row.created_by,
            updated_at: row.updated_at,
            updated_by: row.updated_by,
            trashed_at: row.trashed_at,
        }
    }
}

/// A project on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProjectCard {
    /// Its id.
    pub id: ProjectId,
    /// Its short ref.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// What sort of work.
    pub kind: ProjectKind,
    /// Where it stands.
    pub status: ProjectStatus,
    /// Why in one line.
    pub why_line: String,
    /// Free labels.
    pub labels: Vec<String>,
    /// Tasks done.
    pub tasks_done: u32,
    /// Tasks that count: all but the dropped ones.
    pub tasks_total: u32,
    /// Tasks being worked on.
    pub tasks_doing: u32,
    /// Open tasks flagged as blocked.
    pub tasks_blocked: u32,
    /// What is missing, one phrase each.
    pub gaps: Vec<String>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Its rev.
    pub rev: u32,
}

/// One column of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BoardColumn {
    /// The status its cards have.
    pub status: ProjectStatus,
    /// Its cards, in the person's order.
    pub cards: Vec<ProjectCard>,
    /// Advice about the column, if any.
    pub hint: Option<String>,
}

/// All projects of a product, in columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProjectBoard {
    /// The product.
    pub product: Link,
    /// The five statuses in order.
    pub columns: Vec<BoardColumn>,
}

/// Everything a project's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProjectPage {
    /// The project.
    pub project: Project,
    /// Its product.
    pub product: Product,
    /// The chain of reasons, from the project up to the vision.
    pub why: Vec<WhyLine>,
    /// Its tasks, in the person's order.
    pub tasks: Vec<TaskRow>,
    /// Whether all its tasks are over, at least one is done, and it is not.
    pub suggest_done: bool,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
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
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
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
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}
