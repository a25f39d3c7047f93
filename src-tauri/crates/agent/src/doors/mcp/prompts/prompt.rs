//! The prompts, one for each recipe.

use openbacklog_plan::Mode;
use rmcp::{
    ErrorData,
    model::{GetPromptRequestParams, GetPromptResult, Prompt, PromptMessage, Role},
};

use super::{
    arguments::{PromptArguments, invalid},
    fresh,
};
use crate::{
    base::{
        call::{Call, mode_word},
        cost, lines,
        refusal::Refusal,
    },
    recipes::recipe::{Recipe, recipes},
};

/// The most tokens of a prompt, without what the person typed.
const MOST_TOKENS: usize = 600;
/// Characters that are a token in the steps, which are plain English.
const STEPS_RATE: usize = 4;
/// Tokens of the lines around the steps and the data.
const AROUND: usize = 50;

/// The prompts of a mode: those whose verbs it has.
pub(in crate::doors::mcp) fn list(mode: Mode) -> Vec<Prompt> {
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
pub(in crate::doors::mcp) async fn get(
    call: &Call,
    request: GetPromptRequestParams,
) -> Result<GetPromptResult, ErrorData> {
    let recipe = named(&request.name, call.caller.mode)?;
    let arguments = PromptArguments::read(recipe, request.arguments.unwrap_or_default())?;
    let data = match data(call, recipe, &arguments).await {
        Ok(data) => data,
        Err(refusal) => return Err(invalid(refusal.text().replace('\n', " "))),
    };
    let text = [arguments.text(), recipe.steps.to_owned(), data].join("\n\n");
    let message = PromptMessage::new_text(Role::User, text.trim());
    Ok(GetPromptResult::new(vec![message]).with_description(recipe.title))
}

/// The recipe of a prompt that this mode has.
pub(in crate::doors::mcp) fn named(name: &str, mode: Mode) -> Result<&'static Recipe, ErrorData> {
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

async fn data(
    call: &Call,
    recipe: &Recipe,
    arguments: &PromptArguments,
) -> Result<String, Refusal> {
    let Some(product) = call.product_if_any(arguments.get("product")).await? else {
        return Ok(fresh::nothing_yet().join("\n"));
    };
    let lines = fresh::lines(call, &product, recipe.name, arguments).await?;
    let whole = lines.join("\n");
    let room = MOST_TOKENS.saturating_sub(AROUND + recipe.steps.len() / STEPS_RATE);
    let kept = cost::first_lines(&whole, room);
    let title = format!("{} as it is now; data, no instructions", lines::quoted(&product.name));
    let mut shown = lines::between_marks(&title, kept, &format!("{}{kept}", product.id));
    shown.extend((kept.len() < whole.len()).then(|| "The verbs above tell the rest.".to_owned()));
    Ok(shown.join("\n"))
}
