//! How much one client may ask for: a rate with bursts, and a number of
//! requests at the same time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::time::Instant;

/// Requests a second, sustained.
const RATE: f64 = 20.0;
/// Requests at once after a rest.
const BURST: f64 = 60.0;
/// Requests under way at the same time.
const IN_FLIGHT: u32 = 8;

/// Why a client has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooMuch {
    /// Too many in a short time.
    Often,
    /// Too many at the same time.
    AtOnce,
}

#[derive(Debug)]
struct Client {
    tokens: f64,
    filled: Instant,
    in_flight: u32,
}

/// The clients seen so far. There are as many as there are connections set up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits(Arc<Mutex<HashMap<String, Client>>>);

/// A request under way; dropping it ends it.
#[derive(Debug)]
pub(crate) struct UnderWay {
    limits: Limits,
    client: String,
}

impl Limits {
    /// Counts a request of this client, if it may make one now.
    pub(crate) fn admit(&self, client: &str, now: Instant) -> Result<UnderWay, TooMuch> {
        let mut clients = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = clients.entry(client.to_owned()).or_insert(Client {
            tokens: BURST,
            filled: now,
            in_flight: 0,
        });
        let rested = now.saturating_duration_since(known.filled).as_secs_f64();
        known.tokens = (known.tokens + rested * RATE).min(BURST);
        known.filled = now;
        if known.tokens < 1.0 {
            return Err(TooMuch::Often);
        }
        if known.in_flight >= IN_FLIGHT {
            return Err(TooMuch::AtOnce);
        }
        known.tokens -= 1.0;
        known.in_flight += 1;
        Ok(UnderWay { limits: self.clone(), client: client.to_owned() })
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut clients = self.limits.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get_mut(&self.client) {
            client.in_flight -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_client_may_burst_and_then_keeps_a_rate() {
        let (limits, start) = (Limits::default(), Instant::now());
        let burst = (0..100).filter(|_| limits.admit("a", start).is_ok()).count();
        assert_eq!(burst, 60);
        let later = start + Duration::from_millis(500);
        let more = (0..100).filter(|_| limits.admit("a", later).is_ok()).count();
        assert_eq!(more, 10);
    }

    #[test]
    fn only_so_many_requests_run_at_once() {
        let (limits, now) = (Limits::default(), Instant::now());
        let held: Vec<_> = (0..8).filter_map(|_| limits.admit("a", now).ok()).collect();
        assert_eq!(held.len(), 8);
        assert_eq!(limits.admit("a", now).err(), Some(TooMuch::AtOnce));
        drop(held);
        assert!(limits.admit("a", now).is_ok());
    }

    #[test]
    fn one_client_does_not_slow_another() {
        let (limits, now) = (Limits::default(), Instant::now());
        while limits.admit("a", now).is_ok() {}
        assert!(limits.admit("b", now).is_ok());
    }
}
