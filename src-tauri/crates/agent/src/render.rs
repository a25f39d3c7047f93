//! How entities look to an agent: one compact line each, bodies fenced.

use openbacklog_plan::{
    ActorKind, ActorName, Effect, Gap, GapSort, Holder, Kind, Link, NextRow, Priority, TaskRow,
    Touched, Written,
};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::verb::Answer;

/// Names are cut to this width in a list.
const NAME_WIDTH: usize = 50;

/// What a row waits for is named up to this many.
const WAITS_NAMED: usize = 3;

/// Lines about what a write touched; the trash can take a project of many tasks,
/// and a batch has up to 50 items.
const MOST_TOUCHED: usize = 50;

/// Lines about gaps after a write.
const GAPS_LEFT: usize = 5;

/// Told with an answer that a key got before.
pub(crate) const REPLAYED: &str = "This key was used before; this is its first answer.";

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
    let waits = waits(&task.waits_for);
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

fn waits(refs: &[String]) -> String {
    match refs.split_at_checked(WAITS_NAMED) {
        _ if refs.is_empty() => String::new(),
        Some((named, more)) if !more.is_empty() => {
            format!("waits for {} and {} more", named.join(", "), more.len())
        }
        _ => format!("waits for {}", refs.join(", ")),
    }
}

/// A task to do next, with its reasons.
pub(crate) fn next_row(row: &NextRow) -> String {
    format!("{}: {}", task_row(&row.task), row.reasons.join(", "))
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

/// What a write did: a line per entity, and advice.
pub(crate) fn written(product: &str, written: &Written, replayed: bool) -> Answer {
    let mut lines = vec![product.to_owned()];
    lines.extend(replayed.then(|| REPLAYED.to_owned()));
    lines.extend(written.entities.is_empty().then(|| "Nothing had to change.".to_owned()));
    lines.extend(touched_lines(written));
    lines.extend((written.seq > 0).then(|| format!("change {}", written.seq)));
    lines.extend(written.warnings.iter().map(|warning| format!("note: {warning}")));
    Answer::new(lines.join("\n"))
        .with("product", product)
        .with("change", written.seq)
        .with("changed", written.entities.iter().map(touched_json).collect::<Vec<_>>())
        .with("warnings", written.warnings.clone())
        .with("replayed", replayed)
}

/// A line for each entity that a write touched, as far as they fit.
pub(crate) fn touched_lines(written: &Written) -> Vec<String> {
    let mut lines: Vec<String> = written.entities.iter().take(MOST_TOUCHED).map(touched).collect();
    let more = written.entities.len().saturating_sub(MOST_TOUCHED);
    lines.extend((more > 0).then(|| format!("and {more} more")));
    lines
}

/// An answer about a write with the gaps it leaves.
pub(crate) fn with_gaps(mut answer: Answer, gaps: &[Gap]) -> Answer {
    for line in gaps_left(gaps) {
        answer.text.extend(["\n", &line]);
    }
    answer.with("gaps", without_ids(gaps))
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
fn gaps_left(gaps: &[Gap]) -> Vec<String> {
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
        Effect::Restored => "restored",
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
        assert_eq!(quoted(&"é".repeat(51)), format!("\"{}…\"", "é".repeat(50)));
        assert_eq!(quoted(&"計".repeat(50)), format!("\"{}…\"", "計".repeat(16)));
    }

    #[test]
    fn internal_ids_do_not_leave() {
        let value = json!({"id": "1", "ref": "T-1", "project": {"id": "2", "name": "Auth"}, "product_id": "3"});
        assert_eq!(without_ids(value), json!({"ref": "T-1", "project": {"name": "Auth"}}));
    }
}
