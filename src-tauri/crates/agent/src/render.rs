//! How entities look to an agent: one compact line each, bodies fenced.

use openbacklog_plan::{
    ActorKind, ActorName, Effect, Gap, GapSort, Holder, Kind, Link, NextRow, Priority, TaskRow,
    Touched, Written,
};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::verb::Answer;

/// Names are cut to this many characters in a list.
const NAME_LENGTH: usize = 60;

/// Lines about what a write touched; the trash can take a project of many tasks.
const MOST_TOUCHED: usize = 60;

/// Lines about gaps after a write.
const GAPS_LEFT: usize = 5;

/// Told with an answer that a key got before.
pub(crate) const REPLAYED: &str = "This key was used before; this is its first answer.";

/// A name in quotation marks, on one line, cut for a list.
pub(crate) fn quoted(name: &str) -> String {
    let name = name.replace('\n', " ");
    match name.char_indices().nth(NAME_LENGTH) {
        Some((cut, _)) => format!("\"{}…\"", name[..cut].trim_end()),
        None => format!("\"{name}\""),
    }
}

/// The pieces that are not empty, with a space between.
pub(crate) fn spaced<'a>(pieces: impl IntoIterator<Item = &'a str>) -> String {
    pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A priority in a row; nothing when none is set.
pub(crate) fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::P1 => "P1",
        Priority::P2 => "P2",
        Priority::P3 => "P3",
        Priority::None => "",
    }
}

/// The way up from an entity.
pub(crate) fn within(link: Option<&Link>) -> String {
    link.map_or_else(String::new, |link| format!("‹{}", link.reference))
}

/// `T-12 todo P1 "Rate-limit login" ‹P-3 rev 7`
pub(crate) fn task_row(task: &TaskRow) -> String {
    let waits = if task.waits_for.is_empty() {
        String::new()
    } else {
        format!("waits for {}", task.waits_for.join(", "))
    };
    spaced([
        task.reference.as_str(),
        task.status.word(),
        if task.blocked { "blocked" } else { "" },
        priority(task.priority),
        &quoted(&task.name),
        &within(Some(&task.project)),
        &waits,
        &held(task.held.as_ref()),
        &format!("rev {}", task.rev),
    ])
}

/// Who is at work on a task; nothing when nobody claimed it.
pub(crate) fn held(held: Option<&Holder>) -> String {
    held.map_or_else(String::new, Holder::to_string)
}

/// A task to do next, with its reasons.
pub(crate) fn next_row(row: &NextRow) -> String {
    format!("{}: {}", task_row(&row.task), row.reasons.join(", "))
}

/// Markdown between marks that no writer of the text could have known: the id is
/// made from the entity's own, which never leaves the plan, and changes with it.
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

/// Rough and never too low for prose: three ASCII characters or one other are a token.
pub(crate) fn tokens(text: &str) -> usize {
    let ascii = text.bytes().filter(u8::is_ascii).count();
    ascii / 3 + text.chars().filter(|c| !c.is_ascii()).count()
}

/// The text, cut at a line so that it has at most so many tokens, and saying so.
pub(crate) fn capped(text: String, most: usize) -> String {
    let kept = first_lines(&text, most);
    if kept.len() == text.len() {
        return text;
    }
    let more = text.chars().count() - kept.chars().count();
    format!("{kept}Cut here: {more} more characters, which only the app shows.")
}

/// As many whole lines as have at most so many tokens; all of it when it fits.
pub(crate) fn first_lines(text: &str, most: usize) -> &str {
    if tokens(text) <= most {
        return text;
    }
    let (mut left, mut end) = (most, 0);
    for line in text.split_inclusive('\n') {
        let cost = tokens(line) + 1;
        if cost > left {
            break;
        }
        left -= cost;
        end += line.len();
    }
    text.get(..end).unwrap_or_default()
}

/// What a write did: a line per entity, and advice.
pub(crate) fn written(product: &str, written: &Written, replayed: bool) -> Answer {
    let mut lines = vec![product.to_owned()];
    lines.extend(replayed.then(|| REPLAYED.to_owned()));
    lines.extend(written.entities.is_empty().then(|| "Nothing had to change.".to_owned()));
    lines.extend(written.entities.iter().take(MOST_TOUCHED).map(touched));
    let more = written.entities.len().saturating_sub(MOST_TOUCHED);
    lines.extend((more > 0).then(|| format!("and {more} more")));
    lines.extend(written.warnings.iter().map(|warning| format!("note: {warning}")));
    Answer::new(lines.join("\n"))
        .with("product", product)
        .with("change", written.set)
        .with("changed", written.entities.iter().map(touched_json).collect::<Vec<_>>())
        .with("warnings", written.warnings.clone())
        .with("replayed", replayed)
}

/// `G06 B-1 "Offline first": This bet serves no outcome. → link an outcome`
pub(crate) fn gap(gap: &Gap) -> String {
    let entity = &gap.entity;
    let called = match entity.kind {
        Kind::Product => "product".to_owned(),
        _ => spaced([entity.reference.as_str(), &quoted(&entity.name)]),
    };
    format!("{} {called}: {} → {}", gap.code.word(), gap.sentence, gap.fix)
}

/// The first gap of its sort, how many more there are, and the fix.
pub(crate) fn gap_sort(sort: &GapSort) -> String {
    let first = &sort.first;
    let more = match sort.count {
        0 | 1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    format!("{}{more}: {} ({})", first.entity.reference, first.phrase, first.fix)
}

/// A line for each of the first gaps that a write leaves, and how many more.
pub(crate) fn gaps_left(gaps: &[Gap]) -> Vec<String> {
    let mut lines: Vec<String> =
        gaps.iter().take(GAPS_LEFT).map(|open| format!("gap: {}", gap(open))).collect();
    let more = gaps.len().saturating_sub(GAPS_LEFT);
    lines.extend((more > 0).then(|| format!("{more} more gaps: plan_check")));
    lines
}

fn touched(entity: &Touched) -> String {
    let what = match entity.effect {
        Effect::Created => "created",
        Effect::Updated => "changed",
        Effect::Removed => "removed",
    };
    let name = if entity.kind == Kind::Product { String::new() } else { quoted(&entity.name) };
    let line = spaced([
        what,
        entity.reference.as_str(),
        &name,
        &within(entity.within.as_ref()),
        &format!("rev {}", entity.rev),
    ]);
    if entity.fields.is_empty() { line } else { format!("{line}: {}", entity.fields.join(", ")) }
}

fn touched_json(entity: &Touched) -> Value {
    json!({
        "kind": entity.kind,
        "ref": entity.reference,
        "name": entity.name,
        "rev": entity.rev,
        "effect": entity.effect,
        "fields": entity.fields,
    })
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
        assert_eq!(quoted(&"é".repeat(61)), format!("\"{}…\"", "é".repeat(60)));
    }

    #[test]
    fn internal_ids_do_not_leave() {
        let value = json!({"id": "1", "ref": "T-1", "project": {"id": "2", "name": "Auth"}, "product_id": "3"});
        assert_eq!(without_ids(value), json!({"ref": "T-1", "project": {"name": "Auth"}}));
    }
}
