//! A batch: up to 50 entities created and updated in one change, all or nothing.

mod concepts;
mod joins;
#[cfg(test)]
mod tests;
mod texts;
mod types;
mod values;

use serde_json::{Value, json};

pub(crate) use joins::Made;
pub use types::{SaveItem, SaveOptions, SaveTarget, Saved, TextEdit};

use self::concepts::Values;
use self::joins::Join;
use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::bounds::MOST_ITEMS;
use crate::base::change::{Change, Grouping};
use crate::base::error::{BadItem, Error, Result};
use crate::base::ids::ProductId;
use crate::base::kind_fields::{self, Field, Holds};
use crate::base::log::answers::Key;
use crate::base::log::caption;
use crate::base::refs::{Kind, Link};
use crate::base::vocabulary;
use crate::insights::find;

/// Parents before children, so that an item may name one that stands later in the
/// list.
const ORDER: [Kind; 12] = [
    Kind::Product,
    Kind::Pillar,
    Kind::Outcome,
    Kind::Persona,
    Kind::Problem,
    Kind::Bet,
    Kind::Project,
    Kind::Task,
    Kind::Pain,
    Kind::Evidence,
    Kind::Decision,
    Kind::Capture,
];

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
                "Send several batches.",
            ));
        }
        let request = (product, items, &options.reason);
        let key = Key::of(options.key.as_deref(), &request)?;
        let mut change = Change::open(self, actor, Action::Save, Grouping::Turn).await?;
        if let Some(first) = change.first_answer::<Saved>(key.as_ref()).await? {
            return Ok(Saved { replayed: true, ..first });
        }
        let mut batch = Batch::of(product);
        batch.run(&mut change, items).await?;
        if let Some(reason) = &options.reason {
            change.because(reason).await?;
        }
        let locals = batch.named(&mut change).await?;
        let saved =
            |written, preview| Saved { written, locals: locals.clone(), preview, replayed: false };
        if options.preview {
            return Ok(saved(change.preview().await?, true));
        }
        let written =
            change.commit_keyed(key.as_ref(), |written| saved(written.clone(), false)).await?;
        Ok(saved(written, false))
    }
}

/// A batch under way.
#[derive(Debug)]
pub(crate) struct Batch {
    product: Option<ProductId>,
    /// Local names with what they became.
    locals: Vec<(String, Kind, String)>,
    /// Local names of items that are wrong.
    lost: Vec<String>,
}

impl Batch {
    /// A batch within a product; without one it begins by making one.
    pub(crate) fn of(product: Option<&ProductId>) -> Self {
        Self { product: product.cloned(), locals: Vec::new(), lost: Vec::new() }
    }

    /// All items: new ones, then changes, then what joins them.
    async fn run(&mut self, change: &mut Change, items: &[SaveItem]) -> Result<()> {
        let mut bad: Vec<BadItem> = Vec::new();
        let mut made: Vec<Option<Made>> = items.iter().map(|_| None).collect();
        for pass in ORDER.map(Some).into_iter().chain([None]) {
            for (at, item) in items.iter().enumerate().filter(|(_, item)| pass_of(item) == pass) {
                match self.save_item(change, item).await {
                    Ok(entity) => made[at] = Some(entity),
                    Err(error) => self.refused(&mut bad, at, item, error)?,
                }
            }
            if pass == Some(Kind::Product) && self.product.is_none() && !bad.is_empty() {
                // Without it nothing else can be looked at.
                return Err(Error::Batch(bad));
            }
        }
        for (at, item) in items.iter().enumerate() {
            if let Some(entity) = &made[at]
                && let Err(error) = self.join(change, entity).await
            {
                self.refused(&mut bad, at, item, error)?;
            }
        }
        if bad.is_empty() {
            return Ok(());
        }
        bad.sort_by_key(|item| item.index);
        Err(Error::Batch(bad))
    }

    /// Notes that an item is wrong, unless all that is wrong with it is that it names
    /// one which is.
    fn refused(
        &mut self,
        bad: &mut Vec<BadItem>,
        at: usize,
        item: &SaveItem,
        error: Error,
    ) -> Result<()> {
        let follows =
            matches!(&error, Error::Unnamed { local } if self.lost.iter().any(|l| same(l, local)));
        if !follows {
            bad.push(bad_item(at, item, error)?);
        }
        self.lost.extend(item.local.clone());
        Ok(())
    }

    /// Creates or updates what one item is about. What it is to be joined to must
    /// exist, so that [`Batch::join`] comes after the last item.
    pub(crate) async fn save_item(&mut self, change: &mut Change, item: &SaveItem) -> Result<Made> {
        self.refuse_taken(item)?;
        let (kind, id, joins) = match &item.target {
            SaveTarget::New(kind) => {
                let (values, joins) = self.read(change, *kind, item, &Value::Null).await?;
                let product = self.product.as_ref();
                (*kind, concepts::create(change, product, *kind, values).await?, joins)
            }
            SaveTarget::Existing(reference) => {
                let link = self.locate(change, reference).await?;
                let old = concepts::stored(change, link.kind, &link.id).await?;
                let (values, joins) = self.read(change, link.kind, item, &old).await?;
                concepts::update(change, link.kind, &link.id, values, item.rev).await?;
                (link.kind, link.id, joins)
            }
        };
        if kind == Kind::Product && self.product.is_none() {
            self.product = Some(ProductId(id.clone()));
        }
        if let Some(local) = &item.local {
            self.locals.push((local.clone(), kind, id.clone()));
        }
        let rev = match item.target {
            SaveTarget::New(_) => None,
            SaveTarget::Existing(_) => item.rev,
        };
        Ok(Made { kind, id, joins, rev })
    }

