//! The suite's prompts.

use rmcp::{
    ErrorData, RoleServer,
    model::{
        ContentBlock, GetPromptRequestParams, GetPromptResponse, GetPromptResult, Prompt,
        PromptArgument, PromptMessage, ResourceContents, Role,
    },
    service::RequestContext,
};

use crate::{
    asking::{self, Outcome},
    tools::PIXEL,
};

pub(crate) fn all() -> Vec<Prompt> {
    let prompt = |name: &str, arguments: &[&str]| {
        let arguments: Vec<PromptArgument> = arguments
            .iter()
            .map(|name| PromptArgument::new(*name).with_description("A text").with_required(true))
            .collect();
        Prompt::new(name, Some("A prompt of the suite"), Some(arguments))
    };
    vec![
        prompt("test_simple_prompt", &[]),
        prompt("test_prompt_with_arguments", &["arg1", "arg2"]),
        prompt("test_prompt_with_embedded_resource", &["resourceUri"]),
        prompt("test_prompt_with_image", &[]),
        prompt("test_input_required_result_prompt", &[]),
    ]
}

pub(crate) fn get(
    request: GetPromptRequestParams,
    context: &RequestContext<RoleServer>,
) -> Result<GetPromptResponse, ErrorData> {
    let state = request.request_state.as_deref();
    let name = request.name.as_str();
    match asking::go_on(name, request.input_responses, state, context)? {
        Some(Outcome::Ask(questions)) => return Ok(questions.into()),
        Some(Outcome::Answered(_)) => return Ok(said(vec![ContentBlock::text("Answered.")])),
        None => {}
    }
    let argument = |name: &str| {
        let given = request.arguments.as_ref().and_then(|given| given.get(name)?.as_str());
        given.ok_or_else(|| ErrorData::invalid_params(format!("{name} is missing"), None))
    };
    Ok(said(match name {
        "test_simple_prompt" => vec![ContentBlock::text("This is a simple prompt for testing.")],
        "test_prompt_with_arguments" => {
            let (first, second) = (argument("arg1")?, argument("arg2")?);
            let text = format!("Prompt with arguments: arg1='{first}', arg2='{second}'");
            vec![ContentBlock::text(text)]
        }
        "test_prompt_with_embedded_resource" => {
            let uri = argument("resourceUri")?;
            let text = ResourceContents::text("Embedded resource content for testing.", uri);
            vec![
                ContentBlock::resource(text.with_mime_type("text/plain")),
                ContentBlock::text("Please process the embedded resource above."),
            ]
        }
        "test_prompt_with_image" => vec![
            ContentBlock::image(PIXEL, "image/png"),
            ContentBlock::text("Please analyze the image above."),
        ],
        _ => return Err(ErrorData::invalid_params(format!("There is no prompt {name}."), None)),
    }))
}

fn said(blocks: Vec<ContentBlock>) -> GetPromptResponse {
    let messages = blocks.into_iter().map(|block| PromptMessage::new(Role::User, block));
    GetPromptResult::new(messages.collect::<Vec<_>>()).into()
}
