//! Partial updates: what is left out is kept; what would change is known by name.

use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize as _;

use crate::base::bounds;
use crate::base::error::{Error, Result};
use crate::base::text;
use crate::base::wording;

/// Reads a field that can be cleared: left out keeps (`None`), `null` clears
/// (`Some(None)`), a value sets. Needs `#[serde(default)]` beside it.
#[expect(clippy::option_option, reason = "left out, null and a value are three things")]
pub(crate) fn clearable<'de, T, D>(from: D) -> std::result::Result<Option<Option<T>>, D::Error>
where
    T: serde::Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    Option::deserialize(from).map(Some)
}

/// A day whose year has four digits, as the file and every reader expect.
pub(crate) fn day(field: &'static str, date: NaiveDate) -> Result<NaiveDate> {
    if (1900..=9999).contains(&date.year()) {
        return Ok(date);
    }
    Err(Error::invalid(
        field,
        format!("The {} is in the year {}.", wording::spoken(field), date.year()),
        "Give one from 1900 to 9999.",
    ))
}

/// An appetite in days, of a bet or a project.
pub(crate) fn appetite(days: Option<u32>) -> Result<Option<u32>> {
    match days {
        Some(days) if !(1..=bounds::APPETITE).contains(&days) => Err(Error::invalid(
            "appetite_days",
            format!("An appetite of {days} days cannot be kept."),
            format!("Give 1 to {} days.", bounds::APPETITE),
        )),
        days => Ok(days),
    }
}

/// The new value when one is given, checked, or the old one.
pub(crate) fn kept<S: ?Sized + ToOwned<Owned = T>, T, G>(
    old: &S,
    given: Option<G>,
    check: impl FnOnce(&G) -> Result<T>,
) -> Result<T> {
    match given {
        Some(given) => check(&given),
        None => Ok(old.to_owned()),
    }
}

/// The new markdown when one is given, or the old one. A long text is not replaced
/// by a short or hollow one, unless `replace` says that this is meant.
pub(crate) fn kept_long(
    field: &'static str,
    old: &str,
    given: Option<String>,
    replace: Option<bool>,
) -> Result<String> {
    let new = kept(old, given, |text| text::markdown(field, text))?;
    text::guard(field, old, &new, replace.unwrap_or(false))?;
    Ok(new)
}
