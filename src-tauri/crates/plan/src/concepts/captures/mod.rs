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
use crate::base::bounds;
use crate::base::capture_line;
use crate::base::change::{Change, Grouping, Written};
use crate::base::clean::clean;
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::ids::{CaptureId, ProductId};
use crate::base::lists;
use crate::base::rank::{self, Placement};
use crate::base::reason::Reason;
use crate::base::records;
use crate::base::refs::{Kind, Ref};
use crate::base::text;

use like::Likeness;

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
    if line.len() > bounds::CAPTURED {
        let most = bounds::CAPTURED / 1024;
        let cause = format!("That is more than {most} KiB.");
        return Err(Error::invalid("text", cause, "Capture it in parts."));
    }
    let labels = text::list("labels", new.labels)?;
    let rank =
        rank::key_for(change.conn(), &lists::CAPTURES, product.as_str(), "", &Placement::Last)
            .await?;
    let number = change.next_number(product, Kind::Capture).await?;
    let capture = sql::Stored {
        id: CaptureId(change.id()),
        product_id: product.clone(),
        reference: Ref { kind: Kind::Capture, number }.to_string(),
        text: words.trim().to_owned(),
        note,
        line,
        source: new.source,
        labels,
        became_id: None,
        trashed_at: None,
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
    };
    records::insert(change, &capture, Some(number), &rank).await?;
    change.within(product).await?;
    Ok(capture.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &CaptureId,
    text: Option<&str>,
    note: Option<&str>,
    rev: Option<u32>,
) -> Result<()> {
    let old = existing(change, id).await?;
    let mut new = old.clone();
    if let Some(text) = text {
        new.text = text::markdown("text", text)?;
    }
    if let Some(note) = note {
        new.note = text::markdown("note", note)?;
    }
    if new.text.trim().is_empty() {
        return Err(Error::invalid("text", "A capture needs some text.", "Bin it instead."));
    }
    change.within(&old.product_id).await?;
    records::replace(change, &old, &new, rev).await
}

pub(crate) async fn archive(change: &mut Change, id: &CaptureId) -> Result<()> {
    let mut capture = existing(change, id).await?;
    change.within(&capture.product_id).await?;
    capture.trashed_at = Some(change.at);
    records::update(change, &capture).await
}

/// Brings a capture back from the trash.
pub(crate) async fn restore(change: &mut Change, id: &CaptureId) -> Result<()> {
    let mut capture = records::known::<sql::Stored>(change.conn(), id).await?;
    change.within(&capture.product_id).await?;
    capture.trashed_at = None;
    records::update(change, &capture).await
}

/// A capture that is neither in the trash nor placed.
pub(crate) async fn existing(change: &mut Change, id: &CaptureId) -> Result<sql::Stored> {
    let capture = records::existing::<sql::Stored>(change, id).await?;
    if capture.became_id.is_some() {
        return Err(Error::Refused(Reason::Placed(capture.reference)));
    }
    Ok(capture)
}
