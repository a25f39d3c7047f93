//! Which kind has which field.

use super::types::SaveFields;
use crate::error::{Error, Result};
use crate::refs::Kind;

/// Refuses fields that entities of this kind do not have.
pub(super) fn refuse_foreign(kind: Kind, fields: &SaveFields) -> Result<()> {
    let known = fields_of(kind);
    let foreign: Vec<&str> =
        given(fields).into_iter().filter(|field| !known.contains(field)).collect();
    if foreign.is_empty() {
        return Ok(());
    }
    Err(Error::invalid(
        "fields",
        format!(
            "A {} has no {}. Its fields are {}.",
            kind.word(),
            foreign.join(" or "),
            known.join(", ")
        ),
    ))
}

fn fields_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Product => &["name", "icon", "vision", "about"],
        Kind::Project => &[
            "name",
            "kind",
            "status",
            "status_reason",
            "why_line",
            "why",
            "what",
            "constraints",
            "in",
            "out",
            "labels",
        ],
        Kind::Task => &[
            "name",
            "parent",
            "kind",
            "status",
            "status_reason",
            "priority",
            "description",
            "why_line",
            "constraints",
            "labels",
            "blocked",
            "branch",
            "commits",
            "depends_on",
            "steps",
            "checks",
        ],
        Kind::Capture => &["name", "note"],
        _ => &[],
    }
}

fn given(fields: &SaveFields) -> Vec<&'static str> {
    let SaveFields { project_kind, project_status, task_kind, task_status, .. } = fields;
    [
        ("name", fields.name.is_some()),
        ("icon", fields.icon.is_some()),
        ("vision", fields.vision.is_some()),
        ("about", fields.about.is_some()),
        ("kind", project_kind.is_some() || task_kind.is_some()),
        ("status", project_status.is_some() || task_status.is_some()),
        ("priority", fields.priority.is_some()),
        ("status_reason", fields.status_reason.is_some()),
        ("why_line", fields.why_line.is_some()),
        ("why", fields.why.is_some()),
        ("what", fields.what.is_some()),
        ("description", fields.description.is_some()),
        ("note", fields.note.is_some()),
        ("branch", fields.branch.is_some()),
        ("blocked", fields.blocked.is_some()),
        ("constraints", fields.constraints.is_some()),
        ("in", fields.in_scope.is_some()),
        ("out", fields.out_of_scope.is_some()),
        ("labels", fields.labels.is_some()),
        ("commits", fields.commits.is_some()),
        ("parent", fields.parent.is_some()),
        ("depends_on", fields.depends_on.is_some()),
        ("steps", !fields.steps.is_empty()),
        ("checks", !fields.checks.is_empty()),
    ]
    .into_iter()
    .filter_map(|(field, present)| present.then_some(field))
    .collect()
}
