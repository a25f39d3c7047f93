//! The arithmetic of what is next, which a person can follow by hand.
//!
//! | Term | Value, 0 to 1 | Points |
//! |---|---|---|
//! | horizon | now 1 · next .4 · later .1 · no bet 0 | 40, by evidence |
//! | rank | 1 − (place − 1) / open bets of that horizon | 20, by evidence |
//! | started | doing 1 · its project building .5 | 15 |
//! | frees | min(1, tasks that wait for it / 3) | 10 |
//! | priority | P1 1 · P2 .6 · none .4 · P3 .2 | 10 |
//! | appetite | min(1, day / appetite) | 5 |
//! | evidence | hunch .80 · story .85 · pattern .90 · tested .95 · proven 1 | what the first two keep |

use serde::{Deserialize, Serialize};

use crate::base::word_enum::word_enum;
use crate::concepts::bets::{AppetiteClock, Horizon};
use crate::concepts::evidence::{Confidence, ConfidenceBasis};
use crate::concepts::tasks::Priority;

word_enum! {
    /// What counts when the next task is chosen.
    TermName {
        /// The horizon of its bet.
        Horizon = "horizon",
        /// The place of its bet within that horizon.
        Rank = "rank",
        /// What the evidence behind its bet takes off those two.
        Evidence = "evidence",
        /// Whether it, or its project, is under way.
        Started = "started",
        /// The tasks that wait for it.
        Frees = "frees",
        /// Its priority.
        Priority = "priority",
        /// How much of its bet's appetite is used.
        Appetite = "appetite",
    }
}

/// One term of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Term {
    /// Which.
    pub name: TermName,
    /// What it adds, to one decimal; for evidence, what it takes off.
    pub points: f64,
    /// The same in words; empty where nothing is worth saying.
    pub words: String,
}

/// The bet behind a task, as far as it counts.
#[derive(Debug, Clone)]
pub(super) struct Backing {
    pub(super) stage: Stage,
    pub(super) basis: ConfidenceBasis,
    pub(super) clock: Option<AppetiteClock>,
}

/// Where a bet stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Open, at this place (from 1) among so many of its horizon.
    Open {
        horizon: Horizon,
        place: u32,
        of: u32,
    },
    Parked,
    Closed,
}

/// Whether work has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Started {
    No,
    /// Its project is building.
    Project,
    /// The task itself is doing.
    Task,
}

/// All that the score of one task is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) bet: Option<&'a Backing>,
    pub(super) started: Started,
    /// Unfinished tasks that wait for it, near or far.
    pub(super) frees: u32,
    pub(super) priority: Priority,
}

/// More waiting tasks than this count no further.
pub(super) const FREES_ENOUGH: u32 = 3;

