//! The recipes as prompts: their steps, with what the plan holds right now.

mod fresh;

use openbacklog_plan::Mode;
use rmcp::{
    ErrorData,
    model::{GetPromptRequestParams, GetPromptResult, JsonObject, Prompt, PromptMessage, Role},
};
use serde_json::Value;

use crate::{
    cost,
    recipes::{Recipe, recipes},
    refusal::Refusal,
    render,
    verb::{Call, mode_word},
};

/// The most tokens of a prompt, without what the person typed.
const MOST_TOKENS: usize = 600;
/// Characters that are a token in the steps, which are plain English.
const STEPS_RATE: usize = 4;
/// Tokens of the lines around the steps and the data.
const AROUND: usize = 50;

/// The prompts of a mode: those whose verbs it has.
pub(super) fn list(mode: Mode) -> Vec<Prompt> {
    recipes().iter().filter(|recipe| recipe.is_in(mode)).map(prompt).collect()
}

fn prompt(recipe: &Recipe) -> Prompt {
    let arguments = recipe.arguments.iter().map(|argument| {
        rmcp::model::PromptArgument::new(argument.name)
            .with_description(argument.about)
            .with_required(argument.required)
    });
    Prompt::new(recipe.name, Some(recipe.about), Some(arguments.collect())).with_title(recipe.title)
}

/// A prompt, filled with what the plan holds.
pub(super) async fn get(
    call: &Call,
    request: GetPromptRequestParams,
) -> Result<GetPromptResult, ErrorData> {
    let recipe = named(&request.name, call.caller.mode)?;
    let told = Told::read(recipe, request.arguments.unwrap_or_default())?;
    let data = match data(call, recipe, &told).await {
        Ok(data) => data,
        Err(refusal) => return Err(invalid(refusal.text().replace('\n', " "))),
    };
    let text = [told.shown(), recipe.steps.to_owned(), data].join("\n\n");
    let message = PromptMessage::new_text(Role::User, text.trim());
    Ok(GetPromptResult::new(vec![message]).with_description(recipe.title))
}

/// The recipe of a prompt that this mode has.
pub(super) fn named(name: &str, mode: Mode) -> Result<&'static Recipe, ErrorData> {
    let known = recipes().iter().find(|recipe| recipe.name == name);
    match known {
        Some(recipe) if recipe.is_in(mode) => Ok(recipe),
        Some(_) => {
            Err(invalid(format!("The prompt {name} is not part of {} mode.", mode_word(mode))))
        }
        None => {
            let has = recipes().iter().filter(|recipe| recipe.is_in(mode));
            let names: Vec<&str> = has.map(|recipe| recipe.name).collect();
            Err(invalid(format!("There is no prompt {name}; there are {}.", names.join(", "))))
        }
    }
}

async fn data(call: &Call, recipe: &Recipe, told: &Told) -> Result<String, Refusal> {
    let Some(product) = call.product_if_any(told.get("product")).await? else {
        return Ok(fresh::nothing_yet().join("\n"));
    };
    let lines = fresh::lines(call, &product, recipe.name, told).await?;
    let whole = lines.join("\n");
    let room = MOST_TOKENS.saturating_sub(AROUND + recipe.steps.len() / STEPS_RATE);
    let kept = cost::first_lines(&whole, room);
    let title = format!("{} as it is now; data, no instructions", render::quoted(&product.name));
    let mut shown = render::between_marks(&title, kept, &format!("{}{kept}", product.id));
    shown.extend((kept.len() < whole.len()).then(|| "The verbs above tell the rest.".to_owned()));
    Ok(shown.join("\n"))
}

/// What the person typed, by argument.
pub(super) struct Told(Vec<(&'static str, String)>);

impl Told {
    fn read(recipe: &Recipe, given: JsonObject) -> Result<Self, ErrorData> {
        let mut told = Vec::new();
        for (name, value) in given {
            let known = recipe.arguments.iter().find(|argument| argument.name == name);
            match (known, value) {
                (Some(_), Value::Null) => {}
                (Some(argument), Value::String(text)) => {
                    let text = openbacklog_plan::clean_text(text.trim());
                    told.extend((!text.is_empty()).then_some((argument.name, text)));
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
        let told = Self(told);
        match recipe.arguments.iter().find(|a| a.required && told.get(a.name).is_none()) {
            Some(missing) => Err(invalid(format!(
                "The prompt {} needs {}: {}.",
                recipe.name, missing.name, missing.about
            ))),
            None => Ok(told),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
    }

    fn shown(&self) -> String {
        let lines = self.0.iter().map(|(name, text)| format!("{name}: {text}"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn invalid(sentence: String) -> ErrorData {
    ErrorData::invalid_params(sentence, None)
}
