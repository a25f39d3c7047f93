//! Captures: thoughts not yet placed, and the line they are typed in.

mod line;
pub(crate) mod sql;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::Plan;
use crate::actor::{Actor, ActorName};
use crate::change::{Change, Grouping, Written};
use crate::error::{Error, Result};
use crate::history::label;
use crate::ids::{CaptureId, ProductId, ProjectId};
use crate::projects::{self, NewProject};
use crate::rank::{self, Placement};
use crate::refs::{Kind, Link};
use crate::tasks::{self, NewTask};
use crate::text;
use crate::words::word_enum;

pub(crate) use sql::ORDER;

word_enum! {
    /// The door a capture came through.
    CaptureSource {
        /// The global shortcut.
        Hotkey = "hotkey",
        /// The tray's menu.
        Tray = "tray",
        /// The terminal.
        Cli = "cli",
        /// An AI client.
        Ai = "ai",
        /// Pasted text.
        Paste = "paste",
        /// A link.
        Link = "link",
        /// The window.
        App = "app",
    }
}

/// A thought not yet placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Capture {
    /// Its id.
    pub id: CaptureId,
    /// Its product.
    pub product_id: ProductId,
    /// Its short ref, `K-3`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The thought.
    pub text: String,
    /// What belongs to it.
    pub note: String,
    /// The door it came through.
    pub source: CaptureSource,
    /// Free labels.
    pub labels: Vec<String>,
    /// Grows by one with each change.
    pub rev: u32,
    /// When it was captured.
    pub created_at: DateTime<Utc>,
    /// Who captured it.
    pub created_by: ActorName,
    /// Up to three open projects whose names share words with it, best first.
    pub looks_like: Vec<Link>,
}

/// The longest line kept as typed, in bytes.
const LONGEST_LINE: usize = 128 * 1024;

/// What a capture becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum CaptureTarget {
    /// A task in this project.
    Task {
        /// The project.
        project_id: ProjectId,
    },
    /// A project.
    Project,
}

/// What a captured or placed line made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Captured {
    /// The change.
    pub written: Written,
    /// The task, project or capture it made.
    pub made: Link,
    /// What the line's reader should know, one sentence each.
    pub messages: Vec<String>,
}

impl Plan {
    /// The captures waiting in a product, newest first.
    pub async fn inbox(&self, product: &ProductId) -> Result<Vec<Capture>> {
        let mut conn = self.store().reader().await?;
        let projects = sql::open_projects(&mut conn, product).await?;
        let waiting = sql::waiting(&mut conn, product).await?;
        Ok(waiting
            .into_iter()
            .map(|row| {
                let like = looks_like(&row.text, &projects);
                row.shown(like)
            })
            .collect())
    }

    /// Makes the capture a task or a project. The capture leaves the inbox and
    /// remembers what it became, so undo puts it back.
    pub async fn place_capture(
        &self,
        actor: &Actor,
        id: &CaptureId,
        target: &CaptureTarget,
    ) -> Result<Captured> {
        let mut change = Change::open(self, actor, "place_capture", Grouping::Turn).await?;
        let made = place(&mut change, id, target).await?;
        let written = change.commit().await?;
        Ok(Captured { written, made, messages: Vec::new() })
    }

    /// Puts a capture into the trash.
    pub async fn archive_capture(&self, actor: &Actor, id: &CaptureId) -> Result<Written> {
        let mut change = Change::open(self, actor, "archive_capture", Grouping::Turn).await?;
        archive(&mut change, id).await?;
        change.commit().await
    }
}

/// A new capture, as a door gives it.
pub(crate) struct NewCapture<'a> {
    pub(crate) text: &'a str,
    pub(crate) note: &'a str,
    /// The line as typed, when it says more than the other fields hold.
    pub(crate) line: &'a str,
    pub(crate) labels: &'a [String],
    pub(crate) source: CaptureSource,
}

