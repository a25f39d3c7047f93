//! Tools and prompts that need the client's input before they can answer, over
//! several rounds without a session.

use rmcp::{
    ErrorData, RoleServer,
    model::{ClientCapabilities, InputRequiredResult, InputResponses},
    service::RequestContext,
};
use serde_json::{Map, Value, json};

type Round = Map<String, Value>;

/// What comes of a call: more questions, or the answers of the last round.
pub(crate) enum Outcome {
    Ask(InputRequiredResult),
    Answered(InputResponses),
}

/// The rounds of questions of a tool or prompt, when it asks any.
fn rounds(name: &str) -> Option<Vec<Value>> {
    let name_asked = elicit("What is your name?", "name", "string");
    Some(match name.strip_prefix("test_input_required_result_") {
        Some("elicitation") => vec![json!({"user_name": name_asked})],
        Some("sampling") => {
            vec![json!({"capital_question": sample("What is the capital of France?", 100)})]
        }
        Some("list_roots") => vec![json!({"client_roots": roots()})],
        Some("request_state" | "tampered_state") => {
            vec![json!({"confirm": elicit("Confirm this", "ok", "boolean")})]
        }
        Some("multiple_inputs") => vec![json!({
            "user_name": name_asked,
            "greeting": sample("Generate a greeting", 50),
            "client_roots": roots(),
        })],
        Some("multi_round") => vec![
            json!({"step1": elicit("Step 1: What is your name?", "name", "string")}),
            json!({"step2": elicit("Step 2: What is your favorite color?", "color", "string")}),
        ],
        Some("capabilities") => vec![json!({
            "user_name": name_asked,
            "greeting": sample("Generate a greeting", 50),
        })],
        Some("prompt") => vec![json!({
            "user_context": elicit("What context should the prompt use?", "context", "string"),
        })],
        None if name == "test_streaming_elicitation" => vec![json!({"user_name": name_asked})],
        _ => return None,
    })
}

fn elicit(message: &str, field: &str, kind: &str) -> Value {
    let mut schema = json!({"type": "object", "properties": {}, "required": [field]});
    schema["properties"][field] = json!({"type": kind});
    let params = json!({"mode": "form", "message": message, "requestedSchema": schema});
    json!({"method": "elicitation/create", "params": params})
}

fn sample(text: &str, tokens: u32) -> Value {
    let message = json!({"role": "user", "content": {"type": "text", "text": text}});
    let params = json!({"messages": [message], "maxTokens": tokens});
    json!({"method": "sampling/createMessage", "params": params})
}

fn roots() -> Value {
    json!({"method": "roots/list", "params": {}})
}

/// Goes on from where the client is; none when this name asks nothing.
pub(crate) fn go_on(
    name: &str,
    responses: Option<InputResponses>,
    state: Option<&str>,
    context: &RequestContext<RoleServer>,
) -> Result<Option<Outcome>, ErrorData> {
    let Some(rounds) = rounds(name) else {
        return Ok(None);
    };
    let round = match state {
        None => 0,
        // Only what was handed out is taken back.
        Some(state) => {
            (0..rounds.len()).find(|round| state_of(name, *round) == state).ok_or_else(|| {
                ErrorData::invalid_params("The request state was not made here.", None)
            })?
        }
    };
    let questions: Vec<Round> = rounds.into_iter().map(|round| askable(round, context)).collect();
    if let Some(responses) = responses
        && questions[round].keys().all(|key| responses.get(key).is_some_and(Value::is_object))
    {
        return match questions.get(round + 1) {
            Some(next) => ask(name, round + 1, next).map(Some),
            None => Ok(Some(Outcome::Answered(responses))),
        };
    }
    ask(name, round, &questions[round]).map(Some)
}

/// A sealed state would name its round and caller; here each state is one of a few.
fn state_of(name: &str, round: usize) -> String {
    format!("{name}/{round}")
}

fn ask(name: &str, round: usize, questions: &Round) -> Result<Outcome, ErrorData> {
    let mut asked = json!({"resultType": "input_required", "inputRequests": questions});
    if !matches!(name, "test_input_required_result_elicitation" | "test_streaming_elicitation") {
        asked["requestState"] = json!(state_of(name, round));
    }
    let asked = serde_json::from_value(asked)
        .map_err(|error| ErrorData::internal_error(error.to_string(), None))?;
    Ok(Outcome::Ask(asked))
}

/// The questions this client can answer.
fn askable(round: Value, context: &RequestContext<RoleServer>) -> Round {
    let can = context.client_capabilities().unwrap_or_default();
    let Value::Object(questions) = round else {
        return Round::new();
    };
    questions.into_iter().filter(|(_, question)| answers(&can, question)).collect()
}

fn answers(can: &ClientCapabilities, question: &Value) -> bool {
    match question["method"].as_str() {
        Some("elicitation/create") => can.elicitation.is_some(),
        Some("sampling/createMessage") => can.sampling.is_some(),
        _ => can.roots.is_some(),
    }
}
