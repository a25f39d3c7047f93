//! What a task is.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::ids::{CheckId, ProductId, ProjectId, StepId, TaskId};
use crate::base::rank::Placement;

pub use crate::base::kinds::TaskKind;
pub use crate::base::statuses::{Priority, TaskStatus};

/// How a task is to be done, one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// What to do.
    pub text: String,
    /// Whether it is done.
    pub done: bool,
}

/// How one knows that a task is done, one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Check {
    /// Its id.
    pub id: CheckId,
    /// What must hold.
    pub text: String,
    /// Whether it holds.
    pub done: bool,
    /// How that was verified, or why it does not hold.
    pub how: String,
    /// Who answered it.
    pub by: Option<ActorName>,
}

/// A line in a task's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct TaskNote {
    /// Its id.
    pub id: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who wrote it.
    #[sqlx(try_from = "String")]
    pub by: ActorName,
    /// The note; markdown.
    pub text: String,
}

/// One step of a project, small enough for one sitting or one agent session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// Its product.
    pub product_id: ProductId,
    /// Its project.
    pub project_id: ProjectId,
    /// Its short ref, `T-12`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// What sort of work.
    pub kind: TaskKind,
    /// Where it stands.
    pub status: TaskStatus,
    /// What to do; markdown.
    pub description: String,
    /// Why in one line, at most 160 characters; empty takes the project's.
    pub why_line: String,
    /// What must hold, beside the project's constraints.
    #[sqlx(json)]
    pub constraints: Vec<String>,
    /// Free labels.
    #[sqlx(json)]
    pub labels: Vec<String>,
    /// How urgent.
    pub priority: Priority,
    /// Whether something outside the plan stands in the way.
    pub blocked: bool,
    /// What stands in the way; may be empty.
    pub blocked_reason: String,
    /// Why it was dropped or reopened.
    pub status_reason: String,
    /// The branch it is worked on.
    pub branch: String,
    /// Commits that belong to it.
    #[sqlx(json)]
    pub commits: Vec<String>,
    /// Whether the person wants it next, before all others.
    pub pinned: bool,
    /// Until when it is no candidate for what is next.
    pub skipped_until: Option<DateTime<Utc>>,
    /// The codes of gaps and hints that the person ignores here.
    #[sqlx(json)]
    pub ignored: Vec<String>,
    /// When it was begun.
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

/// The flag for something outside the plan that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Blocked {
    /// Blocked, for this reason; it may be empty.
    Set(String),
    /// Free again.
    Clear,
}

/// What a new task starts with; only the name and the project are required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewTask {
    /// Its name.
    pub name: String,
    /// Its project.
    pub project_id: ProjectId,
    /// What sort of work; code unless said.
    #[specta(optional)]
    pub kind: Option<TaskKind>,
    /// Where it stands; todo unless said.
    #[specta(optional)]
    pub status: Option<TaskStatus>,
    /// What to do.
    #[specta(optional)]
    pub description: Option<String>,
    /// Why in one line.
    #[specta(optional)]
    pub why_line: Option<String>,
    /// What must hold.
    #[specta(optional)]
    pub constraints: Option<Vec<String>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// How urgent.
    #[specta(optional)]
    pub priority: Option<Priority>,
    /// Why it is blocked, if it is.
    #[specta(optional)]
    pub blocked: Option<String>,
    /// The branch it is worked on.
    #[specta(optional)]
    pub branch: Option<String>,
    /// How, line by line.
    #[specta(optional)]
    pub steps: Option<Vec<String>>,
    /// How one knows it is done, line by line.
    #[specta(optional)]
    pub checks: Option<Vec<String>>,
    /// The tasks it waits for.
    #[specta(optional)]
    pub depends_on: Option<Vec<TaskId>>,
    /// Where in the project; last unless said.
    #[specta(optional)]
    pub placement: Option<Placement>,
}

impl NewTask {
    /// A task with nothing but a name.
    #[must_use]
    pub fn named(name: &str, project: &ProjectId) -> Self {
        let (name, project_id) = (name.to_owned(), project.clone());
        Self { name, project_id, ..Self::default() }
    }
}

/// A partial update: what is left out is kept; an empty text or list clears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TaskPatch {
    /// Its name.
    #[specta(optional)]
    pub name: Option<String>,
    /// What sort of work.
    #[specta(optional)]
    pub kind: Option<TaskKind>,
    /// Where it stands.
    #[specta(optional)]
    pub status: Option<TaskStatus>,
    /// Why it was dropped or reopened.
    #[specta(optional)]
    pub status_reason: Option<String>,
    /// What to do.
    #[specta(optional)]
    pub description: Option<String>,
    /// Why in one line.
    #[specta(optional)]
    pub why_line: Option<String>,
    /// What must hold.
    #[specta(optional)]
    pub constraints: Option<Vec<String>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// How urgent.
    #[specta(optional)]
    pub priority: Option<Priority>,
    /// Whether something stands in the way.
    #[specta(optional)]
    pub blocked: Option<Blocked>,
    /// The branch it is worked on.
    #[specta(optional)]
    pub branch: Option<String>,
    /// Commits that belong to it.
    #[specta(optional)]
    pub commits: Option<Vec<String>>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}
