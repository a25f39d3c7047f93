//! Chance that can be repeated: a seed, printed, and how many rounds to run.

#![allow(clippy::print_stdout, reason = "a test tells its seed")]

/// The seed when none is given, so that a run is the same everywhere.
const SEED: u64 = 20_261_122;

/// A generator whose whole state is one number (xorshift64*).
pub(crate) struct Dice(u64);

impl Dice {
    /// From `OPENBACKLOG_SEED`, or the usual seed. It is printed, so that what
    /// failed can be run again.
    pub(crate) fn thrown() -> Self {
        let seed = from_environment("OPENBACKLOG_SEED").unwrap_or(SEED);
        println!("OPENBACKLOG_SEED={seed}");
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    /// A number from 0 to below `end`; 0 when there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = end.max(1) as u64;
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// One of these.
    pub(crate) fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}

/// How many rounds: `OPENBACKLOG_ROUNDS`, or so many.
pub(crate) fn rounds(usual: u64) -> u64 {
    from_environment("OPENBACKLOG_ROUNDS").unwrap_or(usual)
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
