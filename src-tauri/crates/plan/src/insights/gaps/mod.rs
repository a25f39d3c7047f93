//! Plan health: what is missing, each with one fix.
//!
//! Gaps are computed, never stored; shown, never enforced; counted, never scored.
//! A person may ignore one where it is: the entity keeps the code, and takes it
//! out again. Hints on how a text is written are ignored the same way.

mod ask;
mod ignored;
mod reach;
mod rules;
mod sorts;
mod sql;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

pub(crate) use ask::Moment;
pub use rules::{FixAction, GapCode};
pub use sorts::{GapCount, GapCounts, GapSort, gap_sorts};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::ids::ProductId;
use crate::base::records;
use crate::base::refs::{Kind, Link, Ref};
use crate::concepts::products::Product;
use crate::insights::coaching::HintCode;
use crate::insights::hints::{Hint, hints};
use ask::Reach;
use reach::Entities;
use rules::{RULES, Rule, filled};

/// Something missing in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Gap {
    /// Which gap.
    pub code: GapCode,
    /// Where.
    pub entity: Link,
    /// What is missing, in one sentence.
    pub sentence: String,
    /// The same in a few words.
    pub phrase: String,
    /// The one thing that mends it, beginning with a verb.
    pub fix: String,
    /// What a screen opens for the fix.
    pub fix_action: FixAction,
    /// Whether the person ignores it there.
    pub ignored: bool,
}

impl Plan {
    /// The gaps of a product, or of one entity and everything below it: a pillar's
    /// outcomes, an outcome's bets, a bet's projects, a project's tasks. In the
    /// order of codes, then of lists; without those the person ignores.
    pub async fn gaps(&self, product: &ProductId, under: Option<(Kind, &str)>) -> Result<Vec<Gap>> {
        let mut conn = self.store().reader().await?;
        let entities = match under {
            None | Some((Kind::Product, _)) => None,
            Some((kind, id)) => {
                entities::get(&mut conn, kind, id).await?.ok_or_else(|| entities::missing(kind))?;
                Some(reach::below(&mut conn, product, (kind, id)).await?)
            }
        };
        self.heeded(&mut conn, product, entities.as_ref()).await
    }

    /// The gaps of these entities alone.
    pub async fn gaps_of(
        &self,
        product: &ProductId,
        entities: &[(Kind, String)],
    ) -> Result<Vec<Gap>> {
        let mut these = Entities::default();
        for (kind, id) in entities {
            these.add(*kind, id);
        }
        let mut conn = self.store().reader().await?;
        self.heeded(&mut conn, product, Some(&these)).await
    }

    /// The gaps now open on what a write touched, and on all whose gaps depend on
    /// that: the project of a task, the outcomes of a bet.
    pub async fn gaps_touching(&self, written: &Written) -> Result<Vec<Gap>> {
        let mut conn = self.store().reader().await?;
        let Some(product) = ask::product_of(&mut conn, written.seq).await? else {
            return Ok(Vec::new());
        };
        // A write that puts the product away leaves nothing to be missing.
        let common = entities::get(&mut conn, Kind::Product, product.as_str()).await?;
        if common.is_none_or(|common| common.trashed_at.is_some()) {
            return Ok(Vec::new());
        }
        let around = reach::around(&mut conn, &product, written).await?;
        self.heeded(&mut conn, &product, Some(&around)).await
    }

    /// The gaps of a product, or of these entities, that nobody ignores.
    async fn heeded(
        &self,
        conn: &mut SqliteConnection,
        product: &ProductId,
        only: Option<&Entities>,
    ) -> Result<Vec<Gap>> {
        let mut gaps = found(conn, product, Moment::now(self.ambient()), only).await?;
        gaps.retain(|gap| !gap.ignored);
        Ok(gaps)
    }

    /// How many gaps a product has.
    pub async fn gap_counts(&self, product: &ProductId) -> Result<GapCounts> {
        let mut conn = self.store().reader().await?;
        let found = found(&mut conn, product, Moment::now(self.ambient()), None).await?;
        Ok(sorts::counts(found))
    }

    /// The gaps that the person ignores.
    pub async fn ignored_gaps(&self, product: &ProductId) -> Result<Vec<Gap>> {
        let mut conn = self.store().reader().await?;
        let found = found(&mut conn, product, Moment::now(self.ambient()), None).await?;
        Ok(found.into_iter().filter(|gap| gap.ignored).collect())
    }

