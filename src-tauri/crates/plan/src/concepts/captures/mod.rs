//! Captures: thoughts not yet placed, and the line they are typed in.

mod like;
pub(crate) mod naming;
pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

use std::collections::HashSet;

pub use types::{Capture, CaptureSource, CaptureTarget, Captured};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::capture_line;
use crate::base::change::{Change, Grouping, Written};
use crate::base::clean::clean;
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::ids::{CaptureId, ProductId};
use crate::base::lists;
use crate::base::rank::{self, Placement};
use crate::base::reason::Reason;
use crate::base::refs::Kind;
use crate::base::text;

use like::Likeness;

/// The longest line kept as typed, in bytes.
const LONGEST_LINE: usize = 128 * 1024;

impl Plan {
    /// The captures waiting in a product, newest first.
    pub async fn inbox(&self, product: &ProductId) -> Result<Vec<Capture>> {
        let mut conn = self.store().reader().await?;
        let links = sql::nameable(&mut conn, product).await?;
        let names = naming::names(&links);
        let likeness = Likeness::new(&links);
        let waiting = sql::waiting(&mut conn, product).await?;
        Ok(waiting
            .into_iter()
            .map(|row| {
                let like = likeness.of(&row.text, &[Kind::Project]);
                let mut suggested = match row.line.as_str() {
                    "" => Vec::new(),
                    typed => naming::named(&capture_line::parse(typed, &names)),
                };
                let found = likeness.of(&row.text, &[Kind::Bet, Kind::Problem]);
                suggested.extend(found);
                let mut seen = HashSet::new();
                suggested.retain(|link| seen.insert(link.id.clone()));
                row.shown(like, suggested)
            })
            .collect())
    }

    /// Puts a capture into the trash.
    pub async fn archive_capture(&self, actor: &Actor, id: &CaptureId) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::ArchiveCapture, Grouping::Turn).await?;
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
    entities::product(change.conn(), product).await?;
    let words = text::markdown("text", new.text)?;
    if words.trim().is_empty() {
        return Err(Error::invalid(
            "text",
            "There is nothing to capture.",
            "Type a thought first.",
        ));
    }
    let note = text::markdown("note", new.note)?;
    let line = clean(new.line);
    if line.len() > LONGEST_LINE {
        return Err(Error::invalid("text", "That is more than 128 KiB.", "Capture it in parts."));
    }
    let labels = text::list("labels", new.labels)?;
    let rank =
        rank::key_for(change.conn(), &lists::CAPTURES, product.as_str(), "", &Placement::Last)
            .await?;
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
        return Err(Error::invalid("text", "A capture needs some text.", "Bin it instead."));
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
    entities::missing(Kind::Capture)
}

pub(crate) async fn existing(change: &mut Change, id: &CaptureId) -> Result<sql::Stored> {
    let capture = sql::get(change.conn(), id).await?.ok_or_else(missing)?;
    let reference = capture.reference();
    match (&capture.trashed_at, &capture.became_id) {
        (Some(_), _) => Err(entities::trashed(&reference)),
        (None, Some(_)) => Err(Error::Refused(Reason::Placed(reference))),
        (None, None) => Ok(capture),
    }
}
