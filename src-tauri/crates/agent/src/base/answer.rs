//! What a verb answers.

use serde_json::{Map, Value, json};

/// What a verb answers: text for a reader, the same as data for a machine.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// Compact lines.
    pub text: String,
    /// The same facts.
    pub data: Map<String, Value>,
}

impl Answer {
    /// An answer without data.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), data: Map::new() }
    }

    /// The answer with one more fact.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.data.insert(key.to_owned(), value.into());
        self
    }

    /// The answer as one JSON object: `text` first, then the data.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut body = Map::new();
        body.insert("text".to_owned(), json!(self.text));
        body.extend(self.data.clone());
        Value::Object(body)
    }
}
