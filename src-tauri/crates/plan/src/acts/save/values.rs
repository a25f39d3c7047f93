//! A field's value as it was said, read as its concept takes it.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::types::ListEdit;
use crate::base::error::{Error, Result};
use crate::base::kind_fields::{Field, Holds};
use crate::base::vocabulary::{self, PlanWord};

const A_DATE: &str = "a date such as 2026-07-28";

/// The value that the concept takes for this field; `None` when there is nothing
/// to give. `old` is the value now stored: null for a new entity, whose empty
/// fields are left out.
pub(super) fn read(field: &Field, said: &Value, old: &Value) -> Result<Option<Value>> {
    let name = field.name;
    let value = match field.holds {
        Holds::Name | Holds::Text | Holds::Line | Holds::Markdown => json!(text(name, said)?),
        Holds::Lines => json!(edit(name, said)?.apply(&strings(old))),
        Holds::Added => match edit(name, said)? {
            ListEdit::Set(lines) => json!(lines),
            ListEdit::Change { add, remove } if remove.is_empty() => json!(add),
            ListEdit::Change { .. } => return Err(wrong(name, "lines to add", said)),
        },
        Holds::Number => number(name, said)?,
        Holds::Whole { most, .. } => whole(name, said, most)?,
        Holds::Flag => json!(flag(name, said)?),
        Holds::Date => date(name, said)?,
        Holds::Day => match date(name, said)? {
            Value::Null if !old.is_null() => return Err(wrong(name, A_DATE, said)),
            day => day,
        },
        Holds::WordOrNone(_) if is_empty(said) => Value::Null,
        Holds::Word(words) | Holds::WordOrNone(words) => json!(word(name, said, words)?),
        Holds::Blocked => blocked(name, said)?,
        Holds::Readings => readings(name, said)?,
        // What points to an entity is resolved by the batch.
        Holds::Parent(_) | Holds::Link(_) | Holds::Links(_) | Holds::About(_) => return Ok(None),
    };
    Ok((!(old.is_null() && value.is_null())).then_some(value))
}

/// Text; a number is read as it was written.
pub(super) fn text(field: &'static str, said: &Value) -> Result<String> {
    match said {
        Value::String(text) => Ok(text.clone()),
        Value::Null => Ok(String::new()),
        Value::Number(number) => Ok(number.to_string()),
        other => Err(wrong(field, "text", other)),
    }
}

/// A list as it was said: whole, or what to add and remove.
pub(super) fn edit(field: &'static str, said: &Value) -> Result<ListEdit> {
    let Value::Object(parts) = said else {
        return Ok(ListEdit::Set(lines(field, said)?));
    };
    let unknown = parts.keys().find(|k| !["add", "remove", "set"].contains(&k.as_str()));
    let part = |name: &str| parts.get(name).map_or(Ok(Vec::new()), |list| lines(field, list));
    match (unknown, parts.contains_key("set"), parts.len()) {
        (None, true, 1) => Ok(ListEdit::Set(part("set")?)),
        (None, false, 1..) => Ok(ListEdit::Change { add: part("add")?, remove: part("remove")? }),
        _ => Err(wrong(field, "a list, or {\"add\": […], \"remove\": […]}", said)),
    }
}

fn lines(field: &'static str, said: &Value) -> Result<Vec<String>> {
    match said {
        Value::Array(items) => items.iter().map(|item| text(field, item)).collect(),
        Value::Null => Ok(Vec::new()),
        Value::String(line) if line.trim().is_empty() => Ok(Vec::new()),
        Value::String(line) => Ok(vec![line.clone()]),
        other => Err(wrong(field, "a list of text", other)),
    }
}

fn strings(list: &Value) -> Vec<String> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn number(field: &'static str, said: &Value) -> Result<Value> {
    let read = match said {
        _ if is_empty(said) => return Ok(Value::Null),
        Value::String(text) => text.trim().trim_end_matches('%').trim_end().parse().ok(),
        other => other.as_f64(),
    };
    match read.filter(|n: &f64| n.is_finite()) {
        Some(number) => Ok(json!(number)),
        None => Err(wrong(field, "a number", said)),
    }
}

