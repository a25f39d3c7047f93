//! How much one client may ask for: a rate with bursts, and a number of
//! requests at the same time. And how often strangers may try a token.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::time::Instant;

/// How often something may happen.
#[derive(Debug, Clone, Copy)]
struct Pace {
    /// Times a second, sustained.
    rate: f64,
    /// Times at once after a rest.
    burst: f64,
}

/// Requests of one client.
const REQUESTS: Pace = Pace { rate: 20.0, burst: 60.0 };
/// Requests of one client under way at the same time, open streams included.
const IN_FLIGHT: u32 = 8;
/// Tokens tried that were never accepted, by all callers together.
const STRANGERS: Pace = Pace { rate: 10.0, burst: 20.0 };

/// Why a client has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooMuch {
    /// Too many in a short time.
    Often,
    /// Too many at the same time.
    AtOnce,
}

/// What is left of a pace.
#[derive(Debug)]
struct Allowance {
    left: f64,
    filled: Instant,
}

impl Allowance {
    fn full(pace: Pace, now: Instant) -> Self {
        Self { left: pace.burst, filled: now }
    }

    fn refill(&mut self, pace: Pace, now: Instant) {
        let rested = now.saturating_duration_since(self.filled).as_secs_f64();
        self.left = (self.left + rested * pace.rate).min(pace.burst);
        self.filled = now;
    }

    fn is_spent(&self) -> bool {
        self.left < 1.0
    }
}

#[derive(Debug)]
struct Client {
    allowance: Allowance,
    in_flight: u32,
}

/// The clients seen so far. There are as many as there are connections set up.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    pace: Pace,
    clients: Arc<Mutex<HashMap<String, Client>>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pace: REQUESTS, clients: Arc::default() }
    }
}

/// A request under way; dropping it ends it.
#[derive(Debug)]
pub(crate) struct UnderWay {
    limits: Limits,
    client: String,
}

impl Limits {
    /// Without a rate, for tests that send more than a client ever should.
    #[cfg(test)]
    pub(crate) fn without_rate() -> Self {
        Self { pace: Pace { rate: f64::MAX, burst: f64::MAX }, clients: Arc::default() }
    }

    /// Counts a request of this client, if it may make one now.
    pub(crate) fn admit(&self, client: &str, now: Instant) -> Result<UnderWay, TooMuch> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let known = clients
            .entry(client.to_owned())
            .or_insert_with(|| Client { allowance: Allowance::full(self.pace, now), in_flight: 0 });
        known.allowance.refill(self.pace, now);
        if known.allowance.is_spent() {
            return Err(TooMuch::Often);
        }
        if known.in_flight >= IN_FLIGHT {
            return Err(TooMuch::AtOnce);
        }
        known.allowance.left -= 1.0;
        known.in_flight += 1;
        Ok(UnderWay { limits: self.clone(), client: client.to_owned() })
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut clients = self.limits.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get_mut(&self.client) {
            client.in_flight -= 1;
        }
    }
}

/// How many more tokens may be looked up that nobody was let in with before.
#[derive(Debug)]
pub(crate) struct Strangers(Mutex<Allowance>);

impl Strangers {
    pub(crate) fn new(now: Instant) -> Self {
        Self(Mutex::new(Allowance::full(STRANGERS, now)))
    }

    /// Whether one more may be looked up now.
    pub(crate) fn admit(&self, now: Instant) -> bool {
        let mut allowance = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        allowance.refill(STRANGERS, now);
        if allowance.is_spent() {
            return false;
        }
        allowance.left -= 1.0;
        true
    }

    /// Gives the look-up back of one who proved to be no stranger.
    pub(crate) fn forgive(&self) {
        let mut allowance = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        allowance.left = (allowance.left + 1.0).min(STRANGERS.burst);
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

    #[test]
    fn strangers_run_out_and_known_clients_cost_nothing() {
        let start = Instant::now();
        let strangers = Strangers::new(start);
        assert_eq!((0..100).filter(|_| strangers.admit(start)).count(), 20);
        let later = start + Duration::from_secs(1);
        let mut known = 0;
        while strangers.admit(later) && known < 100 {
            strangers.forgive();
            known += 1;
        }
        assert_eq!(known, 100);
    }
}
