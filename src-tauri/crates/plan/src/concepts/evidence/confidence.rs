//! How sure a bet may be: derived from its evidence, never typed.
//!
//! A piece of evidence has the level of its strength when one is given, else that
//! of its kind. A strength of 0, the person's own opinion, counts for nothing.
//! Stories of five people make a pattern: quotes are told apart by their source,
//! in any letter case; a quote without a source is one person, because asking
//! for names must not keep anyone from writing down what was said.
//!
//! A bet rests on what is about it, about its problems and about its outcomes, as
//! far as that is younger than 12 months; the best level counts.

use std::collections::{HashMap, HashSet};

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::sql::{self, Weighed};
use super::types::EvidenceKind;
use crate::base::error::Result;
use crate::base::ids::{BetId, ProductId};
use crate::base::word_enum::word_enum;

/// Evidence counts for this many months.
const FRESH_MONTHS: u32 = 12;
/// Stories of this many people make a pattern.
const PEOPLE_OF_A_PATTERN: usize = 5;

word_enum! {
    /// How sure one may be, from nothing to proof.
    Confidence {
        /// Nothing, or an opinion.
        Hunch = "hunch",
        /// What one to four people said or did.
        Story = "story",
        /// Five people or more, or market data.
        Pattern = "pattern",
        /// A prototype, an experiment, usage.
        Tested = "tested",
        /// A live number moved.
        Proven = "proven",
    }
}

impl Confidence {
    /// The level of one piece of evidence.
    #[must_use]
    pub fn of(kind: EvidenceKind, strength: Option<u8>) -> Self {
        match (strength, kind) {
            (Some(0), _) => Self::Hunch,
            (Some(1), _) | (None, EvidenceKind::Quote) => Self::Story,
            (Some(2), _) | (None, EvidenceKind::Count) => Self::Pattern,
            (Some(3), _) | (None, EvidenceKind::Test) => Self::Tested,
            (Some(_), _) | (None, EvidenceKind::LiveNumber) => Self::Proven,
        }
    }
}

/// How sure a bet may be, and what that rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ConfidenceBasis {
    /// How sure.
    pub level: Confidence,
    /// What it rests on, in words: `rests on one story`.
    pub phrase: String,
}

impl Default for ConfidenceBasis {
    fn default() -> Self {
        basis(&[])
    }
}

/// How sure each open bet of a product may be. A bet without evidence that counts
/// is left out; the default basis is its own.
pub(crate) async fn confidence_of_bets(
    conn: &mut SqliteConnection,
    product: &ProductId,
    today: NaiveDate,
) -> Result<HashMap<BetId, ConfidenceBasis>> {
    let rows = sql::weighed_of_product(conn, product, fresh_since(today)).await?;
    let mut bets: HashMap<BetId, Vec<Weighed>> = HashMap::new();
    for row in rows {
        bets.entry(row.bet_id.clone()).or_default().push(row);
    }
    Ok(bets.into_iter().map(|(bet, pieces)| (bet, basis(&pieces))).collect())
}

/// How sure one bet may be.
pub(crate) async fn confidence_of_bet(
    conn: &mut SqliteConnection,
    bet: &BetId,
    today: NaiveDate,
) -> Result<ConfidenceBasis> {
    Ok(basis(&sql::weighed_of_bet(conn, bet, fresh_since(today)).await?))
}

/// The last day that is too old to count.
pub(crate) fn fresh_since(today: NaiveDate) -> NaiveDate {
    today.checked_sub_months(Months::new(FRESH_MONTHS)).unwrap_or(NaiveDate::MIN)
}

fn basis(pieces: &[Weighed]) -> ConfidenceBasis {
    let mut best = Confidence::Hunch;
    let mut at_best = 0;
    let mut people = HashSet::new();
    let mut stories = 0;
    for row in pieces {
        let level = Confidence::of(row.kind, row.strength);
        if level == Confidence::Story {
            let named = row.kind == EvidenceKind::Quote && !row.source.is_empty();
            if !named {
                stories += count(row.pieces);
            } else if people.insert(row.source.to_lowercase()) {
                stories += 1;
            }
        }
        if level > best {
            (best, at_best) = (level, 0);
        }
        if level == best {
            at_best += count(row.pieces);
        }
    }
    if best == Confidence::Story {
        if stories >= PEOPLE_OF_A_PATTERN {
            let phrase = format!("rests on stories of {stories} people");
            return ConfidenceBasis { level: Confidence::Pattern, phrase };
        }
        at_best = stories;
    }
    ConfidenceBasis { level: best, phrase: phrase(best, at_best, pieces.is_empty()) }
}

fn count(pieces: u32) -> usize {
    usize::try_from(pieces).unwrap_or(usize::MAX)
}

fn phrase(level: Confidence, pieces: usize, nothing: bool) -> String {
    let (one, many) = match level {
        Confidence::Hunch if nothing => return "rests on nothing yet".to_owned(),
        Confidence::Hunch => return "rests on an opinion".to_owned(),
        Confidence::Story => ("one story", "stories"),
        Confidence::Pattern => ("one pattern", "patterns"),
        Confidence::Tested => ("one test", "tests"),
        Confidence::Proven => ("a number that moved", "numbers that moved"),
    };
    match pieces {
        1 => format!("rests on {one}"),
        _ => format!("rests on {pieces} {many}"),
    }
}