pub(crate) async fn create(
    change: &mut Change,
    product: &ProductId,
    new: NewCapture<'_>,
) -> Result<CaptureId> {
    crate::products::sql::get(change.conn(), product)
        .await?
        .ok_or_else(crate::products::missing)?;
    let words = text::markdown("text", new.text)?;
    if words.trim().is_empty() {
        return Err(Error::invalid("text", "There is nothing to capture. Type a thought first."));
    }
    let note = text::markdown("note", new.note)?;
    let line = text::clean(new.line);
    if line.len() > LONGEST_LINE {
        return Err(Error::invalid("text", "That is more than 128 KiB. Capture it in parts."));
    }
    let labels = text::list("labels", new.labels)?;
    let rank =
        rank::key_for(change.conn(), &sql::ORDER, product.as_str(), "", &Placement::Last).await?;
    let number = change.next_number(product, Kind::Capture).await?;
    let id = CaptureId(change.id());
    let row = sql::NewRow {
        id: &id,
        product,
        number,
        text: words.trim(),
        note: &note,
        line: &line,
        source: new.source,
        labels: &labels,
        rank: &rank,
    };
    sql::insert(change, row).await?;
    change.within(product).await?;
    Ok(id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &CaptureId,
    text: Option<&str>,
    note: Option<&str>,
    rev: Option<u32>,
) -> Result<()> {
    let old = existing(change, id).await?;
    let sets = [("text", text.map(|_| old.text.clone())), ("note", note.map(|_| old.note.clone()))];
    let sets: Vec<_> = sets.into_iter().filter_map(|(f, v)| Some((f, v?))).collect();
    let (reference, revs) = (old.reference(), (rev, old.rev));
    change.refuse_conflict(Kind::Capture, id.as_str(), reference, revs, &sets).await?;
    let text = text.map_or(Ok(old.text), |t| text::markdown("text", t))?;
    let note = note.map_or(Ok(old.note), |t| text::markdown("note", t))?;
    if text.trim().is_empty() {
        return Err(Error::invalid("text", "A capture needs some text; bin it instead."));
    }
    change.within(&old.product_id).await?;
    sql::update(change, id, &text, &note).await
}

pub(crate) async fn archive(change: &mut Change, id: &CaptureId) -> Result<()> {
    let capture = existing(change, id).await?;
    change.within(&capture.product_id).await?;
    let at = change.at;
    sql::set_trashed(change, id, Some(at)).await
}

/// Brings a capture back from the trash.
pub(crate) async fn restore(change: &mut Change, id: &CaptureId) -> Result<()> {
    let capture = sql::get(change.conn(), id).await?.ok_or_else(missing)?;
    change.within(&capture.product_id).await?;
    sql::set_trashed(change, id, None).await
}

fn missing() -> Error {
    Error::not_found("that capture")
}

pub(crate) async fn existing(change: &mut Change, id: &CaptureId) -> Result<sql::Stored> {
    let capture = sql::get(change.conn(), id).await?.ok_or_else(missing)?;
    let way_back = match (&capture.trashed_at, &capture.became_id) {
        (Some(_), _) => "is in the trash. Restore it before changing it.",
        (None, Some(_)) => "was placed already. Undo its placing to change it.",
        (None, None) => return Ok(capture),
    };
    Err(Error::Refused(format!("{} {way_back}", capture.reference())))
}

async fn place(change: &mut Change, id: &CaptureId, target: &CaptureTarget) -> Result<Link> {
    let capture = existing(change, id).await?;
    let (name, rest) = named(&capture.text, &capture.note);
    let (kind, made) = match target {
        CaptureTarget::Task { project_id } => {
            let task = NewTask {
                description: Some(rest),
                labels: Some(capture.labels),
                ..line::task_from(&capture.line, &name, project_id)
            };
            (Kind::Task, tasks::create(change, task).await?.0)
        }
        CaptureTarget::Project => {
            let project = NewProject {
                name,
                what: Some(joined(&[&rest, &line::parts_from(&capture.line)])),
                labels: Some(capture.labels),
                ..NewProject::default()
            };
            (Kind::Project, projects::create(change, &capture.product_id, project).await?.0)
        }
    };
    sql::set_became(change, id, kind, &made).await?;
    link_to(change, kind, made).await
}

/// A name of one line from a capture's text, and what did not fit.
fn named(text: &str, note: &str) -> (String, String) {
    let (first, below) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim();
    if first.chars().count() <= 200 {
        return (first.to_owned(), joined(&[below, note]));
    }
    let short: String = first.chars().take(199).chain(['…']).collect();
    (short, joined(&[text, note]))
}

fn joined(texts: &[&str]) -> String {
    let texts: Vec<&str> = texts.iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect();
    texts.join("\n\n")
}

pub(crate) async fn link_to(change: &mut Change, kind: Kind, id: String) -> Result<Link> {
    let label = label(change.conn(), kind, &id).await?;
    Ok(Link { kind, id, reference: label.reference, name: label.name })
}

/// Open projects whose names share words of three letters or more with a text.
fn looks_like(text: &str, projects: &[Link]) -> Vec<Link> {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.chars().count() >= 3)
            .map(str::to_lowercase)
            .collect()
    };
    let wanted = words(text);
    let mut scored: Vec<(usize, &Link)> = projects
        .iter()
        .map(|p| (words(&p.name).iter().filter(|w| wanted.contains(w)).count(), p))
        .filter(|(shared, _)| *shared > 0)
        .collect();
    scored.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    scored.into_iter().take(3).map(|(_, link)| link.clone()).collect()
}
