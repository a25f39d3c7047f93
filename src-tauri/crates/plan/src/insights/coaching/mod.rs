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

use crate::base::refs::Kind;
use crate::base::word_enum::word_enum;

const DATA: &str = include_str!("coaching.json");

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

word_enum! {
    /// How a text can be weak. The words never change their meaning.
    HintCode {
        /// An outcome that is something to build.
        SomethingToMake = "H01",
        /// An outcome without a digit.
        NoNumber = "H02",
        /// A persona named as a plural or a role.
        CrowdOrRole = "H03",
        /// A pillar that is one generic noun.
        Generic = "H04",
        /// A bet that names a solution.
        NamesSolution = "H05",
        /// A project whose why repeats its name.
        RepeatsName = "H06",
        /// A task without a verb.
        NoVerb = "H07",
        /// A check that cannot be observed.
        Vague = "H08",
    }
}

impl HintCode {
    /// The kind of entity it is about.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::SomethingToMake | Self::NoNumber => Kind::Outcome,
            Self::CrowdOrRole => Kind::Persona,
            Self::Generic => Kind::Pillar,
            Self::NamesSolution => Kind::Bet,
            Self::RepeatsName => Kind::Project,
            Self::NoVerb | Self::Vague => Kind::Task,
        }
    }
}
