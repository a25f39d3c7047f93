//! What a piece of evidence is, and the views of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::confidence::Confidence;
use crate::base::actor::ActorName;
use crate::base::ids::{BetId, EvidenceId, OutcomeId, ProblemId, ProductId};
use crate::base::log::HistoryRow;
use crate::base::rank::Placement;
use crate::base::refs::Link;

pub use crate::base::kinds::EvidenceKind;

/// Something a user said or did, or a number measured, with its source and day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Evidence {
    /// Its id.
    pub id: EvidenceId,
    /// Its product.
    pub product_id: ProductId,
    /// Its short ref, `E-4`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// What was said, done or measured; markdown.
    pub text: String,
    /// What sort it is.
    pub kind: EvidenceKind,
    /// Who or what it comes from; may be empty.
    pub source: String,
    /// Where it can be read, over http or https; may be empty.
    pub url: String,
    /// When it was said, done or measured.
    pub date: NaiveDate,
    /// How much it weighs: 0 an opinion, 1 a story, 2 a pattern, 3 tested,
    /// 4 proven; by its kind unless said.
    pub strength: Option<u8>,
    /// Free labels.
    #[sqlx(json)]
    pub labels: Vec<String>,
    /// The codes of gaps and hints ignored here.
    #[sqlx(json)]
    pub ignored: Vec<String>,
    /// Grows by one with each change.
    pub rev: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it.
    #[sqlx(try_from = "String")]
    pub created_by: ActorName,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Who last changed it.
    #[sqlx(try_from = "String")]
    pub updated_by: ActorName,
    /// When it went to the trash.
    pub trashed_at: Option<DateTime<Utc>>,
}

/// A piece of evidence in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EvidenceRow {
    /// Its id.
    pub id: EvidenceId,
    /// Its short ref.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its first line, at most 200 characters.
    pub name: String,
    /// What sort it is.
    pub kind: EvidenceKind,
    /// Who or what it comes from.
    pub source: String,
    /// Where it can be read.
    pub url: String,
    /// When it was said, done or measured.
    pub date: NaiveDate,
    /// The confidence this piece alone gives.
    pub level: Confidence,
    /// The problems, outcomes and bets it is about.
    pub about: Vec<Link>,
    /// Free labels.
    pub labels: Vec<String>,
    /// Its rev.
    pub rev: u32,
}

/// Everything the page of a piece of evidence shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EvidencePage {
    /// The evidence.
    pub evidence: Evidence,
    /// Its product.
    pub product: Link,
    /// The confidence this piece alone gives.
    pub level: Confidence,
    /// The problems it is about.
    pub problems: Vec<Link>,
    /// The outcomes it is about.
    pub outcomes: Vec<Link>,
    /// The bets it is about.
    pub bets: Vec<Link>,
    /// The decisions about it.
    pub decisions: Vec<Link>,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
}

/// What a new piece of evidence starts with; only the text is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewEvidence {
    /// What was said, done or measured.
    pub text: String,
    /// What sort it is; a quote unless said.
    #[specta(optional)]
    pub kind: Option<EvidenceKind>,
    /// Who or what it comes from.
    #[specta(optional)]
    pub source: Option<String>,
    /// Where it can be read.
    #[specta(optional)]
    pub url: Option<String>,
    /// When it was said, done or measured; today unless said.
    #[specta(optional)]
    pub date: Option<NaiveDate>,
    /// How much it weighs, 0 to 4.
    #[specta(optional)]
    pub strength: Option<u8>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// The problems it is about.
    #[specta(optional)]
    pub problems: Option<Vec<ProblemId>>,
    /// The outcomes it is about.
    #[specta(optional)]
    pub outcomes: Option<Vec<OutcomeId>>,
    /// The bets it is about.
    #[specta(optional)]
    pub bets: Option<Vec<BetId>>,
    /// Where among the evidence; last unless said.
    #[specta(optional)]
    pub placement: Option<Placement>,
}

/// A partial update: what is left out is kept; an empty text or list clears, and
/// so does `null` for the strength.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EvidencePatch {
    /// What was said, done or measured.
    #[specta(optional)]
    pub text: Option<String>,
    /// What sort it is.
    #[specta(optional)]
    pub kind: Option<EvidenceKind>,
    /// Who or what it comes from.
    #[specta(optional)]
    pub source: Option<String>,
    /// Where it can be read.
    #[specta(optional)]
    pub url: Option<String>,
    /// When it was said, done or measured.
    #[specta(optional)]
    pub date: Option<NaiveDate>,
    /// How much it weighs, 0 to 4.
    #[serde(default, deserialize_with = "crate::base::fields::clearable")]
    #[specta(optional, type = Option<u8>)]
    pub strength: Option<Option<u8>>,
    /// Free labels.
    #[specta(optional)]
    pub labels: Option<Vec<String>>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}
