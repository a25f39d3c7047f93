//! What lists show of tasks.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::types::{Priority, TaskKind, TaskStatus};
use crate::base::holder::Holder;
use crate::base::ids::{ProductId, TaskId};
use crate::base::refs::{Kind, Link, Ref};

/// A task in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TaskRow {
    /// Its id.
    pub id: TaskId,
    /// Its short ref.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// What sort of work.
    pub kind: TaskKind,
    /// Where it stands.
    pub status: TaskStatus,
    /// How urgent.
    pub priority: Priority,
    /// Free labels.
    pub labels: Vec<String>,
    /// Its project.
    pub project: Link,
    /// Whether something outside the plan stands in the way.
    pub blocked: bool,
    /// What stands in the way.
    pub blocked_reason: String,
    /// The refs of unfinished tasks it waits for.
    pub waits_for: Vec<String>,
    /// Checks that hold.
    pub checks_done: u32,
    /// All checks.
    pub checks_total: u32,
    /// Steps done.
    pub steps_done: u32,
    /// All steps.
    pub steps_total: u32,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Its rev.
    pub rev: u32,
    /// Who is at work on it, when somebody claimed it.
    pub held: Option<Holder>,
}

/// The stored form of a list row.
#[derive(sqlx::FromRow)]
pub(super) struct StoredRow {
    id: TaskId,
    number: u32,
    name: String,
    kind: TaskKind,
    status: TaskStatus,
    priority: Priority,
    #[sqlx(json)]
    labels: Vec<String>,
    project_id: String,
    project_number: u32,
    project_name: String,
    blocked: bool,
    blocked_reason: String,
    #[sqlx(json)]
    waits_for: Vec<u32>,
    checks_done: u32,
    checks_total: u32,
    steps_done: u32,
    steps_total: u32,
    updated_at: DateTime<Utc>,
    rev: u32,
    held_by: Option<String>,
    held_since: Option<DateTime<Utc>>,
    held_until: Option<DateTime<Utc>>,
}

impl TaskRow {
    /// A pointer to it.
    #[must_use]
    pub fn link(&self) -> Link {
        Link {
            kind: Kind::Task,
            id: self.id.0.clone(),
            reference: self.reference.clone(),
            name: self.name.clone(),
        }
    }
}

impl From<StoredRow> for TaskRow {
    fn from(row: StoredRow) -> Self {
        Self {
            reference: Ref { kind: Kind::Task, number: row.number }.to_string(),
            id: row.id,
            name: row.name,
            kind: row.kind,
            status: row.status,
            priority: row.priority,
            labels: row.labels,
            project: project_link(row.project_id, row.project_number, row.project_name),
            blocked: row.blocked,
            blocked_reason: row.blocked_reason,
            waits_for: row
                .waits_for
                .into_iter()
                .map(|number| Ref { kind: Kind::Task, number }.to_string())
                .collect(),
            checks_done: row.checks_done,
            checks_total: row.checks_total,
            steps_done: row.steps_done,
            steps_total: row.steps_total,
            updated_at: row.updated_at,
            rev: row.rev,
            held: row.held_by.zip(row.held_since).map(|(by, since)| Holder {
                by: by.into(),
                since,
                until: row.held_until,
            }),
        }
    }
}

pub(super) fn project_link(id: String, number: u32, name: String) -> Link {
    let reference = Ref { kind: Kind::Project, number }.to_string();
    Link { kind: Kind::Project, id, reference, name }
}

/// Which tasks a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TaskFilter {
    /// The product.
    pub product_id: ProductId,
    /// The statuses wanted; none means all.
    pub statuses: Vec<TaskStatus>,
    /// Words that the name must contain, or a ref; empty means all.
    pub text: String,
}

/// A task at the other end of a dependency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Dependency {
    /// Its id.
    pub id: TaskId,
    /// Its short ref.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: TaskStatus,
    /// Its project.
    pub project: Link,
}

/// The stored form of a dependency's other end.
#[derive(sqlx::FromRow)]
pub(super) struct StoredDependency {
    id: TaskId,
    number: u32,
    name: String,
    status: TaskStatus,
    project_id: String,
    project_number: u32,
    project_name: String,
}

impl From<StoredDependency> for Dependency {
    fn from(row: StoredDependency) -> Self {
        Self {
            reference: Ref { kind: Kind::Task, number: row.number }.to_string(),
            id: row.id,
            name: row.name,
            status: row.status,
            project: project_link(row.project_id, row.project_number, row.project_name),
        }
    }
}
