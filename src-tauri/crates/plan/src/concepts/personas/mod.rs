//! Personas: the specific people the product is for.

pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use types::{NewPersona, Persona, PersonaPage, PersonaPatch, PersonaRow};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::Result;
use crate::base::fields::{kept, kept_long};
use crate::base::ids::{PersonaId, ProductId};
use crate::base::links;
use crate::base::lists;
use crate::base::log::entity_history;
use crate::base::records;
use crate::base::refs::{Kind, Ref};
use crate::base::text;
use crate::concepts::pains::{self, NewPain};

/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

impl Plan {
    /// The personas of a product, in the person's order.
    pub async fn persona_list(&self, product: &ProductId) -> Result<Vec<PersonaRow>> {
        let mut conn = self.store().reader().await?;
        entities::product(&mut conn, product).await?;
        sql::rows(&mut conn, product).await
    }

    /// Everything a persona's page shows.
    pub async fn persona_page(&self, id: &PersonaId) -> Result<PersonaPage> {
        let mut conn = self.store().reader().await?;
        let persona = records::known::<Persona>(&mut conn, id).await?;
        let product = entities::link(&mut conn, Kind::Product, persona.product_id.as_str()).await?;
        let pains = pains::sql::of_persona(&mut conn, id).await?;
        let history = entity_history(&mut conn, Kind::Persona, id.as_str(), HISTORY_SHOWN).await?;
        let joined = links::of(&mut conn, Kind::Persona, id.as_str()).await?;
        Ok(PersonaPage {
            bets: links::only(&joined, Kind::Bet),
            projects: links::only(&joined, Kind::Project),
            decisions: links::only(&joined, Kind::Decision),
            persona,
            product,
            pains,
            history,
        })
    }

    /// Makes a persona.
    pub async fn create_persona(
        &self,
        actor: &Actor,
        product: &ProductId,
        new: NewPersona,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreatePersona, Grouping::Turn).await?;
        create(&mut change, product, new).await?;
        change.commit().await
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_persona(
        &self,
        actor: &Actor,
        id: &PersonaId,
        patch: PersonaPatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdatePersona, Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }
}

pub(crate) async fn create(
    change: &mut Change,
    product: &ProductId,
    new: NewPersona,
) -> Result<PersonaId> {
    entities::product(change.conn(), product).await?;
    let number = change.next_number(product, Kind::Persona).await?;
    let place = new.placement.unwrap_or_default();
    let rank = lists::rank_of_new(change, Kind::Persona, product.as_str(), &place).await?;
    let long = |field, text: Option<String>| text::markdown(field, &text.unwrap_or_default());
    let persona = Persona {
        id: PersonaId(change.id()),
        product_id: product.clone(),
        reference: Ref { kind: Kind::Persona, number }.to_string(),
        name: text::name("name", &new.name)?,
        about: long("about", new.about)?,
        wants: long("wants", new.wants)?,
        today: long("today", new.today)?,
        is_primary: new.primary.unwrap_or(false),
        labels: text::list("labels", &new.labels.unwrap_or_default())?,
        ignored: Vec::new(),
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
        updated_at: change.at,
        updated_by: change.actor.shown(),
        trashed_at: None,
    };
    if persona.is_primary {
        sql::unset_primary(change, product).await?;
    }
    records::insert(change, &persona, Some(number), &rank).await?;
    change.within(product).await?;
    for problem in new.problems.unwrap_or_default() {
        pains::create(change, NewPain::of(&persona.id, &problem)).await?;
    }
    Ok(persona.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &PersonaId,
    patch: PersonaPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old: Persona = records::existing(change, id).await?;
    let new = patched(&old, patch)?;
    change.within(&old.product_id).await?;
    if new.is_primary && !old.is_primary {
        sql::unset_primary(change, &old.product_id).await?;
    }
    records::replace(change, &old, &new, rev).await
}

fn patched(old: &Persona, patch: PersonaPatch) -> Result<Persona> {
    let long = |field, old: &str, new| kept_long(field, old, new, patch.replace);
    Ok(Persona {
        name: kept(&old.name, patch.name, |t| text::name("name", t))?,
        about: long("about", &old.about, patch.about)?,
        wants: long("wants", &old.wants, patch.wants)?,
        today: long("today", &old.today, patch.today)?,
        is_primary: patch.primary.unwrap_or(old.is_primary),
        labels: kept(&old.labels, patch.labels, |l| text::list("labels", l))?,
        ..old.clone()
    })
}
