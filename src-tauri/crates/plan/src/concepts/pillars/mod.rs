//! Pillars: the lasting ways a product wins, and what is refused for each.

pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use types::{NewPillar, Pillar, PillarList, PillarPage, PillarPatch, PillarRow};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::Result;
use crate::base::fields::{kept, kept_long};
use crate::base::ids::{OutcomeId, PillarId, ProductId};
use crate::base::links;
use crate::base::lists;
use crate::base::log::entity_history;
use crate::base::records;
use crate::base::refs::{Kind, Ref};
use crate::base::text;

/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

impl Plan {
    /// The pillars of a product, in the person's order.
    pub async fn pillar_list(&self, product: &ProductId) -> Result<PillarList> {
        let mut conn = self.store().reader().await?;
        entities::product(&mut conn, product).await?;
        let pillars = sql::rows(&mut conn, product).await?;
        let hint = too_many(u32::try_from(pillars.len()).unwrap_or(u32::MAX));
        Ok(PillarList { pillars, hint })
    }

    /// Everything a pillar's page shows.
    pub async fn pillar_page(&self, id: &PillarId) -> Result<PillarPage> {
        let mut conn = self.store().reader().await?;
        let pillar = records::known::<Pillar>(&mut conn, id).await?;
        let product = pillar.product_id.as_str();
        let product = entities::link(&mut conn, Kind::Product, product).await?;
        let joined = links::of(&mut conn, Kind::Pillar, id.as_str()).await?;
        let projects = sql::projects(&mut conn, id).await?;
        Ok(PillarPage {
            pillar,
            product,
            outcomes: links::only(&joined, Kind::Outcome),
            decisions: links::only(&joined, Kind::Decision),
            projects: entities::links(&mut conn, Kind::Project, projects).await?,
            history: entity_history(&mut conn, Kind::Pillar, id.as_str(), HISTORY_SHOWN).await?,
        })
    }

    /// Makes a pillar.
    pub async fn create_pillar(
        &self,
        actor: &Actor,
        product: &ProductId,
        new: NewPillar,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreatePillar, Grouping::Turn).await?;
        create(&mut change, product, new).await?;
        change.commit().await
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_pillar(
        &self,
        actor: &Actor,
        id: &PillarId,
        patch: PillarPatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdatePillar, Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }
}

pub(crate) async fn create(
    change: &mut Change,
    product: &ProductId,
    new: NewPillar,
) -> Result<PillarId> {
    entities::product(change.conn(), product).await?;
    let place = new.placement.unwrap_or_default();
    let rank = lists::rank_of_new(change, Kind::Pillar, product.as_str(), &place).await?;
    let number = change.next_number(product, Kind::Pillar).await?;
    let pillar = Pillar {
        id: PillarId(change.id()),
        product_id: product.clone(),
        reference: Ref { kind: Kind::Pillar, number }.to_string(),
        name: text::name("name", &new.name)?,
        we_will: text::markdown("we_will", &new.we_will.unwrap_or_default())?,
        we_wont: text::markdown("we_wont", &new.we_wont.unwrap_or_default())?,
        labels: text::list("labels", &new.labels.unwrap_or_default())?,
        ignored: Vec::new(),
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
        updated_at: change.at,
        updated_by: change.actor.shown(),
        trashed_at: None,
    };
    records::insert(change, &pillar, Some(number), &rank).await?;
    change.within(product).await?;
    let outcomes = new.outcomes.iter().flatten().map(OutcomeId::as_str);
    links::add_each(change, (Kind::Pillar, pillar.id.as_str()), Kind::Outcome, outcomes).await?;
    advise(change, product).await?;
    Ok(pillar.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &PillarId,
    patch: PillarPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old: Pillar = records::existing(change, id).await?;
    let new = patched(&old, patch)?;
    change.within(&old.product_id).await?;
    records::replace(change, &old, &new, rev).await
}

/// Says so when there are more pillars than a person can hold to.
pub(crate) async fn advise(change: &mut Change, product: &ProductId) -> Result<()> {
    let count = sql::count(change.conn(), product).await?;
    if let Some(advice) = too_many(count) {
        change.warn(advice);
    }
    Ok(())
}

fn too_many(count: u32) -> Option<String> {
    (count > bounds::PILLARS).then(|| {
        format!(
            "{count} pillars are more than one product can hold to: where everything matters, nothing is refused."
        )
    })
}

fn patched(old: &Pillar, patch: PillarPatch) -> Result<Pillar> {
    Ok(Pillar {
        name: kept(&old.name, patch.name, |t| text::name("name", t))?,
        we_will: kept_long("we_will", &old.we_will, patch.we_will, patch.replace)?,
        we_wont: kept_long("we_wont", &old.we_wont, patch.we_wont, patch.replace)?,
        labels: kept(&old.labels, patch.labels, |l| text::list("labels", l))?,
        ..old.clone()
    })
}
