//! The views of projects: a card of the board, a page.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::types::{Project, ProjectKind, ProjectStatus};
use crate::base::ids::ProjectId;
use crate::base::log::HistoryRow;
use crate::base::refs::Link;
use crate::concepts::decisions::Decision;
use crate::concepts::products::Product;
use crate::concepts::tasks::TaskRow;
use crate::insights::brief::WhyLine;

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
    /// The bet it serves.
    pub bet: Option<Link>,
    /// Who it is for: the primary persona if it is linked, else the first.
    pub persona: Option<Link>,
    /// How many days it is worth.
    pub appetite_days: Option<u32>,
    /// When building began.
    pub started_at: Option<DateTime<Utc>>,
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

/// What a project is joined to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProjectLinks {
    /// The bet it serves.
    pub bet: Option<Link>,
    /// The pillar it serves by itself.
    pub pillar: Option<Link>,
    /// Who it is for, the primary persona first.
    pub personas: Vec<Link>,
    /// The problems it solves, in their order.
    pub problems: Vec<Link>,
    /// The projects it waits for, finished ones included.
    pub waits_for: Vec<Link>,
    /// The projects that wait for it.
    pub frees: Vec<Link>,
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
    /// What it is joined to.
    pub links: ProjectLinks,
    /// Decisions about it, in the person's order.
    pub decisions: Vec<Decision>,
    /// Its tasks, in the person's order.
    pub tasks: Vec<TaskRow>,
    /// Whether all its tasks are over, at least one is done, and it is not.
    pub suggest_done: bool,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
}
