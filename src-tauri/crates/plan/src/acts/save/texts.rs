//! Long texts: the guard over those given whole, and edits in place.

use serde_json::{Map, Value, json};

use super::types::TextEdit;
use crate::base::error::{Error, Result};
use crate::base::kind_fields::{self, Field, Holds};
use crate::base::refs::Kind;
use crate::base::text;

fn is_long(field: &Field) -> bool {
    matches!(field.holds, Holds::Markdown | Holds::Text)
}

/// Refuses to let a short text given whole take the place of a long one. Edits in
/// place are precise and are not guarded.
pub(super) fn guard(
    kind: Kind,
    values: &Map<String, Value>,
    old: &Value,
    replace: bool,
) -> Result<()> {
    for field in kind_fields::fields_of(kind).iter().filter(|f| is_long(f)) {
        let stored = old[field.key].as_str().unwrap_or_default();
        if let Some(new) = values.get(field.key).and_then(Value::as_str) {
            text::guard(field.name, stored, new, replace)?;
        }
    }
    Ok(())
}

/// Applies edits in their order to the values given, else to what is stored.
pub(super) fn edit(
    kind: Kind,
    values: &mut Map<String, Value>,
    old: &Value,
    edits: &[TextEdit],
) -> Result<()> {
    for edit in edits {
        let field = long_field(kind, &edit.field)?;
        let given = values.get(field.key).and_then(Value::as_str);
        let now = given.or(old[field.key].as_str()).unwrap_or_default();
        let text = match &edit.find {
            None => append(now, &edit.text),
            Some(find) => replaced(field, now, find, &edit.text)?,
        };
        values.insert(field.key.to_owned(), json!(text));
    }
    Ok(())
}

fn long_field(kind: Kind, said: &str) -> Result<&'static Field> {
    let field = kind_fields::field_of(kind, said)?;
    if is_long(field) {
        return Ok(field);
    }
    let long = kind_fields::fields_of(kind).iter().filter(|f| is_long(f)).map(|f| f.name);
    Err(Error::invalid(
        "edits",
        format!("{} cannot be edited in place here.", field.name),
        format!("Use {}.", long.collect::<Vec<_>>().join(" or ")),
    ))
}

fn append(text: &str, more: &str) -> String {
    match text.trim_end() {
        "" => more.to_owned(),
        text => format!("{text}\n\n{more}"),
    }
}

fn replaced(field: &Field, text: &str, find: &str, with: &str) -> Result<String> {
    match text.matches(find).count() {
        1 if !find.is_empty() => Ok(text.replacen(find, with, 1)),
        count => Err(Error::invalid(
            "edits",
            format!(
                "The passage to replace occurs {count} times in {}; it must occur exactly once.",
                field.name
            ),
            "Quote more of it.",
        )),
    }
}
