//! What the person typed for a prompt.

use rmcp::{ErrorData, model::JsonObject};
use serde_json::Value;

use crate::recipes::recipe::Recipe;

/// What the person typed, by argument.
pub(super) struct PromptArguments(Vec<(&'static str, String)>);

impl PromptArguments {
    pub(super) fn read(recipe: &Recipe, typed: JsonObject) -> Result<Self, ErrorData> {
        let mut read = Vec::new();
        for (name, value) in typed {
            let known = recipe.arguments.iter().find(|argument| argument.name == name);
            match (known, value) {
                (Some(_), Value::Null) => {}
                (Some(argument), Value::String(text)) => {
                    let text = openbacklog_plan::clean_text(text.trim());
                    read.extend((!text.is_empty()).then_some((argument.name, text)));
                }
                (Some(argument), _) => {
                    return Err(invalid(format!("{} has to be text.", argument.name)));
                }
                (None, _) => {
                    let names: Vec<&str> = recipe.arguments.iter().map(|a| a.name).collect();
                    let names = names.join(", ");
                    return Err(invalid(format!(
                        "The prompt {} takes {names}, not {name}.",
                        recipe.name
                    )));
                }
            }
        }
        let read = Self(read);
        match recipe.arguments.iter().find(|a| a.required && read.get(a.name).is_none()) {
            Some(missing) => Err(invalid(format!(
                "The prompt {} needs {}: {}.",
                recipe.name, missing.name, missing.about
            ))),
            None => Ok(read),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
    }

    pub(super) fn text(&self) -> String {
        let lines = self.0.iter().map(|(name, text)| format!("{name}: {text}"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

pub(super) fn invalid(sentence: String) -> ErrorData {
    ErrorData::invalid_params(sentence, None)
}