    fn refuse_taken(&self, item: &SaveItem) -> Result<()> {
        match &item.local {
            Some(local) if self.named_locally(local).is_some() => Err(Error::invalid(
                "id",
                format!("Two items of this batch are called {local}."),
                "Give each its own local id.",
            )),
            _ => Ok(()),
        }
    }

    /// The values an item sets, by the keys of its concept, and what it names.
    async fn read(
        &self,
        change: &mut Change,
        kind: Kind,
        item: &SaveItem,
        old: &Value,
    ) -> Result<(Values, Vec<Join>)> {
        let mut values = Values::new();
        let mut joins = Vec::new();
        for (said, value) in &item.fields {
            let field = kind_fields::field_of(kind, said)?;
            match field.holds {
                // Other tools have blocked as a status; here it is a flag beside it.
                Holds::Word(_) if kind == Kind::Task && says_blocked(field, value) => {
                    values.entry("blocked").or_insert_with(|| json!({"set": ""}));
                }
                Holds::Links(_) | Holds::About(_) => {
                    joins.push(Join { field: Some(field), edit: values::edit(field.name, value)? });
                }
                Holds::Parent(_) | Holds::Link(_) => {
                    let id = self.pointed(change, kind, field, value).await?;
                    values.insert(field.key.to_owned(), id);
                }
                _ => {
                    let read = values::read(field, value, &old[field.key])?;
                    values.extend(read.map(|value| (field.key.to_owned(), value)));
                }
            }
        }
        if let Some(links) = &item.links {
            joins.push(Join { field: None, edit: values::edit("links", links)? });
        }
        if old.is_null() {
            refuse_incomplete(kind, &mut values)?;
        } else {
            texts::guard(kind, &values, old, item.replace)?;
        }
        texts::edit(kind, &mut values, old, &item.edits)?;
        values.insert("replace".to_owned(), json!(true));
        Ok((values, joins))
    }

    /// The id that a field which holds one entity is to have, or null.
    async fn pointed(
        &self,
        change: &mut Change,
        kind: Kind,
        field: &'static Field,
        said: &Value,
    ) -> Result<Value> {
        if values::is_empty(said) {
            return match field.holds {
                Holds::Parent(parent) => Err(joins::orphaned(kind, field, parent)),
                _ => Ok(Value::Null),
            };
        }
        let link = self.locate(change, &values::text(field.name, said)?).await?;
        joins::refuse_kind(field.name, joins::kinds_in(field), &link)?;
        Ok(json!(link.id))
    }

    fn named_locally(&self, name: &str) -> Option<&(String, Kind, String)> {
        self.locals.iter().find(|(local, ..)| same(local, name))
    }

    /// The entity that a ref, a local name or `product` stands for.
    async fn locate(&self, change: &mut Change, reference: &str) -> Result<Link> {
        let wanted = reference.trim();
        let link = |kind, id: &str| Link {
            kind,
            id: id.to_owned(),
            reference: wanted.to_owned(),
            name: wanted.to_owned(),
        };
        if let Some((_, kind, id)) = self.named_locally(wanted) {
            return Ok(link(*kind, id));
        }
        if wanted.starts_with('@') {
            return Err(Error::Unnamed { local: wanted.to_owned() });
        }
        let product = self.product.as_ref().ok_or_else(no_product)?;
        if wanted.eq_ignore_ascii_case("product") {
            return Ok(link(Kind::Product, product.as_str()));
        }
        let plan = change.plan();
        find::locate(change.conn(), plan.index(), product, wanted).await
    }

    async fn named(&self, change: &mut Change) -> Result<Vec<(String, String)>> {
        let mut named = Vec::with_capacity(self.locals.len());
        for (local, kind, id) in &self.locals {
            let caption = caption(change.conn(), *kind, id).await?;
            named.push((local.clone(), caption.reference));
        }
        Ok(named)
    }
}

/// Whether two spellings mean the same local name.
fn same(one: &str, other: &str) -> bool {
    one.trim_start_matches('@') == other.trim_start_matches('@')
}

fn no_product() -> Error {
    Error::invalid("product", "There is no product yet.", "Save a product first, or name one.")
}

fn says_blocked(field: &Field, said: &Value) -> bool {
    field.name == "status"
        && said.as_str().is_some_and(|word| vocabulary::normal(word) == "blocked")
}

/// Gives a new entity the empty name that its concept refuses in its own words,
/// and refuses one without what it cannot be without.
fn refuse_incomplete(kind: Kind, values: &mut Values) -> Result<()> {
    for field in kind_fields::fields_of(kind) {
        match field.holds {
            Holds::Name | Holds::Text => {
                values.entry(field.key).or_insert_with(|| json!(""));
            }
            Holds::Parent(parent) if !values.contains_key(field.key) => {
                return Err(joins::orphaned(kind, field, parent));
            }
            _ => {}
        }
    }
    Ok(())
}

fn pass_of(item: &SaveItem) -> Option<Kind> {
    match item.target {
        SaveTarget::New(kind) => Some(kind),
        SaveTarget::Existing(_) => None,
    }
}

/// A failure of one item; a failure of the store itself ends the batch.
fn bad_item(at: usize, item: &SaveItem, error: Error) -> Result<BadItem> {
    match error {
        Error::Invalid { .. }
        | Error::Word { .. }
        | Error::Field { .. }
        | Error::NotFound { .. }
        | Error::Unnamed { .. }
        | Error::Conflict(_)
        | Error::Refused(_) => {
            Ok(BadItem { index: at + 1, local: item.local.clone(), error: Box::new(error) })
        }
        other => Err(other),
    }
}
