//! Readings: what was measured, and when. Each is a row of its own, so that two
//! people who measure at once lose nothing.

use super::{NewReading, Outcome, Reading, ReadingPatch, number, sql};
use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::error::{Error, Result};
use crate::base::fields::{day, kept};
use crate::base::ids::{OutcomeId, ReadingId};
use crate::base::records;
use crate::base::text;

impl Plan {
    /// Notes a number measured; the latest by day is the current one.
    pub async fn add_reading(
        &self,
        actor: &Actor,
        outcome: &OutcomeId,
        new: NewReading,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::AddReading, Grouping::Turn).await?;
        add_reading(&mut change, outcome, new).await?;
        change.commit().await
    }

    /// Corrects a reading.
    pub async fn update_reading(
        &self,
        actor: &Actor,
        id: &ReadingId,
        patch: ReadingPatch,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateReading, Grouping::Turn).await?;
        let old = owned(&mut change, id).await?;
        let reading = Reading {
            date: kept(&old.date, patch.date, |d| day("date", *d))?,
            value: kept(&old.value, patch.value, |v| number("value", *v))?,
            note: kept(&old.note, patch.note, |n| text::short("note", n))?,
            id: old.id,
        };
        sql::update_reading(&mut change, &reading).await?;
        change.commit().await
    }

    /// Removes a reading.
    pub async fn remove_reading(&self, actor: &Actor, id: &ReadingId) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::RemoveReading, Grouping::Turn).await?;
        owned(&mut change, id).await?;
        sql::delete_reading(&mut change, id).await?;
        change.commit().await
    }
}

pub(crate) async fn add_reading(
    change: &mut Change,
    outcome: &OutcomeId,
    new: NewReading,
) -> Result<ReadingId> {
    let owner: Outcome = records::existing(change, outcome).await?;
    change.within(&owner.product_id).await?;
    let reading = Reading {
        id: ReadingId(change.id()),
        date: day("date", new.date.unwrap_or(change.today()))?,
        value: number("value", new.value)?,
        note: text::short("note", &new.note.unwrap_or_default())?,
    };
    sql::insert_reading(change, outcome, &reading).await?;
    Ok(reading.id)
}

/// A reading of an outcome that may be changed.
async fn owned(change: &mut Change, id: &ReadingId) -> Result<Reading> {
    let found = sql::reading(change.conn(), id).await?;
    let (outcome, reading) = found.ok_or_else(|| Error::not_found("that reading"))?;
    let outcome: Outcome = records::existing(change, &outcome).await?;
    change.within(&outcome.product_id).await?;
    Ok(reading)
}
