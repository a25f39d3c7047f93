//! Time and randomness come in from outside, so that tests are exact.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};

use chrono::{
    DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime, Offset, SubsecRound,
    TimeDelta, TimeZone, Utc,
};
use uuid::{Builder, Uuid};

/// Where a plan takes the time and new ids from.
#[derive(Clone)]
pub struct Ambient {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    ids: Arc<dyn Fn() -> Uuid + Send + Sync>,
    zone: Zone,
}

/// Where the person's days begin and end.
#[derive(Clone, Copy)]
enum Zone {
    System,
    Fixed(FixedOffset),
}

impl Ambient {
    /// The system's clock, time zone and random numbers.
    #[must_use]
    pub fn real() -> Self {
        Self { now: Arc::new(Utc::now), ids: Arc::new(Uuid::now_v7), zone: Zone::System }
    }

    /// A clock that starts at `start` and gains `step` each time it is read, and
    /// ids that count up: the same calls give the same plan. Its days are those of
    /// UTC.
    #[must_use]
    pub fn stepping(start: DateTime<Utc>, step: TimeDelta) -> Self {
        let (reads, made) = (AtomicI32::new(0), AtomicU32::new(0));
        let millis = u64::try_from(start.timestamp_millis()).unwrap_or_default();
        Self {
            now: Arc::new(move || start + step * reads.fetch_add(1, Ordering::Relaxed)),
            ids: Arc::new(move || {
                let mut tail = [0; 10];
                tail[6..].copy_from_slice(&made.fetch_add(1, Ordering::Relaxed).to_be_bytes());
                Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
            }),
            zone: Zone::Fixed(Utc.fix()),
        }
    }

    /// The same, its days those of a zone.
    #[cfg(test)]
    fn in_zone(self, zone: FixedOffset) -> Self {
        Self { zone: Zone::Fixed(zone), ..self }
    }

    /// The same, its clock ahead by so many seconds, which may grow meanwhile.
    #[cfg(test)]
    pub(crate) fn ahead_by(self, seconds: Arc<std::sync::atomic::AtomicI64>) -> Self {
        let now = self.now;
        Self {
            now: Arc::new(move || now() + TimeDelta::seconds(seconds.load(Ordering::Relaxed))),
            ids: self.ids,
            zone: self.zone,
        }
    }

    /// The time now, to the millisecond, in UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)().trunc_subsecs(3)
    }

    /// The person's date at an instant.
    pub(crate) fn date(&self, at: DateTime<Utc>) -> NaiveDate {
        match self.zone {
            Zone::System => at.with_timezone(&Local).date_naive(),
            Zone::Fixed(zone) => at.with_timezone(&zone).date_naive(),
        }
    }

    /// An instant as the person's clock and calendar show it.
    pub(crate) fn clock(&self, at: DateTime<Utc>) -> String {
        let local = match self.zone {
            Zone::System => at.with_timezone(&Local).naive_local(),
            Zone::Fixed(zone) => at.with_timezone(&zone).naive_local(),
        };
        local.format("%-d %b %Y, %H:%M").to_string()
    }

    /// When the person's day after the one of an instant begins.
    pub(crate) fn day_after(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let midnight = (self.date(at) + TimeDelta::days(1)).and_time(NaiveTime::MIN);
        match self.zone {
            Zone::System => first_after(&Local, midnight),
            Zone::Fixed(zone) => first_after(&zone, midnight),
        }
    }

    pub(crate) fn id(&self) -> String {
        (self.ids)().to_string()
    }
}

/// The instant of a local midnight, or the first there is after it: some zones
/// put their clocks forward at midnight.
fn first_after<Z: TimeZone>(zone: &Z, midnight: NaiveDateTime) -> DateTime<Utc> {
    (0..24)
        .find_map(|half_hours| {
            let local = midnight + TimeDelta::minutes(30 * half_hours);
            zone.from_local_datetime(&local).earliest()
        })
        .map_or_else(|| midnight.and_utc(), |at| at.to_utc())
}

impl std::fmt::Debug for Ambient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ambient")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_of_the_person_not_of_utc() {
        let zone = FixedOffset::east_opt(2 * 3600).unwrap();
        let start = Utc.with_ymd_and_hms(2026, 1, 4, 23, 0, 0).unwrap();
        let ambient = Ambient::stepping(start, TimeDelta::zero()).in_zone(zone);
        let now = ambient.now();
        assert_eq!(ambient.date(now).to_string(), "2026-01-05");
        assert_eq!(ambient.day_after(now).to_rfc3339(), "2026-01-05T22:00:00+00:00");
    }
}
