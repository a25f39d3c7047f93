//! Time and randomness come in from outside, so that tests are exact.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use uuid::Uuid;

/// Where a plan takes the time and new ids from.
#[derive(Clone)]
pub struct Ambient {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
}

impl Ambient {
    /// The system's clock.
    #[must_use]
    pub fn real() -> Self {
        Self {
            now: Arc::new(Utc::now),
        }
    }

    /// A clock that starts at `start` and gains `step` each time it is read.
    #[must_use]
    pub fn stepping(start: DateTime<Utc>, step: TimeDelta) -> Self {
        let reads = AtomicU64::new(0);
        Self {
            now: Arc::new(move || {
                let read = i32::try_from(reads.fetch_add(1, Ordering::Relaxed)).unwrap_or(i32::MAX);
                start + step * read
            }),
        }
    }

    /// The time now, to the millisecond, in UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)().trunc_subsecs(3)
    }

    pub(crate) fn id(&self) -> String {
        Uuid::now_v7().to_string()
    }
}

impl std::fmt::Debug for Ambient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ambient")
    }
}
