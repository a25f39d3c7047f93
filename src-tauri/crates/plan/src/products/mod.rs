//! Products: the thing being built, and what changes for people if it works.

pub(crate) mod sql;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::Plan;
use crate::actor::{Actor, ActorName};
use crate::change::{Change, Grouping, Written};
use crate::error::{Error, Result};
use crate::fields::{Edit, kept};
use crate::ids::ProductId;
use crate::rank::{self, Placement};
use crate::refs::Kind;
use crate::text;

/// The thing being built. One plan each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// An emoji or a few letters; may be empty.
    pub icon: String,
    /// What changes for people if this works; markdown.
    pub vision: String,
    /// Free context that every brief may use; markdown.
    pub about: String,
    /// Grows by one with each change.
    pub rev: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Who last changed it.
    #[sqlx(try_from = "String")]
    pub updated_by: ActorName,
}

/// A product in the switcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
pub struct ProductRow {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// Its icon.
    pub icon: String,
    /// Whether a vision is written.
    pub has_vision: bool,
    /// Projects neither done nor dropped.
    pub open_projects: u32,
    /// Captures waiting.
    pub inbox: u32,
}

/// What a new product starts with; only the name is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewProduct {
    /// Its name.
    pub name: String,
    /// Its icon.
    #[specta(optional)]
    pub icon: Option<String>,
    /// Its vision.
    #[specta(optional)]
    pub vision: Option<String>,
    /// Its context.
    #[specta(optional)]
    pub about: Option<String>,
}

/// A partial update: what is left out is kept, an empty text clears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProductPatch {
    /// Its name.
    #[specta(optional)]
    pub name: Option<String>,
    /// Its icon.
    #[specta(optional)]
    pub icon: Option<String>,
    /// Its vision.
    #[specta(optional)]
    pub vision: Option<String>,
    /// Its context.
    #[specta(optional)]
    pub about: Option<String>,
    /// Answers the guard over long texts.
    #[specta(optional)]
    pub replace: Option<bool>,
}

impl Plan {
    /// All products, in the person's order.
    pub async fn products(&self) -> Result<Vec<ProductRow>> {
        let mut conn = self.store().reader().await?;
        sql::rows(&mut conn).await
    }

    /// One product.
    pub async fn product(&self, id: &ProductId) -> Result<Product> {
        let mut conn = self.store().reader().await?;
        sql::get(&mut conn, id).await?.ok_or_else(missing)
    }

    /// Makes a product.
    pub async fn create_product(&self, actor: &Actor, new: NewProduct) -> Result<Written> {
        let mut change = Change::open(self, actor, "create_product", Grouping::Turn).await?;
        create(&mut change, new).await?;
        change.commit().await
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_product(
        &self,
        actor: &Actor,
        id: &ProductId,
        patch: ProductPatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, "update_product", Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }
}

pub(crate) fn missing() -> Error {
    Error::not_found("that product")
}

/// A product that is not in the trash.
pub(crate) async fn existing(change: &mut Change, id: &ProductId) -> Result<Product> {
    sql::get(change.conn(), id).await?.ok_or_else(missing)
}

pub(crate) async fn create(change: &mut Change, new: NewProduct) -> Result<ProductId> {
    let rank = rank::key_for(change.conn(), &sql::ORDER, "", "", &Placement::Last).await?;
    let product = Product {
        id: ProductId(change.id()),
        name: text::name("name", &new.name)?,
        icon: text::line("icon", &new.icon.unwrap_or_default(), 32)?,
        vision: text::markdown("vision", &new.vision.unwrap_or_default())?,
        about: text::markdown("about", &new.about.unwrap_or_default())?,
        rev: 0,
        created_at: change.at,
        updated_at: change.at,
        updated_by: change.actor.shown(),
    };
    sql::insert(change, &product, &rank).await?;
    change.within(&product.id).await?;
    Ok(product.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &ProductId,
    patch: ProductPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old = sql::get(change.conn(), id).await?.ok_or_else(missing)?;
    let new = patched(&old, patch)?;
    let mut edit = Edit::default();
    edit.text("name", &old.name, &new.name);
    edit.text("icon", &old.icon, &new.icon);
    edit.text("vision", &old.vision, &new.vision);
    edit.text("about", &old.about, &new.about);
    change.within(id).await?;
    let reference = old.name.clone();
    change.refuse_conflict(Kind::Product, id.as_str(), reference, (rev, old.rev), &edit.0).await?;
    sql::update(change, &new).await
}

fn patched(old: &Product, patch: ProductPatch) -> Result<Product> {
    let replace = patch.replace.unwrap_or(false);
    let long = |field, old: &str, new: Option<String>| -> Result<String> {
        let new = kept(old, new, |t| text::markdown(field, t))?;
        text::guard(field, old, &new, replace)?;
        Ok(new)
    };
    Ok(Product {
        name: kept(&old.name, patch.name, |t| text::name("name", t))?,
        icon: kept(&old.icon, patch.icon, |t| text::line("icon", t, 32))?,
        vision: long("vision", &old.vision, patch.vision)?,
        about: long("about", &old.about, patch.about)?,
        ..old.clone()
    })
}
