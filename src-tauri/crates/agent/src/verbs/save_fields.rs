//! The free part of an item to save: fields by name, as its type has them.

use openbacklog_plan::{Blocked, Kind, ListEdit, SaveFields};
use serde_json::{Map, Value};

use crate::{refusal::Refusal, schema, words};

const PROJECT: &[&str] = &[
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
];
const TASK: &[&str] = &[
    "name",
    "kind",
    "status",
    "status_reason",
    "description",
    "why_line",
    "constraints",
    "priority",
    "blocked",
    "branch",
    "commits",
    "labels",
    "steps",
    "checks",
];
const CAPTURE: &[&str] = &["text", "note"];
const PRODUCT: &[&str] = &["name", "icon", "vision", "about"];

/// The fields of an item of this kind; null clears one.
pub(super) fn read(kind: Kind, given: Map<String, Value>) -> Result<SaveFields, Refusal> {
    let mut fields = SaveFields::default();
    for (name, value) in given {
        take(&mut fields, kind, known(kind, &name)?, value)?;
    }
    Ok(fields)
}

/// The plan's own name of a field.
pub(super) fn known(kind: Kind, name: &str) -> Result<&'static str, Refusal> {
    let names = match kind {
        Kind::Project => PROJECT,
        Kind::Task => TASK,
        Kind::Capture => CAPTURE,
        _ => PRODUCT,
    };
    let wanted = words::normal(name);
    let meant = words::FIELDS.iter().find(|(also, _)| words::normal(also) == wanted);
    let wanted = meant.map_or(wanted, |(_, field)| words::normal(field));
    let hit = names.iter().find(|field| words::normal(field) == wanted);
    hit.copied().ok_or_else(|| {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        schema::unknown(&format!("{name} in a {}", kind.word()), name, names.iter())
    })
}

fn take(
    fields: &mut SaveFields,
    kind: Kind,
    name: &'static str,
    value: Value,
) -> Result<(), Refusal> {
    match name {
        "constraints" => fields.constraints = Some(list(name, value)?),
        "in" => fields.in_scope = Some(list(name, value)?),
        "out" => fields.out_of_scope = Some(list(name, value)?),
        "labels" => fields.labels = Some(list(name, value)?),
        "commits" => fields.commits = Some(list(name, value)?),
        "steps" => fields.steps = lines(name, value)?,
        "checks" => fields.checks = lines(name, value)?,
        _ => take_text(fields, kind, name, text(name, value)?)?,
    }
    Ok(())
}

fn take_text(
    fields: &mut SaveFields,
    kind: Kind,
    name: &'static str,
    text: String,
) -> Result<(), Refusal> {
    match (name, kind) {
        ("name" | "text", _) => fields.name = Some(text),
        ("icon", _) => fields.icon = Some(text),
        ("vision", _) => fields.vision = Some(text),
        ("about", _) => fields.about = Some(text),
        ("note", _) => fields.note = Some(text),
        ("why_line", _) => fields.why_line = Some(text),
        ("why", _) => fields.why = Some(text),
        ("what", _) => fields.what = Some(text),
        ("description", _) => fields.description = Some(text),
        ("branch", _) => fields.branch = Some(text),
        ("status_reason", _) => fields.status_reason = Some(text),
        ("blocked", _) => fields.blocked = Some(blocked(text)),
        ("kind", Kind::Project) => {
            fields.project_kind = Some(words::choose(name, &text, words::PROJECT_KINDS)?);
        }
        ("kind", _) => fields.task_kind = Some(words::choose(name, &text, words::TASK_KINDS)?),
        ("status", Kind::Project) => {
            fields.project_status = Some(words::choose(name, &text, words::PROJECT_STATUSES)?);
        }
        // Other tools have blocked as a status; here it is a flag beside it.
        ("status", _) if words::normal(&text) == "blocked" => {
            fields.blocked.get_or_insert(Blocked::Set(String::new()));
        }
        ("status", _) => {
            fields.task_status = Some(words::choose(name, &text, words::TASK_STATUSES)?);
        }
        _ => fields.priority = Some(words::choose(name, &text, words::PRIORITIES)?),
    }
    Ok(())
}

fn blocked(reason: String) -> Blocked {
    if reason.trim().is_empty() { Blocked::Clear } else { Blocked::Set(reason) }
}

fn text(name: &str, value: Value) -> Result<String, Refusal> {
    match value {
        Value::String(text) => Ok(text),
        Value::Null => Ok(String::new()),
        Value::Number(number) => Ok(number.to_string()),
        other => Err(wrong(name, "text", &other)),
    }
}

fn list(name: &str, value: Value) -> Result<ListEdit, Refusal> {
    lines(name, value).map(ListEdit::Set)
}

fn lines(name: &str, value: Value) -> Result<Vec<String>, Refusal> {
    match value {
        Value::Array(items) => items.into_iter().map(|item| text(name, item)).collect(),
        Value::Null => Ok(Vec::new()),
        Value::String(line) => Ok(vec![line]),
        other => Err(wrong(name, "a list of text", &other)),
    }
}

fn wrong(name: &str, wanted: &str, value: &Value) -> Refusal {
    Refusal::invalid(name, format!("{name} must be {wanted}, not {value}."), "")
}
