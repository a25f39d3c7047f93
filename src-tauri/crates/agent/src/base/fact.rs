//! The facts of an answer: what a machine finds beside the text, by name.

use serde_json::{Value, json};

/// One fact of an answer's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Its key.
    pub key: &'static str,
    /// What it tells.
    pub about: &'static str,
    sort: Sort,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Text,
    TextOrNull,
    Count,
    Flag,
    Texts,
    Thing,
    Things,
}

impl Fact {
    /// Words.
    pub(crate) const fn text(key: &'static str, about: &'static str) -> Self {
        Self { key, about, sort: Sort::Text }
    }

    /// Words, or null.
    pub(crate) const fn maybe_text(key: &'static str, about: &'static str) -> Self {
        Self { key, about, sort: Sort::TextOrNull }
    }

    /// A whole number from 0.
    pub(crate) const fn count(key: &'static str, about: &'static str) -> Self {
        Self { key, about, sort: Sort::Count }
    }

    /// True or false.
    pub(crate) const fn flag(key: &'static str, about: &'static str) -> Self {
        Self { key, about, sort: Sort::Flag }
    }

    /// A list of words.
    pub(crate) const fn texts(key: &'static str, about: &'static str) -> Self {
        Self { key, about, sort: Sort::Texts }
    }

    /// An object.
    pub(crate) const fn thing(key: &'static str, about: &'static str) -> Self {
        Self { key, about, sort: Sort::Thing }
    }

    /// A list of objects.
    pub(crate) const fn things(key: &'static str, about: &'static str) -> Self {
        Self { key, about, sort: Sort::Things }
    }

    /// Its schema.
    pub(crate) fn schema(&self) -> Value {
        let mut schema = match self.sort {
            Sort::Text => json!({"type": "string"}),
            Sort::TextOrNull => json!({"type": ["string", "null"]}),
            Sort::Count => json!({"type": "integer", "minimum": 0}),
            Sort::Flag => json!({"type": "boolean"}),
            Sort::Texts => json!({"type": "array", "items": {"type": "string"}}),
            Sort::Thing => json!({"type": "object"}),
            Sort::Things => json!({"type": "array", "items": {"type": "object"}}),
        };
        schema["description"] = json!(self.about);
        schema
    }
}

/// The product an answer is about.
pub(crate) const PRODUCT: Fact = Fact::text("product", "The product's name.");

/// What a write answers with.
pub(crate) const CHANGE: Fact =
    Fact::count("change", "The change, for plan_undo; 0 when nothing had to change.");
pub(crate) const CHANGED: Fact =
    Fact::things("changed", "What was touched: kind, ref, name, rev, effect and fields.");
pub(crate) const WARNINGS: Fact = Fact::texts("warnings", "Advice about what was saved anyway.");
pub(crate) const REPLAYED: Fact =
    Fact::flag("replayed", "The key was used before, and this is its first answer.");
pub(crate) const GAPS: Fact =
    Fact::things("gaps", "The gaps of what was touched, as plan_check tells them.");
/// The facts of a plain write.
pub(crate) const WRITTEN: &[Fact] = &[PRODUCT, CHANGE, CHANGED, WARNINGS, REPLAYED, GAPS];
