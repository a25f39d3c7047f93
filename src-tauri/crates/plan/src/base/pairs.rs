//! The pairs of kinds that can be joined, and the table that joins each.

use crate::base::refs::Kind;

/// A kind of link that an entity may have many of.
#[derive(Debug)]
pub(crate) struct Pair {
    /// The kind that the link is a field of.
    pub(crate) owner: Kind,
    /// The kind it points to; `None` when it may be any.
    pub(crate) other: Option<Kind>,
    pub(crate) table: &'static str,
    pub(crate) owner_column: &'static str,
    pub(crate) other_column: &'static str,
}

const fn pair(
    (owner, owner_column): (Kind, &'static str),
    (other, other_column): (Kind, &'static str),
    table: &'static str,
) -> Pair {
    Pair { owner, other: Some(other), table, owner_column, other_column }
}

const OUTCOME: (Kind, &str) = (Kind::Outcome, "outcome_id");
const BET: (Kind, &str) = (Kind::Bet, "bet_id");
const PERSONA: (Kind, &str) = (Kind::Persona, "persona_id");
const PROBLEM: (Kind, &str) = (Kind::Problem, "problem_id");
const PROJECT: (Kind, &str) = (Kind::Project, "project_id");
const EVIDENCE: (Kind, &str) = (Kind::Evidence, "evidence_id");

/// Every pair of kinds that can be joined.
pub(crate) const PAIRS: [Pair; 10] = [
    pair(OUTCOME, (Kind::Pillar, "pillar_id"), "outcome_pillars"),
    pair(BET, OUTCOME, "bet_outcomes"),
    pair(BET, PROBLEM, "bet_problems"),
    pair(BET, PERSONA, "bet_personas"),
    pair(PROJECT, PERSONA, "project_personas"),
    pair(PROJECT, PROBLEM, "project_problems"),
    pair(EVIDENCE, PROBLEM, "evidence_problems"),
    pair(EVIDENCE, OUTCOME, "evidence_outcomes"),
    pair(EVIDENCE, BET, "evidence_bets"),
    Pair {
        owner: Kind::Decision,
        other: None,
        table: "decision_about",
        owner_column: "decision_id",
        other_column: "about_id",
    },
];

impl Pair {
    pub(crate) fn joins(&self, owner: Kind, other: Kind) -> bool {
        self.owner == owner && self.other.is_none_or(|kind| kind == other)
    }
}
