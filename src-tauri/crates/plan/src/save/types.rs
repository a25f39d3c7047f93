//! What a batch says.

use serde::{Deserialize, Serialize};

use crate::change::Written;
use crate::projects::{ProjectKind, ProjectStatus};
use crate::refs::Kind;
use crate::tasks::{Blocked, Priority, TaskKind, TaskStatus};

/// One entity to create or update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveItem {
    /// A name for it within the batch, such as `@login`; other items may use it
    /// wherever a ref is allowed.
    pub local: Option<String>,
    /// What to create or update.
    pub target: SaveTarget,
    /// The fields to set.
    pub fields: SaveFields,
    /// Edits of long texts, applied after `fields`.
    pub edits: Vec<TextEdit>,
    /// The rev the writer last read.
    pub rev: Option<u32>,
    /// Answers the guard over long texts.
    pub replace: bool,
}

/// What an item is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveTarget {
    /// A new entity of this kind.
    New(Kind),
    /// The entity with this ref; `product` is the product itself.
    Existing(String),
}

/// The fields of every kind. What is left out is kept; an empty text or list
/// clears. A field that the kind does not have is refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the entities, by the same names")]
pub struct SaveFields {
    pub name: Option<String>,
    pub icon: Option<String>,
    pub vision: Option<String>,
    pub about: Option<String>,
    pub project_kind: Option<ProjectKind>,
    pub project_status: Option<ProjectStatus>,
    pub task_kind: Option<TaskKind>,
    pub task_status: Option<TaskStatus>,
    pub priority: Option<Priority>,
    pub status_reason: Option<String>,
    pub why_line: Option<String>,
    pub why: Option<String>,
    pub what: Option<String>,
    pub description: Option<String>,
    pub note: Option<String>,
    pub branch: Option<String>,
    pub blocked: Option<Blocked>,
    pub constraints: Option<ListEdit>,
    pub in_scope: Option<ListEdit>,
    pub out_of_scope: Option<ListEdit>,
    pub labels: Option<ListEdit>,
    pub commits: Option<ListEdit>,
    /// The project of a task: a ref or a local name. Moves a task that exists.
    pub parent: Option<String>,
    /// The tasks it waits for: refs or local names.
    pub depends_on: Option<ListEdit>,
    /// Steps to add at the end.
    pub steps: Vec<String>,
    /// Checks to add at the end.
    pub checks: Vec<String>,
}

/// A change of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListEdit {
    /// Exactly these.
    Set(Vec<String>),
    /// These more, and those no longer.
    Change {
        /// To add, unless they are there.
        add: Vec<String>,
        /// To remove, if they are there.
        remove: Vec<String>,
    },
}

impl ListEdit {
    /// The list after the edit.
    pub(super) fn apply(&self, old: &[String]) -> Vec<String> {
        match self {
            Self::Set(items) => items.clone(),
            Self::Change { add, remove } => {
                let mut items: Vec<String> =
                    old.iter().filter(|item| !remove.contains(item)).cloned().collect();
                for item in add {
                    if !items.contains(item) {
                        items.push(item.clone());
                    }
                }
                items
            }
        }
    }
}

/// An edit of a long text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// Which text: `vision`, `about`, `why`, `what`, `description` or `note`.
    pub field: String,
    /// The passage to replace, which must occur exactly once; none appends.
    pub find: Option<String>,
    /// What takes its place, or follows the text.
    pub text: String,
}

/// How a batch is saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaveOptions {
    /// Says what would happen and saves nothing.
    pub preview: bool,
    /// The same key within 24 h gets the first answer and has no second effect.
    pub key: Option<String>,
    /// Why, in the writer's words.
    pub reason: Option<String>,
}

/// What a batch answers with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// What was written, or would be.
    pub written: Written,
    /// The refs that local names now have; a product's name.
    pub locals: Vec<(String, String)>,
    /// Whether nothing was saved because a preview was asked for.
    pub preview: bool,
    /// Whether this is the first answer again, to a repeated key.
    pub replayed: bool,
}
