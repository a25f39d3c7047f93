//! What a page is put together from.

use std::fmt::Display;

use chrono::{DateTime, Utc};
use openbacklog_plan::{ActorName, HistoryRow, Kind, Link, TaskRow};
use serde_json::Value;

use super::rows::link_line;
use crate::base::lines;

/// The page of an entity, in parts.
#[derive(Default)]
pub(super) struct PageParts {
    /// The entity in one line, as it stands in a list.
    pub(super) head: String,
    /// What it is itself, its first line included.
    pub(super) own: Vec<String>,
    /// What was worked out of it, and what it is linked to.
    pub(super) more: Vec<String>,
    /// Everything it is linked to.
    pub(super) links: Vec<Link>,
    /// The tasks of a project.
    pub(super) tasks: Vec<TaskRow>,
    pub(super) history: Vec<HistoryRow>,
    /// The same as data.
    pub(super) data: Value,
}

impl PageParts {
    /// An entity whose own lines begin with the line it has in a list.
    pub(super) fn headed(head: String, own: FieldLines<'_>) -> Self {
        let own = std::iter::once(head.clone()).chain(own.lines).collect();
        Self { head, own, ..Self::default() }
    }

    /// With lines that were worked out.
    pub(super) fn with(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.more.extend(lines);
        self
    }

    /// With what it is linked to, told in a line.
    pub(super) fn linked(mut self, title: &str, to: Vec<Link>) -> Self {
        self.more.extend(link_line(title, &to));
        self.links.extend(to);
        self
    }

    pub(super) fn history(self, history: Vec<HistoryRow>) -> Self {
        Self { history, ..self }
    }
}

/// `B-1 bet now "Offline first" rev 3`
pub(super) fn head(reference: &str, kind: Kind, words: &[&str], name: &str, rev: u32) -> String {
    let (name, rev) = (lines::quoted(name), format!("rev {rev}"));
    let words = words.iter().copied();
    let start = [reference, kind.word()].into_iter().chain(words);
    lines::spaced(start.chain([name.as_str(), &rev]))
}

pub(super) fn in_trash(since: Option<DateTime<Utc>>) -> &'static str {
    if since.is_some() { "in the trash" } else { "" }
}

pub(super) fn primary(is: bool) -> &'static str {
    if is { "primary" } else { "" }
}

/// A number as data has it, so that text and data do not differ.
pub(super) fn number(number: f64) -> Value {
    number.into()
}

/// The fields of one entity as lines; empty ones are left out.
pub(super) struct FieldLines<'a> {
    id: &'a str,
    rev: u32,
    by: &'a ActorName,
    pub(super) lines: Vec<String>,
}

impl<'a> FieldLines<'a> {
    /// Of the entity with this id, as its last writer left it.
    pub(super) fn of(id: &'a str, rev: u32, by: &'a ActorName) -> Self {
        Self { id, rev, by, lines: Vec::new() }
    }

    /// Lines made elsewhere.
    pub(super) fn and(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.lines.extend(lines);
        self
    }

    /// Markdown between marks.
    pub(super) fn fenced(self, field: &str, text: &str) -> Self {
        let lines = lines::fenced(field, text, self.id, self.rev, self.by);
        self.and(lines)
    }

    /// Text of one line.
    pub(super) fn line(self, field: &str, text: &str) -> Self {
        self.and(lines::labelled(field, text))
    }

    /// A number, a day or a word, if there is one.
    pub(super) fn value(self, field: &str, value: Option<impl Display>) -> Self {
        self.and(value.map(|value| format!("{field}: {value}")))
    }

    pub(super) fn bullets(self, field: &str, items: &[String]) -> Self {
        self.and(lines::bullets(field, items))
    }

    pub(super) fn labels(self, labels: &[String]) -> Self {
        self.line("labels", &labels.join(", "))
    }

    pub(super) fn links<'b>(self, field: &str, to: impl IntoIterator<Item = &'b Link>) -> Self {
        self.and(link_line(field, to))
    }
}
