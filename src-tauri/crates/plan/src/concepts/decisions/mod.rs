//! Decisions: what was chosen, over what, and why.

pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

use std::collections::HashMap;

pub use types::{About, Decision, DecisionPage, DecisionPatch, DecisionRow, NewDecision};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::Result;
use crate::base::fields::{day, kept, kept_long};
use crate::base::ids::{DecisionId, ProductId};
use crate::base::links;
use crate::base::lists;
use crate::base::log::entity_history;
use crate::base::records;
use crate::base::refs::{Kind, Link, Ref};
use crate::base::text;

/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

impl Plan {
    /// The decisions of a product, in the person's order.
    pub async fn decision_list(&self, product: &ProductId) -> Result<Vec<DecisionRow>> {
        let mut conn = self.store().reader().await?;
        entities::product(&mut conn, product).await?;
        let today = self.ambient().date(self.ambient().now());
        let mut about: HashMap<DecisionId, Vec<Link>> = HashMap::new();
        for (id, link) in sql::all_about(&mut conn, product).await? {
            about.entry(id).or_default().push(link);
        }
        let decisions = sql::of_product(&mut conn, product).await?;
        Ok(decisions
            .into_iter()
            .map(|decision| DecisionRow {
                about: about.remove(&decision.id).unwrap_or_default(),
                due: decision.is_due(today),
                decision,
            })
            .collect())
    }

    /// Everything a decision's page shows.
    pub async fn decision_page(&self, id: &DecisionId) -> Result<DecisionPage> {
        let mut conn = self.store().reader().await?;
        let decision = records::known::<Decision>(&mut conn, id).await?;
        let today = self.ambient().date(self.ambient().now());
        let product =
            entities::link(&mut conn, Kind::Product, decision.product_id.as_str()).await?;
        let mut about = Vec::new();
        for (kind, id) in sql::about_of(&mut conn, id).await? {
            about.push(entities::link(&mut conn, kind, &id).await?);
        }
        let decisions = sql::about(&mut conn, id.as_str()).await?;
        let history = entity_history(&mut conn, Kind::Decision, id.as_str(), HISTORY_SHOWN).await?;
        Ok(DecisionPage {
            due: decision.is_due(today),
            decision,
            product,
            about,
            decisions: decisions.iter().map(Decision::link).collect(),
            history,
        })
    }

    /// The decisions about one entity, in the person's order.
    pub async fn decisions_about(&self, kind: Kind, id: &str) -> Result<Vec<Decision>> {
        let mut conn = self.store().reader().await?;
        entities::get(&mut conn, kind, id).await?.ok_or_else(|| entities::missing(kind))?;
        sql::about(&mut conn, id).await
    }

    /// Makes a decision, joined to what it is about.
    pub async fn create_decision(
        &self,
        actor: &Actor,
        product: &ProductId,
        new: NewDecision,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreateDecision, Grouping::Turn).await?;
        create(&mut change, product, new).await?;
        change.commit().await
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_decision(
        &self,
        actor: &Actor,
        id: &DecisionId,
        patch: DecisionPatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateDecision, Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }
}

pub(crate) async fn create(
    change: &mut Change,
    product: &ProductId,
    new: NewDecision,
) -> Result<DecisionId> {
    entities::product(change.conn(), product).await?;
    let number = change.next_number(product, Kind::Decision).await?;
    let place = new.placement.unwrap_or_default();
    let rank = lists::rank_of_new(change, Kind::Decision, product.as_str(), &place).await?;
    let long = |field, text: Option<String>| text::markdown(field, &text.unwrap_or_default());
    let decision = Decision {
        id: DecisionId(change.id()),
        product_id: product.clone(),
        reference: Ref { kind: Kind::Decision, number }.to_string(),
        what: text::name("what", &new.what)?,
        why: long("why", new.why)?,
        instead_of: long("instead_of", new.instead_of)?,
        revisit_on: new.revisit_on.map(|d| day("revisit_on", d)).transpose()?,
        labels: text::list("labels", &new.labels.unwrap_or_default())?,
        ignored: Vec::new(),
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
        updated_at: change.at,
        updated_by: change.actor.shown(),
        trashed_at: None,
    };
    records::insert(change, &decision, Some(number), &rank).await?;
    change.within(product).await?;
    for about in new.about.unwrap_or_default() {
        let own = (Kind::Decision, decision.id.as_str());
        links::add(change, own, (about.kind, &about.id)).await?;
    }
    Ok(decision.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &DecisionId,
    patch: DecisionPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old: Decision = records::existing(change, id).await?;
    let new = patched(&old, patch)?;
    change.within(&old.product_id).await?;
    records::replace(change, &old, &new, rev).await
}

fn patched(old: &Decision, patch: DecisionPatch) -> Result<Decision> {
    let long = |field, old: &str, new| kept_long(field, old, new, patch.replace);
    Ok(Decision {
        what: kept(&old.what, patch.what, |t| text::name("what", t))?,
        why: long("why", &old.why, patch.why)?,
        instead_of: long("instead_of", &old.instead_of, patch.instead_of)?,
        revisit_on: kept(&old.revisit_on, patch.revisit_on, |d| {
            d.map(|d| day("revisit_on", d)).transpose()
        })?,
        labels: kept(&old.labels, patch.labels, |l| text::list("labels", l))?,
        ..old.clone()
    })
}
