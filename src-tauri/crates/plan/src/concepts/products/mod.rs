//! Products: the thing being built, and what changes for people if it works.

mod folders;
pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

use std::path::Path;

pub(crate) use folders::yield_folders;
pub use types::{NewProduct, Product, ProductPatch, ProductRow, TrashedProduct};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds;
use crate::base::change::{Change, Grouping, Written};
use crate::base::error::Result;
use crate::base::fields::{kept, kept_long};
use crate::base::ids::ProductId;
use crate::base::lists;
use crate::base::rank::{self, Placement};
use crate::base::records;
use crate::base::text;

impl Plan {
    /// All products, in the person's order.
    pub async fn products(&self) -> Result<Vec<ProductRow>> {
        let mut conn = self.store().reader().await?;
        sql::rows(&mut conn).await
    }

    /// The products in the trash, the latest first.
    pub async fn trashed_products(&self) -> Result<Vec<TrashedProduct>> {
        let mut conn = self.store().reader().await?;
        sql::trashed(&mut conn).await
    }

    /// One product.
    pub async fn product(&self, id: &ProductId) -> Result<Product> {
        let mut conn = self.store().reader().await?;
        records::known::<Product>(&mut conn, id).await
    }

    /// The products that are called something else now: each earlier name, the
    /// latest first.
    pub async fn earlier_names(&self) -> Result<Vec<(ProductId, String)>> {
        let mut conn = self.store().reader().await?;
        sql::earlier_names(&mut conn).await
    }

    /// The product whose code a folder is, by the nearest folder above it that a
    /// product has; as the paths are written, else where links lead.
    pub async fn product_of_folder(&self, folder: &Path) -> Result<Option<ProductId>> {
        let mut conn = self.store().reader().await?;
        let owned = sql::folders(&mut conn).await?;
        drop(conn);
        let as_written = folders::owner(&owned, &folder.to_string_lossy());
        if as_written.is_some() || owned.is_empty() {
            return Ok(as_written);
        }
        let folder = folder.to_owned();
        // Files are asked, which can wait for a disk.
        let found = tokio::task::spawn_blocking(move || folders::owner_by_links(owned, &folder));
        Ok(found.await.unwrap_or_default())
    }

    /// Makes a product.
    pub async fn create_product(&self, actor: &Actor, new: NewProduct) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreateProduct, Grouping::Turn).await?;
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
        let mut change = Change::open(self, actor, Action::UpdateProduct, Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }
}

pub(crate) async fn create(change: &mut Change, new: NewProduct) -> Result<ProductId> {
    let rank = rank::key_for(change.conn(), &lists::PRODUCTS, "", "", &Placement::Last).await?;
    let id = ProductId(change.id());
    let folders = new.folders.unwrap_or_default();
    let product = Product {
        folders: folders::checked(change, &id, &folders).await?,
        labels: text::list("labels", &new.labels.unwrap_or_default())?,
        ignored: Vec::new(),
        sample: false,
        id,
        name: text::name("name", &new.name)?,
        icon: text::line("icon", &new.icon.unwrap_or_default(), bounds::ICON)?,
        vision: text::markdown("vision", &new.vision.unwrap_or_default())?,
        about: text::markdown("about", &new.about.unwrap_or_default())?,
        rev: 0,
        created_at: change.at,
        updated_at: change.at,
        updated_by: change.actor.shown(),
    };
    records::insert(change, &product, None, &rank).await?;
    change.within(&product.id).await?;
    Ok(product.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &ProductId,
    patch: ProductPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old = records::known::<Product>(change.conn(), id).await?;
    let mut new = patched(&old, &patch)?;
    if let Some(given) = patch.folders {
        new.folders = folders::checked(change, id, &given).await?;
    }
    change.within(id).await?;
    records::replace(change, &old, &new, rev).await
}

/// The product with what the patch gives, its folders aside.
fn patched(old: &Product, patch: &ProductPatch) -> Result<Product> {
    let long =
        |field, old: &str, new: &Option<String>| kept_long(field, old, new.clone(), patch.replace);
    Ok(Product {
        name: kept(&old.name, patch.name.as_ref(), |t| text::name("name", t))?,
        icon: kept(&old.icon, patch.icon.as_ref(), |t| text::line("icon", t, bounds::ICON))?,
        vision: long("vision", &old.vision, &patch.vision)?,
        about: long("about", &old.about, &patch.about)?,
        labels: kept(&old.labels, patch.labels.as_ref(), |l| text::list("labels", l))?,
        ..old.clone()
    })
}