/// A whole number. One that its concept could not even hold is given as one
/// beyond its bounds, so that the concept refuses it in its own words.
fn whole(field: &'static str, said: &Value, most: u32) -> Result<Value> {
    let Some(read) = number(field, said)?.as_f64() else {
        return Ok(Value::Null);
    };
    if read.fract() != 0.0 {
        return Err(wrong(field, "a whole number", said));
    }
    // The widths in which concepts keep a few and many.
    let beyond = if most < u32::from(u8::MAX) { f64::from(u8::MAX) } else { f64::from(u32::MAX) };
    let held = if (0.0..=beyond).contains(&read) { read } else { beyond };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and small")]
    let held = held as u32;
    Ok(json!(held))
}

fn flag(field: &'static str, said: &Value) -> Result<bool> {
    match said {
        Value::Bool(flag) => Ok(*flag),
        _ if is_empty(said) => Ok(false),
        Value::String(text) => match vocabulary::normal(text).as_str() {
            "true" | "yes" => Ok(true),
            "false" | "no" => Ok(false),
            _ => Err(wrong(field, "true or false", said)),
        },
        other => Err(wrong(field, "true or false", other)),
    }
}

fn date(field: &'static str, said: &Value) -> Result<Value> {
    if is_empty(said) {
        return Ok(Value::Null);
    }
    let day: Option<NaiveDate> = said.as_str().and_then(|text| text.trim().parse().ok());
    match day {
        Some(day) => Ok(json!(day)),
        None => Err(wrong(field, A_DATE, said)),
    }
}

fn word(field: &'static str, said: &Value, words: &[PlanWord]) -> Result<&'static str> {
    let said = match said {
        Value::Null if words.iter().any(|w| w.says == "none") => "none".to_owned(),
        Value::Null => "null".to_owned(),
        said => text(field, said)?,
    };
    Ok(vocabulary::choose(field, &said, words, |word| word)?.word)
}

/// The flag as a patch has it: `{"set": reason}`, which may be empty, or `clear`.
fn blocked(field: &'static str, said: &Value) -> Result<Value> {
    match said {
        Value::Bool(true) => Ok(json!({"set": ""})),
        Value::Bool(false) => Ok(json!("clear")),
        _ if is_empty(said) => Ok(json!("clear")),
        reason => Ok(json!({"set": text(field, reason)?})),
    }
}

/// Readings: objects, or bare numbers measured today.
fn readings(field: &'static str, said: &Value) -> Result<Value> {
    let items = match said {
        Value::Array(items) => items.clone(),
        _ if is_empty(said) => Vec::new(),
        one => vec![one.clone()],
    };
    items.iter().map(|item| reading(field, item)).collect::<Result<Vec<_>>>().map(Value::Array)
}

fn reading(field: &'static str, said: &Value) -> Result<Value> {
    let bare = json!({"value": said});
    let parts = said.as_object().or(bare.as_object());
    let mut made = Map::new();
    for (name, value) in parts.into_iter().flatten() {
        let value = match name.as_str() {
            "date" => date(field, value)?,
            "value" => number(field, value)?,
            "note" => json!(text(field, value)?),
            _ => return Err(no_reading(field, said)),
        };
        if !value.is_null() {
            made.insert(name.clone(), value);
        }
    }
    if made.contains_key("value") {
        return Ok(Value::Object(made));
    }
    Err(no_reading(field, said))
}

fn no_reading(field: &'static str, said: &Value) -> Error {
    wrong(field, "numbers such as {\"value\": 31, \"date\": \"2026-07-28\"}", said)
}

/// Whether this clears.
pub(super) fn is_empty(said: &Value) -> bool {
    said.is_null() || said.as_str().is_some_and(|text| text.trim().is_empty())
}

pub(super) fn wrong(field: &'static str, wanted: &str, said: &Value) -> Error {
    // Long enough to recognise, short enough for an error.
    const LENGTH: usize = 60;
    let said = said.to_string();
    let shown = match said.char_indices().nth(LENGTH) {
        Some((cut, _)) => format!("{}…", &said[..cut]),
        None => said,
    };
    Error::invalid(field, format!("{field} cannot be {shown}."), format!("It must be {wanted}."))
}
