//! What a batch says.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::change::Written;
use crate::base::refs::Kind;

/// One entity to create or update.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SaveItem {
    /// A name for it within the batch, such as `@login`; other items may use it
    /// wherever a ref is allowed.
    pub local: Option<String>,
    /// What to create or update.
    pub target: SaveTarget,
    /// The fields to set, by the names of [`fields_of`](super::fields_of) its kind.
    /// What is left out is kept; null, an empty text or an empty list clears. A
    /// list is given whole, or as `{"add": […], "remove": […]}`. Whatever points
    /// to an entity is a ref or a local name.
    pub fields: Map<String, Value>,
    /// Refs of entities to join it to or part it from, each in the field that its
    /// kind belongs to: `{"add": […], "remove": […]}`, or `{"set": […]}` for
    /// exactly these.
    pub links: Option<Value>,
    /// Edits of long texts, applied after `fields`.
    pub edits: Vec<TextEdit>,
    /// The rev the writer last read.
    pub rev: Option<u32>,
    /// Answers the guard over long texts.
    pub replace: bool,
}

impl SaveItem {
    /// An item that sets nothing yet.
    #[must_use]
    pub fn of(target: SaveTarget) -> Self {
        Self {
            local: None,
            target,
            fields: Map::new(),
            links: None,
            edits: Vec::new(),
            rev: None,
            replace: false,
        }
    }

    /// A new entity with these fields, a JSON object.
    #[must_use]
    pub fn create(kind: Kind, fields: Value) -> Self {
        Self::of(SaveTarget::New(kind)).with(fields)
    }

    /// A change of these fields, a JSON object.
    #[must_use]
    pub fn update(reference: &str, fields: Value) -> Self {
        Self::of(SaveTarget::Existing(reference.to_owned())).with(fields)
    }

    /// The item under a local name.
    #[must_use]
    pub fn called(self, local: &str) -> Self {
        Self { local: Some(local.to_owned()), ..self }
    }

    fn with(self, fields: Value) -> Self {
        match fields {
            Value::Object(fields) => Self { fields, ..self },
            _ => self,
        }
    }
}

/// What an item is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum SaveTarget {
    /// A new entity of this kind.
    New(Kind),
    /// The entity with this ref; `product` is the product itself.
    Existing(String),
}

/// A change of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListEdit {
    /// Exactly these.
    Set(Vec<String>),
    /// These more, and those no longer.
    Change {
        /// To add, unless they are there.
        add: Vec<String>,
        /// To remove, if they are there.
        remove: Vec<String>,
    },
}

impl ListEdit {
    /// The list after the edit.
    pub(super) fn apply(&self, old: &[String]) -> Vec<String> {
        match self {
            Self::Set(items) => items.clone(),
            Self::Change { add, remove } => {
                let mut items: Vec<String> =
                    old.iter().filter(|item| !remove.contains(item)).cloned().collect();
                for item in add {
                    if !items.contains(item) {
                        items.push(item.clone());
                    }
                }
                items
            }
        }
    }
}

/// An edit of a long text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextEdit {
    /// Which text: a field that holds markdown.
    pub field: String,
    /// The passage to replace, which must occur exactly once; none appends.
    pub find: Option<String>,
    /// What takes its place, or follows the text.
    pub text: String,
}

/// How a batch is saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaveOptions {
    /// Says what would happen and saves nothing.
    pub preview: bool,
    /// The same key within 24 h gets the first answer and has no second effect.
    pub key: Option<String>,
    /// Why, in the writer's words.
    pub reason: Option<String>,
}

/// What a batch answers with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// What was written, or would be.
    pub written: Written,
    /// The refs that local names now have; a product's name.
    pub locals: Vec<(String, String)>,
    /// Whether nothing was saved because a preview was asked for.
    pub preview: bool,
    /// Whether this is the first answer again, to a repeated key.
    pub replayed: bool,
}
