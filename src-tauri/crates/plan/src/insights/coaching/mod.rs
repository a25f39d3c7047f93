//! What the app and its agents teach about each kind: what it is, what good looks
//! like, what to ask, which traps there are; and how a first plan is talked
//! through.
//!
//! The words are data, `coaching.json`, and stand nowhere else: the guide for
//! agents, the window's empty lists, the first run and the writing hints all read
//! them. Fields and links are not repeated here; [`crate::fields_of`] and
//! [`crate::partners`] say them.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::Plan;
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::refs::Kind;
use crate::insights::find::Held;
use crate::insights::gaps::{self, GapSort, HintCode};

const DATA: &str = include_str!("coaching.json");

/// How many sorts of gaps a guide names.
const GAPS: usize = 3;

/// Everything that is taught.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Coaching {
    /// How a first plan is talked through.
    pub first_plan: FirstPlan,
    /// The seven questions of the first run.
    pub first_run: Vec<FirstQuestion>,
    /// Each kind, in the order of [`Kind::ALL`].
    pub kinds: Vec<KindCoaching>,
}

/// How a first plan is talked through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct FirstPlan {
    /// What comes after what.
    pub order: Vec<Stage>,
    /// How to ask.
    pub rules: Vec<String>,
    /// What the person can answer when it went well.
    pub test: String,
}

/// One stage of the talk about a first plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// What is made there; nothing while one only listens.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// What it is about.
    pub says: String,
}

/// A question of the first run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct FirstQuestion {
    /// What the answer makes.
    pub kind: Kind,
    /// The fields it fills, by the names of [`crate::fields_of`].
    pub fields: Vec<String>,
    /// The question.
    pub ask: String,
    /// A good answer.
    pub good: String,
    /// A weak one.
    pub weak: String,
}

/// What is taught about one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct KindCoaching {
    /// The kind.
    pub kind: Kind,
    /// What it is, in a sentence or two.
    pub what: String,
    /// What good looks like.
    pub good: String,
    /// How far it looks ahead, for kinds that do.
    #[serde(default)]
    pub horizon: Option<String>,
    /// What to ask.
    pub ask: Vec<String>,
    /// Ways to get it wrong.
    pub traps: Vec<Trap>,
    /// A good one.
    pub good_example: String,
    /// A weak one.
    pub weak_example: String,
}

/// A way to get it wrong, and the way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct Trap {
    /// What it looks like.
    pub what: String,
    /// The question that mends it.
    pub ask: String,
    /// The writing hint that sees it, if one does.
    #[serde(default)]
    pub hint: Option<HintCode>,
}

/// What is taught.
///
/// # Panics
/// Never: the data is part of the program, and a test reads it.
#[must_use]
pub fn coaching() -> &'static Coaching {
    #[expect(clippy::expect_used, reason = "compiled in, and read by a test")]
    static COACHING: LazyLock<Coaching> =
        LazyLock::new(|| serde_json::from_str(DATA).expect("coaching.json can be read"));
    &COACHING
}

impl Coaching {
    /// What is taught about a kind; settings are no part of a plan.
    #[must_use]
    pub fn of(&self, kind: Kind) -> Option<&KindCoaching> {
        self.kinds.iter().find(|coached| coached.kind == kind)
    }

    /// The question of the trap that a hint sees.
    pub(crate) fn question(&self, hint: HintCode) -> &str {
        let mut traps = self.kinds.iter().flat_map(|kind| &kind.traps);
        traps.find(|trap| trap.hint == Some(hint)).map_or("", |trap| trap.ask.as_str())
    }
}

/// Where a plan is on the way to a first whole one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What there is of each kind asked for.
    pub held: Vec<Held>,
    /// The first stage that has nothing to show yet.
    pub next: Option<Kind>,
    /// What is missing, in the order of codes; the first few sorts.
    pub gaps: Vec<GapSort>,
    /// All gaps that nobody ignores.
    pub gaps_total: u32,
}

impl Progress {
    /// Before there is a product.
    #[must_use]
    pub fn nothing_yet() -> Self {
        Self { held: Vec::new(), next: Some(Kind::Product), gaps: Vec::new(), gaps_total: 0 }
    }
}

impl Plan {
    /// Where a product is on the way to a first whole plan, with at most so many
    /// of each kind by name. Finished work is not counted, except to find the
    /// next stage.
    pub async fn progress(&self, product: &ProductId, named: u32) -> Result<Progress> {
        let vision = self.product(product).await?.vision;
        let kinds = coaching().kinds.iter().map(|coached| coached.kind);
        let kinds: Vec<Kind> = kinds.filter(|kind| *kind != Kind::Product).collect();
        let held = self.held(product, &kinds, named).await?;
        let is_there = |kind: Kind| match kind {
            Kind::Product => !vision.trim().is_empty(),
            kind => held.iter().any(|held| held.kind == kind && held.ever),
        };
        let mut stages = coaching().first_plan.order.iter().filter_map(|stage| stage.kind);
        let next = stages.find(|kind| !is_there(*kind));
        let missing = self.gaps(product, None).await?;
        let gaps_total = u32::try_from(missing.len()).unwrap_or(u32::MAX);
        let gaps = gaps::gap_sorts(missing).into_iter().take(GAPS).collect();
        Ok(Progress { held, next, gaps, gaps_total })
    }
}
