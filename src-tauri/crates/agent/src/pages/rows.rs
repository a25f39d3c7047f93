//! How entities look in a list: one compact line each.

use openbacklog_plan::{Gap, GapSort, HistoryRow, Holder, Kind, Link, NextRow, Priority, TaskRow};

use crate::base::lines::{labelled, quoted, spaced, titled};

/// What a row waits for is named up to this many.
const WAITS_NAMED: usize = 3;

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
        &holder(task.held.as_ref()),
        &format!("rev {}", task.rev),
    ])
}

/// Who is at work on a task; nothing when nobody claimed it.
pub(crate) fn holder(held: Option<&Holder>) -> String {
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

/// `G06 B-1 "Offline first": This bet serves no outcome. → link an outcome`
pub(crate) fn gap_row(gap: &Gap) -> String {
    let entity = &gap.entity;
    let called = match entity.kind {
        Kind::Product => "product".to_owned(),
        _ => spaced([entity.reference.as_str(), &quoted(&entity.name)]),
    };
    format!("{} {called}: {} → {}", gap.code.word(), gap.sentence, gap.fix)
}

/// The first gap of its sort, how many more there are, and the fix.
pub(crate) fn gap_sort_row(sort: &GapSort) -> String {
    let first = &sort.first;
    let more = match sort.count {
        0 | 1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    format!("{}{more}: {} ({})", first.entity.reference, first.phrase, first.fix)
}

/// `bets: B-1 "Offline first", B-2 "Sharing"`
pub(crate) fn link_line<'a>(
    title: &str,
    links: impl IntoIterator<Item = &'a Link>,
) -> Option<String> {
    let name = |link: &Link| {
        let reference = match link.kind {
            Kind::Product => link.kind.word(),
            _ => link.reference.as_str(),
        };
        spaced([reference, &quoted(&link.name)])
    };
    let names: Vec<String> = links.into_iter().map(name).collect();
    labelled(title, &names.join(", "))
}

pub(crate) fn history_rows(rows: &[HistoryRow]) -> Vec<String> {
    let line = |row: &HistoryRow| {
        format!("{} {}: {}", row.at.format("%Y-%m-%d %H:%M"), row.by, row.sentence)
    };
    titled("history", rows.iter().map(line).collect())
}