impl Facts<'_> {
    /// From 0 to 100.
    pub(super) fn score(&self) -> f64 {
        let bet = 40.0 * self.horizon() + 20.0 * self.rank();
        self.evidence() * bet
            + 15.0 * self.started_value()
            + 10.0 * self.frees_value()
            + 10.0 * self.priority_value()
            + 5.0 * self.appetite()
    }

    /// The terms that say something, in the order of the table. Their points add
    /// up to the score, but for rounding.
    pub(super) fn terms(&self) -> Vec<Term> {
        let lost = (self.evidence() - 1.0) * (40.0 * self.horizon() + 20.0 * self.rank());
        let term = |name, points: f64, words| Term { name, points: rounded(points), words };
        let mut terms = vec![
            term(TermName::Horizon, 40.0 * self.horizon(), self.horizon_words()),
            term(TermName::Rank, 20.0 * self.rank(), self.rank_words()),
            term(TermName::Evidence, lost, self.evidence_words()),
            term(TermName::Started, 15.0 * self.started_value(), self.started_words()),
            term(TermName::Frees, 10.0 * self.frees_value(), self.frees_words()),
            term(TermName::Priority, 10.0 * self.priority_value(), self.priority_words()),
            term(TermName::Appetite, 5.0 * self.appetite(), self.appetite_words()),
        ];
        terms.retain(|t| t.points != 0.0 || !t.words.is_empty());
        terms
    }

    fn stage(&self) -> Option<Stage> {
        self.bet.map(|bet| bet.stage)
    }

    fn horizon(&self) -> f64 {
        match self.stage() {
            Some(Stage::Open { horizon: Horizon::Now, .. }) => 1.0,
            Some(Stage::Open { horizon: Horizon::Next, .. }) => 0.4,
            Some(Stage::Open { horizon: Horizon::Later, .. }) => 0.1,
            _ => 0.0,
        }
    }

    fn horizon_words(&self) -> String {
        match self.stage() {
            Some(Stage::Open { horizon, .. }) => format!("in {}", shown(horizon)),
            Some(Stage::Parked) => "its bet is parked".to_owned(),
            Some(Stage::Closed) => "its bet is closed".to_owned(),
            None => "no bet behind it".to_owned(),
        }
    }

    fn rank(&self) -> f64 {
        match self.stage() {
            Some(Stage::Open { place, of, .. }) if of > 0 => {
                1.0 - f64::from(place.saturating_sub(1).min(of)) / f64::from(of)
            }
            _ => 0.0,
        }
    }

    fn rank_words(&self) -> String {
        match self.stage() {
            Some(Stage::Open { horizon: Horizon::Now, place, .. }) => format!("your #{place} bet"),
            Some(Stage::Open { horizon, place, .. }) => {
                format!("#{place} bet in {}", shown(horizon))
            }
            _ => String::new(),
        }
    }

    fn evidence(&self) -> f64 {
        match self.bet.map(|bet| bet.basis.level) {
            Some(Confidence::Hunch) => 0.80,
            Some(Confidence::Story) => 0.85,
            Some(Confidence::Pattern) => 0.90,
            Some(Confidence::Tested) => 0.95,
            Some(Confidence::Proven) | None => 1.0,
        }
    }

    fn evidence_words(&self) -> String {
        match self.bet {
            Some(Backing { stage: Stage::Open { .. }, basis, .. }) => basis.phrase.clone(),
            _ => String::new(),
        }
    }

    fn started_value(&self) -> f64 {
        match self.started {
            Started::Task => 1.0,
            Started::Project => 0.5,
            Started::No => 0.0,
        }
    }

    fn started_words(&self) -> String {
        match self.started {
            Started::Task => "already started",
            Started::Project => "its project is building",
            Started::No => "",
        }
        .to_owned()
    }

    fn frees_value(&self) -> f64 {
        f64::from(self.frees.min(FREES_ENOUGH)) / f64::from(FREES_ENOUGH)
    }

    fn frees_words(&self) -> String {
        match self.frees {
            0 => String::new(),
            1 => "frees 1 task".to_owned(),
            n => format!("frees {n} tasks"),
        }
    }

    fn priority_value(&self) -> f64 {
        match self.priority {
            Priority::P1 => 1.0,
            Priority::P2 => 0.6,
            Priority::None => 0.4,
            Priority::P3 => 0.2,
        }
    }

    fn priority_words(&self) -> String {
        match self.priority {
            Priority::None => String::new(),
            given => given.word().to_uppercase(),
        }
    }

    fn clock(&self) -> Option<AppetiteClock> {
        self.bet.filter(|bet| matches!(bet.stage, Stage::Open { .. })).and_then(|bet| bet.clock)
    }

    fn appetite(&self) -> f64 {
        self.clock().map_or(0.0, |c| (f64::from(c.day) / f64::from(c.appetite.max(1))).min(1.0))
    }

    fn appetite_words(&self) -> String {
        self.clock().map_or_else(String::new, |c| format!("day {} of {}", c.day, c.appetite))
    }
}

/// The words of the terms, weightiest first; what adds nothing comes last.
pub(super) fn reasons(terms: &[Term]) -> Vec<String> {
    let mut told: Vec<&Term> = terms.iter().filter(|t| !t.words.is_empty()).collect();
    told.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
    told.into_iter().map(|t| t.words.clone()).collect()
}

/// To one decimal.
pub(super) fn rounded(points: f64) -> f64 {
    // Adding zero turns a negative zero into a plain one.
    (points * 10.0).round() / 10.0 + 0.0
}

fn shown(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Now => "Now",
        Horizon::Next => "Next",
        Horizon::Later => "Later",
        Horizon::Parked => "Parked",
    }
}
