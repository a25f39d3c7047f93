//! Evidence: what users said or did and what was measured, and the confidence that
//! follows from it.

mod confidence;
pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use confidence::{Confidence, ConfidenceBasis};
pub(crate) use confidence::{confidence_of_bet, confidence_of_bets, fresh_since};
pub use types::{Evidence, EvidenceKind, EvidencePage, EvidencePatch, EvidenceRow, NewEvidence};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::fields::{day, kept};
use crate::base::ids::{BetId, EvidenceId, OutcomeId, ProblemId, ProductId};
use crate::base::links;
use crate::base::lists;
use crate::base::log::entity_history;
use crate::base::records;
use crate::base::refs::{Kind, Ref};
use crate::base::text;

/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

impl Plan {
    /// The evidence of a product, the latest first.
    pub async fn evidence_list(&self, product: &ProductId) -> Result<Vec<EvidenceRow>> {
        let mut conn = self.store().reader().await?;
        entities::product(&mut conn, product).await?;
        sql::rows(&mut conn, product).await
    }

    /// Everything the page of a piece of evidence shows.
    pub async fn evidence_page(&self, id: &EvidenceId) -> Result<EvidencePage> {
        let mut conn = self.store().reader().await?;
        let evidence: Evidence = records::known(&mut conn, id).await?;
        let product = evidence.product_id.as_str();
        let product = entities::link(&mut conn, Kind::Product, product).await?;
        let joined = links::of(&mut conn, Kind::Evidence, id.as_str()).await?;
        Ok(EvidencePage {
            level: Confidence::of(evidence.kind, evidence.strength),
            evidence,
            product,
            problems: links::only(&joined, Kind::Problem),
            outcomes: links::only(&joined, Kind::Outcome),
            bets: links::only(&joined, Kind::Bet),
            decisions: links::only(&joined, Kind::Decision),
            history: entity_history(&mut conn, Kind::Evidence, id.as_str(), HISTORY_SHOWN).await?,
        })
    }

    /// Keeps a piece of evidence.
    pub async fn create_evidence(
        &self,
        actor: &Actor,
        product: &ProductId,
        new: NewEvidence,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreateEvidence, Grouping::Turn).await?;
        create(&mut change, product, new).await?;
        change.commit().await
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_evidence(
        &self,
        actor: &Actor,
        id: &EvidenceId,
        patch: EvidencePatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateEvidence, Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }
}

pub(crate) async fn create(
    change: &mut Change,
    product: &ProductId,
    new: NewEvidence,
) -> Result<EvidenceId> {
    entities::product(change.conn(), product).await?;
    let place = new.placement.unwrap_or_default();
    let rank = lists::rank_of_new(change, Kind::Evidence, product.as_str(), &place).await?;
    let number = change.next_number(product, Kind::Evidence).await?;
    let evidence = Evidence {
        id: EvidenceId(change.id()),
        product_id: product.clone(),
        reference: Ref { kind: Kind::Evidence, number }.to_string(),
        text: statement(&new.text)?,
        kind: new.kind.unwrap_or(EvidenceKind::Quote),
        source: text::short("source", &new.source.unwrap_or_default())?,
        url: address(&new.url.unwrap_or_default())?,
        date: day("date", new.date.unwrap_or(change.today()))?,
        strength: weight(new.strength)?,
        labels: text::list("labels", &new.labels.unwrap_or_default())?,
        ignored: Vec::new(),
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
        updated_at: change.at,
        updated_by: change.actor.shown(),
        trashed_at: None,
    };
    records::insert(change, &evidence, Some(number), &rank).await?;
    change.within(product).await?;
    let own = (Kind::Evidence, evidence.id.as_str());
    let problems = new.problems.iter().flatten().map(ProblemId::as_str);
    links::add_each(change, own, Kind::Problem, problems).await?;
    let outcomes = new.outcomes.iter().flatten().map(OutcomeId::as_str);
    links::add_each(change, own, Kind::Outcome, outcomes).await?;
    let bets = new.bets.iter().flatten().map(BetId::as_str);
    links::add_each(change, own, Kind::Bet, bets).await?;
    Ok(evidence.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &EvidenceId,
    patch: EvidencePatch,
    rev: Option<u32>,
) -> Result<()> {
    let old: Evidence = records::existing(change, id).await?;
    let new = patched(&old, patch)?;
    change.within(&old.product_id).await?;
    records::replace(change, &old, &new, rev).await
}

/// What was said: not empty, without blank lines around it, so that its first line
/// can stand for it.
fn statement(text: &str) -> Result<String> {
    let text = text::markdown("text", text)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid(
            "text",
            "The text is empty.",
            "Write what was said, done or measured.",
        ));
    }
    Ok(text.to_owned())
}

/// An address that a browser opens and that runs nothing.
fn address(text: &str) -> Result<String> {
    let text = text::short("url", text)?;
    let scheme = text.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    match scheme {
        _ if text.is_empty() => Ok(text),
        Some((scheme, rest))
            if matches!(scheme.as_str(), "http" | "https")
                && !rest.is_empty()
                && !text.contains(char::is_whitespace) =>
        {
            Ok(text)
        }
        _ => Err(Error::invalid(
            "url",
            "The url is no web address.",
            "Give one that begins with https:// or http://, or leave it out.",
        )),
    }
}

fn weight(strength: Option<u8>) -> Result<Option<u8>> {
    match strength {
        Some(strength) if strength > bounds::STRENGTH => Err(Error::invalid(
            "strength",
            format!("A strength of {strength} does not exist."),
            format!("Give 0 (an opinion) to {} (proven).", bounds::STRENGTH),
        )),
        strength => Ok(strength),
    }
}

fn patched(old: &Evidence, patch: EvidencePatch) -> Result<Evidence> {
    let text = kept(&old.text, patch.text, |t| statement(t))?;
    text::guard("text", &old.text, &text, patch.replace.unwrap_or(false))?;
    Ok(Evidence {
        text,
        kind: patch.kind.unwrap_or(old.kind),
        source: kept(&old.source, patch.source, |t| text::short("source", t))?,
        url: kept(&old.url, patch.url, |t| address(t))?,
        date: kept(&old.date, patch.date, |d| day("date", *d))?,
        strength: kept(&old.strength, patch.strength, |s| weight(*s))?,
        labels: kept(&old.labels, patch.labels, |l| text::list("labels", l))?,
        ..old.clone()
    })
}
