//! The suite's tools.

#![expect(deprecated, reason = "log messages to clients are still part of what the suite asks")]

use std::time::Duration;

use rmcp::{
    ErrorData, RoleServer,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ClientCapabilities, ContentBlock,
        JsonObject, LoggingLevel, LoggingMessageNotificationParam, ProgressNotificationParam,
        ResourceContents, Tool,
    },
    service::RequestContext,
};
use serde_json::{Value, json};

use crate::{
    asking::{self, Outcome},
    handler::{Changed, Fixtures},
};

/// A red pixel as PNG, in base64.
pub(crate) const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";
/// A sound without samples as WAV, in base64.
const SILENCE: &str = "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=";
/// Between two messages of one call.
const PAUSE: Duration = Duration::from_millis(50);

/// Tools without arguments.
const PLAIN: [&str; 21] = [
    "test_simple_text",
    "test_image_content",
    "test_audio_content",
    "test_embedded_resource",
    "test_multiple_content_types",
    "test_tool_with_logging",
    "test_tool_with_progress",
    "test_error_handling",
    "test_missing_capability",
    "test_streaming_elicitation",
    "test_logging_tool",
    "test_trigger_tool_change",
    "test_trigger_prompt_change",
    "test_input_required_result_elicitation",
    "test_input_required_result_sampling",
    "test_input_required_result_list_roots",
    "test_input_required_result_request_state",
    "test_input_required_result_multiple_inputs",
    "test_input_required_result_multi_round",
    "test_input_required_result_tampered_state",
    "test_input_required_result_capabilities",
];

pub(crate) fn all() -> Vec<Tool> {
    let plain = PLAIN.iter().map(|name| tool(name, json!({"type": "object", "properties": {}})));
    let schema_tool = tool("json_schema_2020_12_tool", rich_schema());
    let region = json!({"type": "string", "x-mcp-header": "Region"});
    let header_tool = tool(
        "test_header_parameter",
        json!({"type": "object", "properties": {"region": region}, "required": ["region"]}),
    );
    plain.chain([schema_tool, header_tool]).collect()
}

fn tool(name: &'static str, schema: Value) -> Tool {
    let schema = if let Value::Object(schema) = schema { schema } else { JsonObject::new() };
    Tool::new(name, "A tool of the suite", schema)
}

/// Keywords of JSON Schema 2020-12 that have to reach the client as they are.
fn rich_schema() -> Value {
    let text = json!({"type": "string"});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": {
            "address": {
                "$anchor": "addressDef",
                "type": "object",
                "properties": {"street": text, "city": text},
            },
        },
        "properties": {
            "name": text,
            "address": {"$ref": "#/$defs/address"},
            "contactMethod": {"type": "string", "enum": ["phone", "email"]},
            "phone": text,
            "email": text,
        },
        "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
        "if": {
            "properties": {"contactMethod": {"const": "phone"}},
            "required": ["contactMethod"],
        },
        "then": {"required": ["phone"]},
        "else": {"required": ["email"]},
        "additionalProperties": false,
    })
}

pub(crate) async fn call(
    fixtures: &Fixtures,
    request: CallToolRequestParams,
    context: &RequestContext<RoleServer>,
) -> Result<CallToolResponse, ErrorData> {
    let state = request.request_state.as_deref();
    match asking::go_on(&request.name, request.input_responses, state, context)? {
        Some(Outcome::Ask(questions)) => return Ok(questions.into()),
        Some(Outcome::Answered(answers)) => {
            let name = answers.values().find_map(|answer| answer["content"]["name"].as_str());
            let text = format!("Hello, {}! state-ok {}", name.unwrap_or("you"), json!(answers));
            return Ok(said(vec![ContentBlock::text(text)]));
        }
        None => {}
    }
    Ok(match &*request.name {
        "test_simple_text" => text("This is a simple text response for testing."),
        "test_image_content" => said(vec![ContentBlock::image(PIXEL, "image/png")]),
        "test_audio_content" => said(vec![ContentBlock::audio(SILENCE, "audio/wav")]),
        "test_embedded_resource" => {
            let uri = "test://embedded-resource";
            let inside = ResourceContents::text("This is an embedded resource content.", uri);
            said(vec![ContentBlock::resource(inside.with_mime_type("text/plain"))])
        }
        "test_multiple_content_types" => mixed(),
        "test_tool_with_logging" => {
            log(context, "Tool execution started").await?;
            log(context, "Tool processing data").await?;
            log(context, "Tool execution completed").await?;
            text("Logged three times.")
        }
        "test_logging_tool" => {
            if context.meta.log_level().is_some() {
                log(context, "Asked for").await?;
            }
            text("Logged if asked to.")
        }
        "test_tool_with_progress" => {
            progress(context).await?;
            text("Went from 0 to 100.")
        }
        "test_error_handling" => {
            let why = ContentBlock::text("This tool intentionally returns an error for testing");
            CallToolResult::error(vec![why]).into()
        }
        "test_missing_capability" => {
            let needed = ClientCapabilities::builder().enable_sampling().build();
            return Err(ErrorData::missing_required_client_capability(needed));
        }
        "test_trigger_tool_change" => tell(fixtures, Changed::Tools),
        "test_trigger_prompt_change" => tell(fixtures, Changed::Prompts),
        "test_header_parameter" | "json_schema_2020_12_tool" => text("Called."),
        name => {
            return Err(ErrorData::invalid_params(format!("There is no tool {name}."), None));
        }
    })
}

fn said(blocks: Vec<ContentBlock>) -> CallToolResponse {
    CallToolResult::success(blocks).into()
}

fn text(text: &str) -> CallToolResponse {
    said(vec![ContentBlock::text(text)])
}

fn mixed() -> CallToolResponse {
    let data = json!({"test": "data", "value": 123}).to_string();
    let inside = ResourceContents::text(data, "test://mixed-content-resource");
    said(vec![
        ContentBlock::text("Multiple content types test:"),
        ContentBlock::image(PIXEL, "image/png"),
        ContentBlock::resource(inside.with_mime_type("application/json")),
    ])
}

/// Nobody has to be listening.
fn tell(fixtures: &Fixtures, changed: Changed) -> CallToolResponse {
    let listeners = fixtures.news.send(changed).unwrap_or_default();
    text(&format!("Told {listeners}."))
}

async fn log(context: &RequestContext<RoleServer>, line: &str) -> Result<(), ErrorData> {
    let message = LoggingMessageNotificationParam::new(LoggingLevel::Info, json!(line));
    context.peer.notify_logging_message(message).await.map_err(unsent)?;
    tokio::time::sleep(PAUSE).await;
    Ok(())
}

async fn progress(context: &RequestContext<RoleServer>) -> Result<(), ErrorData> {
    let Some(token) = context.meta.get_progress_token() else {
        return Ok(());
    };
    for at in [0.0, 50.0, 100.0] {
        let step = ProgressNotificationParam::new(token.clone(), at).with_total(100.0);
        context.peer.notify_progress(step).await.map_err(unsent)?;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

fn unsent(error: impl std::fmt::Display) -> ErrorData {
    ErrorData::internal_error(error.to_string(), None)
}