    /// Ignores a gap or a hint of one entity. `code` is one that such an entity
    /// can have, in any letter case; ignoring it twice changes nothing.
    pub async fn ignore_gap(
        &self,
        actor: &Actor,
        kind: Kind,
        id: &str,
        code: &str,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::IgnoreGap, Grouping::Turn).await?;
        let code = code_of(kind, code)?;
        let common = entities::existing(&mut change, kind, id).await?;
        change.within(&common.product_id).await?;
        ignored::ignore(&mut change, kind, id, code).await?;
        change.commit().await
    }

    /// Shows a gap or a hint of one entity again.
    pub async fn heed_gap(
        &self,
        actor: &Actor,
        kind: Kind,
        id: &str,
        code: &str,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::HeedGap, Grouping::Turn).await?;
        let code = code_of(kind, code)?;
        let common = entities::existing(&mut change, kind, id).await?;
        change.within(&common.product_id).await?;
        ignored::heed(&mut change, kind, id, code).await?;
        change.commit().await
    }

    /// The hints on how an entity is written, without those the person ignores.
    pub async fn hints_of(&self, kind: Kind, id: &str) -> Result<Vec<Hint>> {
        let mut conn = self.store().reader().await?;
        entities::get(&mut conn, kind, id).await?.ok_or_else(|| entities::missing(kind))?;
        let wording = ignored::wording(&mut conn, kind, id).await?;
        let ignored = ignored::of(&mut conn, kind, id).await?;
        let shown = |hint: &Hint| !ignored.iter().any(|code| code == hint.code.word());
        Ok(hints(kind, &wording).into_iter().filter(shown).collect())
    }
}

/// What is missing in each entity of one kind, or in these of them, a few words
/// each, by id; without what the person ignores.
pub(crate) async fn phrases(
    conn: &mut SqliteConnection,
    product: &ProductId,
    moment: Moment,
    kind: Kind,
    only: Option<&[&str]>,
) -> Result<HashMap<String, Vec<String>>> {
    let mut phrases: HashMap<String, Vec<String>> = HashMap::new();
    let ids = only.map(|ids| serde_json::json!(ids).to_string());
    let reach = ids.as_deref().map_or(Reach::Everything, Reach::These);
    for rule in RULES.iter().filter(|rule| rule.kind == kind) {
        for gap in of_rule(conn, rule, product, moment, reach).await? {
            if !gap.ignored {
                phrases.entry(gap.entity.id).or_default().push(gap.phrase);
            }
        }
    }
    Ok(phrases)
}

/// The gaps of a product, ignored ones too, or of these entities alone.
async fn found(
    conn: &mut SqliteConnection,
    product: &ProductId,
    moment: Moment,
    only: Option<&Entities>,
) -> Result<Vec<Gap>> {
    records::known::<Product>(conn, product).await?;
    let mut gaps = Vec::new();
    for rule in &RULES {
        let ids = match only {
            None => None,
            Some(entities) => match entities.of(rule.kind) {
                Some(ids) => Some(ids),
                None => continue,
            },
        };
        let reach = ids.as_deref().map_or(Reach::Everything, Reach::These);
        gaps.extend(of_rule(conn, rule, product, moment, reach).await?);
    }
    Ok(gaps)
}

async fn of_rule(
    conn: &mut SqliteConnection,
    rule: &Rule,
    product: &ProductId,
    moment: Moment,
    reach: Reach<'_>,
) -> Result<Vec<Gap>> {
    let rows = ask::rows(conn, rule.query, product, moment, reach).await?;
    Ok(rows.into_iter().map(|row| gap(rule, row)).collect())
}

fn gap(rule: &Rule, row: ask::Row) -> Gap {
    let reference = match rule.kind {
        Kind::Product => row.name.clone(),
        kind => Ref { kind, number: row.number }.to_string(),
    };
    Gap {
        code: rule.code,
        sentence: filled(rule.sentence, row.n),
        phrase: filled(rule.phrase, row.n),
        fix: rule.fix.to_owned(),
        fix_action: rule.action,
        ignored: row.ignored.iter().any(|code| code == rule.code.word()),
        entity: Link { kind: rule.kind, id: row.id, reference, name: row.name },
    }
}

/// A code of a gap or a hint that an entity of this kind can have.
fn code_of(kind: Kind, code: &str) -> Result<&'static str> {
    let wanted = code.trim().to_ascii_uppercase();
    let gaps = RULES.iter().filter(|rule| rule.kind == kind).map(|rule| rule.code.word());
    let hints = HintCode::ALL.iter().filter(|hint| hint.kind() == kind).map(|hint| hint.word());
    let mut codes: Vec<&'static str> = gaps.chain(hints).collect();
    codes.dedup();
    if let Some(code) = codes.iter().find(|code| **code == wanted) {
        return Ok(code);
    }
    let has = match codes.as_slice() {
        [] => format!("A {} has no gaps or hints to ignore.", kind.word()),
        codes => format!("A {} can have {}.", kind.word(), codes.join(", ")),
    };
    Err(Error::invalid("code", format!("{code} is no gap or hint of a {}.", kind.word()), has))
}
