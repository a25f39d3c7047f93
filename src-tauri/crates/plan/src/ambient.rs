//! Time and randomness come in from outside, so that tests are exact.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use uuid::{Builder, Uuid};

/// Where a plan takes the time and new ids from.
#[derive(Clone)]
pub struct Ambient {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    ids: Arc<dyn Fn() -> Uuid + Send + Sync>,
}

impl Ambient {
    /// The system's clock and random numbers.
    #[must_use]
    pub fn real() -> Self {
        Self { now: Arc::new(Utc::now), ids: Arc::new(Uuid::now_v7) }
    }

    /// A clock that starts at `start` and gains `step` each time it is read, and
    /// ids that count up: the same calls give the same plan.
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
        }
    }

    /// The time now, to the millisecond, in UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)().trunc_subsecs(3)
    }

    pub(crate) fn id(&self) -> String {
        (self.ids)().to_string()
    }
}

impl std::fmt::Debug for Ambient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ambient")
    }
}
