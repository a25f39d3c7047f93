//! The kinds of lines that pages are made of.

use openbacklog_plan::{HistoryRow, Kind, Link};

use crate::render;

/// Lines under a title; nothing when there are none.
pub(crate) fn titled(title: &str, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    std::iter::once(format!("{title}:")).chain(lines).collect()
}

pub(super) fn bullets(title: &str, items: &[String]) -> Vec<String> {
    titled(title, items.iter().map(|item| format!("- {item}")).collect())
}

/// A line with a title; nothing for nothing.
pub(super) fn labelled(title: &str, text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("{title}: {text}"))
}

/// `bets: B-1 "Offline first", B-2 "Sharing"`
pub(super) fn links<'a>(title: &str, links: impl IntoIterator<Item = &'a Link>) -> Option<String> {
    let name = |link: &Link| {
        let reference = match link.kind {
            Kind::Product => link.kind.word(),
            _ => link.reference.as_str(),
        };
        render::spaced([reference, &render::quoted(&link.name)])
    };
    let names: Vec<String> = links.into_iter().map(name).collect();
    labelled(title, &names.join(", "))
}

pub(super) fn history(rows: &[HistoryRow]) -> Vec<String> {
    let line = |row: &HistoryRow| {
        format!("{} {}: {}", row.at.format("%Y-%m-%d %H:%M"), row.by, row.sentence)
    };
    titled("history", rows.iter().map(line).collect())
}
