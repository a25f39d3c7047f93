//! Commands that write one entity by its fields. The verb that saves batches
//! does the work, so that a terminal gets the same answers as an AI.

use openbacklog_agent::Refusal;
use openbacklog_plan::{Field, Kind, Ref, fields_of};
use serde_json::{Map, Value, json};

use crate::{
    arguments::{Decision, Evidence, Shared},
    look::run,
    output::Outcome,
};

/// Creates something.
pub(crate) async fn new(
    kind: &str,
    name: &str,
    pairs: &[String],
    shared: &Shared,
) -> Result<Outcome, Refusal> {
    let kind = openbacklog_agent::kind(kind)?;
    let mut fields = typed(kind, pairs)?;
    let called = fields_of(kind).first().map_or("name", |field| field.name);
    fields.insert(called.to_owned(), json!(name));
    save(json!({ "type": kind.word(), "fields": fields }), None, shared).await
}

/// Changes fields of something.
pub(crate) async fn set(
    reference: &str,
    pairs: &[String],
    (reason, rev): (Option<String>, Option<u32>),
    shared: &Shared,
) -> Result<Outcome, Refusal> {
    let kind = match (Ref::parse(reference), Ref::parse_pain(reference)) {
        (Some(found), _) => found.kind,
        (None, Some(_)) => Kind::Pain,
        (None, None) => Kind::Product,
    };
    let fields = typed(kind, pairs)?;
    // A person at a terminal who types a whole text means it.
    let item = json!({ "ref": reference, "fields": fields, "rev": rev, "replace": true });
    save(item, reason, shared).await
}

/// Keeps a decision.
pub(crate) async fn decide(what: Decision, shared: &Shared) -> Result<Outcome, Refusal> {
    let fields = json!({
        "what": what.what,
        "why": what.why,
        "instead_of": what.instead_of,
        "revisit_on": what.revisit_on,
        "about": what.about,
    });
    save(json!({ "type": "decision", "fields": without_empty(fields) }), None, shared).await
}

/// Keeps a piece of evidence.
pub(crate) async fn evidence(what: Evidence, shared: &Shared) -> Result<Outcome, Refusal> {
    let fields = json!({
        "text": what.text,
        "kind": what.kind,
        "source": what.source,
        "url": what.url,
        "date": what.date,
        "strength": what.strength,
        "about": what.about,
    });
    save(json!({ "type": "evidence", "fields": without_empty(fields) }), None, shared).await
}

async fn save(item: Value, reason: Option<String>, shared: &Shared) -> Result<Outcome, Refusal> {
    run("save", json!({ "items": [without_empty(item)], "reason": reason }), shared).await
}

/// Only what was said: in an item `null` would clear.
fn without_empty(mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields
            .retain(|_, value| !value.is_null() && value.as_array().is_none_or(|a| !a.is_empty()));
    }
    value
}

/// `FIELD=VALUE` pairs as the fields of a kind; an empty value clears.
fn typed(kind: Kind, pairs: &[String]) -> Result<Map<String, Value>, Refusal> {
    let mut fields = Map::new();
    for pair in pairs {
        let (name, text) = pair.split_once('=').ok_or_else(|| {
            Refusal::usage(format!("{pair} is no field. Write it as FIELD=VALUE."))
        })?;
        let field = fields_of(kind).iter().find(|field| field.name == name.trim());
        fields.insert(name.trim().to_owned(), value(field, text.trim()));
    }
    Ok(fields)
}

/// A typed text as the value its field holds. What does not fit stays text, and
/// the plan says what would.
fn value(field: Option<&Field>, text: &str) -> Value {
    if text.is_empty() {
        return Value::Null;
    }
    match field {
        Some(field) if field.is_list() => {
            json!(
                text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>()
            )
        }
        Some(field) if field.is_text() => json!(text),
        _ => match serde_json::from_str(text) {
            Ok(value @ (Value::Number(_) | Value::Bool(_))) => value,
            _ => json!(text),
        },
    }
}
