//! The words for sorts of things, each with those of other tools for the same.

use crate::base::error::Result;
use crate::base::refs::Kind;
use crate::base::vocabulary::{self, PlanWord};
use crate::base::word_enum::word_enum;

impl Kind {
    /// The kind that is meant in `field`, or a refusal with the words that would do.
    pub fn parse(field: &'static str, said: &str) -> Result<Self> {
        let plan_word =
            |kind: Self| PlanWord { word: kind.word(), says: kind.word(), also: kind.also() };
        vocabulary::choose(field, said, &Self::OF_A_PLAN, plan_word)
    }
}

word_enum! {
    /// What sort of work a project is.
    ProjectKind {
        /// Something new for people.
        Feature = "feature",
        /// Something broken, mended.
        Fix = "fix" | "bug" | "bugfix",
        /// A question, answered.
        Research = "research" | "spike",
        /// Upkeep.
        Chore = "chore" | "maintenance",
    }
}

word_enum! {
    /// What sort of work a task is.
    TaskKind {
        /// Writing code.
        Code = "code" | "feature" | "coding",
        /// Writing or running tests.
        Test = "test" | "testing" | "tests",
        /// Writing for readers.
        Docs = "docs" | "documentation" | "doc",
        /// Deciding how it looks or works.
        Design = "design",
        /// Anything else.
        Other = "other",
    }
}

word_enum! {
    /// Where a problem comes from.
    ProblemKind {
        /// The market, rivals, other people.
        Outside = "outside" | "external",
        /// Overload, missing knowledge, habit.
        Inside = "inside" | "internal",
        /// Limits, bugs, debt.
        Technical = "technical",
        /// A painful process, switching tools.
        Workflow = "workflow" | "process",
        /// Anything else.
        Other = "other",
    }
}

word_enum! {
    /// What sort of evidence it is, from the weakest to the strongest.
    EvidenceKind {
        /// What one person said or did.
        Quote = "quote" | "interview",
        /// How often something happens; market data.
        Count = "count" | "market_data",
        /// A prototype, an experiment, usage.
        Test = "test" | "prototype" | "experiment",
        /// A number that moved in the real product.
        LiveNumber = "live_number" | "measurement" | "live",
    }
}

word_enum! {
    /// Which way the number should go.
    Direction {
        /// More is better.
        Up = "up" | "increase" | "higher",
        /// Less is better.
        Down = "down" | "decrease" | "lower",
    }
}
