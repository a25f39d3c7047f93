//! A batch: up to 50 entities created and updated in one change, all or nothing.

mod apply;
mod fields;
#[cfg(test)]
mod tests;
mod types;

pub use types::{ListEdit, SaveFields, SaveItem, SaveOptions, SaveTarget, Saved, TextEdit};

use crate::Plan;
use crate::actor::Actor;
use crate::change::{Change, Grouping};
use crate::error::{BadItem, Error, Result};
use crate::find;
use crate::history::{answers, label};
use crate::ids::ProductId;
use crate::refs::{Kind, Link};

/// The most entities one batch touches.
const MOST_ITEMS: usize = 50;

impl Plan {
    /// Creates and updates entities, all or nothing. Without a product the batch
    /// must begin by making one. When items are wrong, every one of them is named.
    pub async fn save(
        &self,
        actor: &Actor,
        product: Option<&ProductId>,
        items: &[SaveItem],
        options: &SaveOptions,
    ) -> Result<Saved> {
        if items.is_empty() || items.len() > MOST_ITEMS {
            return Err(Error::invalid(
                "items",
                format!("A batch has 1 to {MOST_ITEMS} items; this one has {}.", items.len()),
            ));
        }
        let mut change = Change::open(self, actor, "save", Grouping::Turn).await?;
        if let Some(first) = answers::first::<Saved>(&mut change, options.key.as_deref()).await? {
            return Ok(Saved { replayed: true, ..first });
        }
        let mut batch = Batch { product: product.cloned(), locals: Vec::new() };
        batch.run(&mut change, items).await?;
        if let Some(reason) = &options.reason {
            let reason = crate::text::short("reason", reason)?;
            change.because(&reason).await?;
        }
        let locals = batch.named(&mut change).await?;
        let saved =
            |written, preview| Saved { written, locals: locals.clone(), preview, replayed: false };
        if options.preview {
            return Ok(saved(change.preview().await?, true));
        }
        let key = options.key.as_deref();
        let written = change.commit_keyed(key, |written| saved(written.clone(), false)).await?;
        Ok(saved(written, false))
    }
}

/// A batch under way.
pub(super) struct Batch {
    product: Option<ProductId>,
    /// Local names with what they became.
    locals: Vec<(String, Kind, String)>,
}

impl Batch {
    /// Parents before children, so that an item may name one that stands later
    /// in the list; then the links between tasks.
    async fn run(&mut self, change: &mut Change, items: &[SaveItem]) -> Result<()> {
        let mut bad: Vec<BadItem> = Vec::new();
        let mut made: Vec<Option<(Kind, String)>> = vec![None; items.len()];
        for pass in [Some(Kind::Product), Some(Kind::Project), Some(Kind::Task), None] {
            for (at, item) in items.iter().enumerate() {
                if pass_of(item) == pass {
                    match self.save_item(change, item).await {
                        Ok(entity) => made[at] = Some(entity),
                        Err(error) => bad.push(bad_item(at, item, error)?),
                    }
                }
            }
        }
        for (at, item) in items.iter().enumerate() {
            if let (Some(entity), Some(edit)) = (&made[at], &item.fields.depends_on)
                && let Err(error) = self.save_dependencies(change, entity, edit, item.rev).await
            {
                bad.push(bad_item(at, item, error)?);
            }
        }
        if bad.is_empty() {
            return Ok(());
        }
        bad.sort_by_key(|item| item.index);
        Err(Error::Batch(bad))
    }

    async fn save_item(&mut self, change: &mut Change, item: &SaveItem) -> Result<(Kind, String)> {
        let entity = match &item.target {
            SaveTarget::New(kind) => {
                fields::refuse_foreign(*kind, &item.fields)?;
                (*kind, self.create(change, *kind, item).await?)
            }
            SaveTarget::Existing(reference) => {
                let link = self.locate(change, reference).await?;
                fields::refuse_foreign(link.kind, &item.fields)?;
                self.update(change, &link, item).await?;
                (link.kind, link.id)
            }
        };
        if let Some(local) = &item.local {
            self.locals.push((local.clone(), entity.0, entity.1.clone()));
        }
        Ok(entity)
    }

    fn product(&self) -> Result<&ProductId> {
        self.product.as_ref().ok_or_else(|| {
            Error::invalid("product", "There is no product yet. Save a product first, or name one.")
        })
    }

    /// The entity that a ref, a local name or `product` stands for.
    async fn locate(&self, change: &mut Change, reference: &str) -> Result<Link> {
        let wanted = reference.trim();
        let local = wanted.trim_start_matches('@');
        let named = self.locals.iter().find(|(name, ..)| name.trim_start_matches('@') == local);
        if let Some((_, kind, id)) = named {
            return Ok(Link {
                kind: *kind,
                id: id.clone(),
                reference: wanted.to_owned(),
                name: wanted.to_owned(),
            });
        }
        if wanted.starts_with('@') {
            return Err(Error::invalid(
                "items",
                format!("No saved item of this batch is called {wanted}. Give one that local id."),
            ));
        }
        let product = self.product()?;
        if wanted.eq_ignore_ascii_case("product") {
            return Ok(Link {
                kind: Kind::Product,
                id: product.to_string(),
                reference: wanted.to_owned(),
                name: wanted.to_owned(),
            });
        }
        find::locate(change.conn(), product, wanted).await
    }

    async fn named(&self, change: &mut Change) -> Result<Vec<(String, String)>> {
        let mut named = Vec::with_capacity(self.locals.len());
        for (local, kind, id) in &self.locals {
            let label = label(change.conn(), *kind, id).await?;
            named.push((local.clone(), label.reference));
        }
        Ok(named)
    }
}

fn pass_of(item: &SaveItem) -> Option<Kind> {
    match item.target {
        SaveTarget::New(kind @ (Kind::Product | Kind::Project | Kind::Task)) => Some(kind),
        _ => None,
    }
}

/// A failure of one item; a failure of the store itself ends the batch.
fn bad_item(at: usize, item: &SaveItem, error: Error) -> Result<BadItem> {
    match error {
        Error::Invalid { .. } | Error::NotFound { .. } | Error::Conflict(_) | Error::Refused(_) => {
            Ok(BadItem { index: at + 1, local: item.local.clone(), error: Box::new(error) })
        }
        other => Err(other),
    }
}
