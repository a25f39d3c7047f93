//! The lines that every answer is made of: names, titles, lists, and texts of the
//! plan between marks.

use openbacklog_plan::{ActorKind, ActorName};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// Names are cut to this width in a list.
const NAME_WIDTH: usize = 50;

/// A name in quotation marks, on one line, cut for a list.
pub(crate) fn quoted(name: &str) -> String {
    let name = name.replace('\n', " ");
    let mut left = NAME_WIDTH;
    let cut = name.char_indices().find(|(_, c)| match left.checked_sub(width(*c)) {
        Some(less) => {
            left = less;
            false
        }
        None => true,
    });
    match cut {
        Some((cut, _)) => format!("\"{}…\"", name[..cut].trim_end()),
        None => format!("\"{name}\""),
    }
}

/// How much of a row a character takes, as a model counts.
fn width(c: char) -> usize {
    match c {
        '\0'..='\u{58f}' => 1,
        '\u{590}'..='\u{2fff}' => 2,
        _ => 3,
    }
}

/// The pieces that are not empty, with a space between.
pub(crate) fn spaced<'a>(pieces: impl IntoIterator<Item = &'a str>) -> String {
    pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Lines under a title; nothing when there are none.
pub(crate) fn titled(title: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    std::iter::once(format!("{title}:")).chain(lines).collect()
}

pub(crate) fn bullets(title: &str, items: &[String]) -> Vec<String> {
    titled(title, items.iter().map(|item| format!("- {item}")).collect())
}

/// A line with a title; nothing for nothing.
pub(crate) fn labelled(title: &str, text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("{title}: {text}"))
}

/// Markdown between marks that no writer of the text could have known: they are
/// made from the entity's id, which never leaves the plan, and change with it.
pub(crate) fn fenced(field: &str, text: &str, id: &str, rev: u32, by: &ActorName) -> Vec<String> {
    let title = format!("{field}, by {}", origin(by));
    between_marks(&title, text, &format!("{id} {rev} {field}"))
}

/// Anything of the plan between marks that nobody can know who does not know the
/// secret; nothing when there is nothing.
pub(crate) fn between_marks(title: &str, text: &str, secret: &str) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let digest = Sha256::digest(secret);
    let mark = digest.first_chunk().copied().map_or(0, u32::from_be_bytes);
    vec![format!("<<<{mark:08x} {title}"), text.trim_end().to_owned(), format!("{mark:08x}>>>")]
}

fn origin(by: &ActorName) -> &'static str {
    match by.kind {
        ActorKind::You => "the person",
        ActorKind::Ai => "an agent",
        ActorKind::Importer => "an import",
    }
}

/// A value for machines without internal ids, which mean nothing outside.
pub(crate) fn without_ids(value: impl serde::Serialize) -> Value {
    let mut value = serde_json::to_value(value).unwrap_or_default();
    strip_ids(&mut value);
    value
}

fn strip_ids(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(strip_ids),
        Value::Object(fields) => {
            let kept: Map<String, Value> = std::mem::take(fields)
                .into_iter()
                .filter(|(name, value)| !is_id(name, value))
                .collect();
            *fields = kept;
            fields.values_mut().for_each(strip_ids);
        }
        _ => {}
    }
}

/// Whether a field holds an internal id: its own, or that of another entity that
/// the page shows as a link as well.
fn is_id(name: &str, value: &Value) -> bool {
    const POINTERS: [&str; 3] = ["solved_by", "previous", "next"];
    name == "id" || name.ends_with("_id") || (POINTERS.contains(&name) && value.is_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_fence_is_the_same_for_the_same_text_and_new_for_another() {
        let person = ActorName { kind: ActorKind::You, name: "You".to_owned() };
        let first = fenced("why", "Because.\n", "0198", 3, &person);
        assert_eq!(first, fenced("why", "Because.\n", "0198", 3, &person));
        assert_eq!(first.get(1).map(String::as_str), Some("Because."));
        assert!(first.first().is_some_and(|open| open.ends_with("why, by the person")));
        assert_ne!(first, fenced("why", "Because.\n", "0198", 4, &person));
        assert!(fenced("why", " \n", "0198", 3, &person).is_empty());
    }

    #[test]
    fn long_names_are_cut_in_lists() {
        assert_eq!(quoted("Short"), "\"Short\"");
        assert_eq!(quoted(&"é".repeat(51)), format!("\"{}…\"", "é".repeat(50)));
        assert_eq!(quoted(&"計".repeat(50)), format!("\"{}…\"", "計".repeat(16)));
    }

    #[test]
    fn internal_ids_do_not_leave() {
        let value = json!({"id": "1", "ref": "T-1", "project": {"id": "2", "name": "Auth"}, "product_id": "3"});
        assert_eq!(without_ids(value), json!({"ref": "T-1", "project": {"name": "Auth"}}));
    }
}
