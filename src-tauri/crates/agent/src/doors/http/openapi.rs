//! The description of the JSON API, made from the verbs.

use serde_json::{Map, Value, json};

use crate::{
    base::{call::mode_word, refusal::Code},
    verbs::{registry::VERBS, verb::Verb},
};

/// The header that names the product of a connection.
pub(crate) const PRODUCT: &str = "openbacklog-product";

/// Refusals that any request can meet: the status, its name among the
/// document's responses, and what it means.
const REFUSALS: [(u16, &str, &str); 12] = [
    (400, "Invalid", "An argument or the request itself is wrong. Nothing was changed."),
    (401, "Unauthorized", "The request carries no valid token."),
    (403, "Forbidden", "The token's mode lacks the verb, or the request came from a web page."),
    (404, "NotFound", "Nothing has that ref or name. Nothing was changed."),
    (408, "Timeout", "The request took longer than 30 seconds."),
    (409, "Conflict", "The field was changed since the rev this write was based on."),
    (413, "TooLarge", "The body is larger than 1 MiB."),
    (415, "MediaType", "The body is not plain JSON."),
    (422, "Refused", "A rule of the plan forbids it. Nothing was changed."),
    (429, "SlowDown", "Too many requests: 20 a second with bursts of 60, 8 at the same time."),
    (500, "Storage", "The plan cannot be read or written. Nothing was changed."),
    (503, "Busy", "Another program kept the plan locked. Nothing was changed; try again."),
];

/// The `OpenAPI` 3.1 document of the server on this port.
pub(crate) fn document(port: u16) -> Value {
    let mut paths: Map<String, Value> = VERBS
        .iter()
        .map(|verb| (format!("/api/v1/{}", verb.name), json!({"post": operation(verb)})))
        .collect();
    paths.insert("/api/v1/openapi.json".to_owned(), json!({"get": description()}));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "OpenBacklog",
            "summary": "A product plan, shared with AI.",
            "description": "The verbs of a plan as JSON. Each answers with text to read and the \
                same as data. Arguments are read leniently: a number or a list may be written as \
                text, one item stands for a list of one, and null for what is not given.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": format!("http://127.0.0.1:{port}"), "description": "This computer"}],
        "security": [{"token": []}],
        "tags": [
            {"name": "read", "description": "Reads; changes nothing."},
            {"name": "write", "description": "Changes the plan, in one step that can be undone."},
            {"name": "about", "description": "This description."},
        ],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {
                "type": "http",
                "scheme": "bearer",
                "description": "Made in OpenBacklog under Settings, Connections, or with \
                    openbacklog token create. Each has a mode: read, build or plan.",
            }},
            "parameters": {"product": {
                "name": PRODUCT,
                "in": "header",
                "description": "The product that calls are about, by name or id, where the \
                    arguments name none.",
                "schema": {"type": "string"},
            }},
            "schemas": {"Refusal": refusal()},
            "responses": refusals(),
        },
    })
}

fn operation(verb: &Verb) -> Value {
    let modes: Vec<&str> = verb.modes.iter().map(|mode| mode_word(*mode)).collect();
    let summary = verb.about.split_once(". ").map_or(verb.about, |(first, _)| first);
    let tag = if verb.hints.read_only { "read" } else { "write" };
    let example: Value = serde_json::from_str(verb.example).unwrap_or_default();
    let mut arguments = verb.exact_schema().clone();
    let needed = arguments.get("required").is_some();
    allow_null(&mut arguments);
    let asked = json!({"schema": arguments, "example": example});
    json!({
        "operationId": verb.name,
        "summary": summary.trim_end_matches('.'),
        "description": format!("{}\n\nFor tokens in {} mode.", verb.about, modes.join(" or ")),
        "tags": [tag],
        "parameters": [{"$ref": "#/components/parameters/product"}],
        "requestBody": {"required": needed, "content": {"application/json": asked}},
        "responses": responses(&json!({
            "description": "Done.",
            "content": {"application/json": {"schema": answer(verb)}},
        })),
    })
}

/// Null stands for what is not given, wherever something may be left out.
fn allow_null(schema: &mut Value) {
    if let Some(items) = schema.get_mut("items") {
        allow_null(items);
    }
    let required = schema.get("required").cloned().unwrap_or_default();
    let is_required =
        |name: &str| required.as_array().is_some_and(|all| all.iter().any(|r| r == name));
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    for (name, property) in properties.iter_mut() {
        allow_null(property);
        if is_required(name) {
            continue;
        }
        let only = property["type"].take();
        property["type"] = json!([only, "null"]);
        if let Some(Value::Array(words)) = property.get_mut("enum") {
            words.push(Value::Null);
        }
    }
}

/// What the verb answers when it is done.
fn answer(verb: &Verb) -> Value {
    let mut properties = Map::new();
    let text = json!({"type": "string", "description": "Compact lines for a reader."});
    properties.insert("text".to_owned(), text);
    for fact in verb.facts {
        properties.insert(fact.key.to_owned(), fact.schema());
    }
    json!({
        "type": "object",
        "required": ["text"],
        "properties": properties,
        "additionalProperties": true,
    })
}

/// The description of the description.
fn description() -> Value {
    json!({
        "operationId": "openapi",
        "summary": "This description",
        "tags": ["about"],
        "responses": responses(&json!({
            "description": "An OpenAPI 3.1 document.",
            "content": {"application/json": {"schema": {"type": "object", "required": ["openapi"]}}},
        })),
    })
}

fn responses(done: &Value) -> Value {
    let mut responses = Map::new();
    responses.insert("200".to_owned(), done.clone());
    for (status, name, _) in REFUSALS {
        let response = json!({"$ref": format!("#/components/responses/{name}")});
        responses.insert(status.to_string(), response);
    }
    let headers = json!({"description": "The request's headers are too large or too many."});
    responses.insert("431".to_owned(), headers);
    Value::Object(responses)
}

fn refusals() -> Value {
    let refused = |about: &str| {
        let schema = json!({"$ref": "#/components/schemas/Refusal"});
        json!({"description": about, "content": {"application/json": {"schema": schema}}})
    };
    let header = |about: &str, schema: Value| json!({"description": about, "required": true, "schema": schema});
    let mut responses: Map<String, Value> =
        REFUSALS.iter().map(|(_, name, about)| ((*name).to_owned(), refused(about))).collect();
    responses["Unauthorized"]["headers"]["WWW-Authenticate"] =
        header("How to authenticate.", json!({"type": "string", "const": "Bearer"}));
    responses["SlowDown"]["headers"]["Retry-After"] =
        header("Seconds to wait.", json!({"type": "integer", "minimum": 1}));
    Value::Object(responses)
}

fn refusal() -> Value {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    json!({
        "type": "object",
        "description": "Why nothing was done: one line of cause, one of repair, and the data \
            needed to repair.",
        "required": ["text", "code"],
        "properties": {
            "text": {"type": "string", "minLength": 1},
            "code": {"type": "string", "enum": codes},
            "field": {"type": "string", "description": "The argument at fault."},
            "allowed": {"type": "array", "items": {"type": "string"}},
            "nearest": {"description": "What was probably meant: a word, or refs."},
            "items": {
                "type": "array",
                "description": "Of a batch: each wrong item by its number from 1.",
                "items": {"type": "object", "required": ["item"]},
            },
            "ref": {"type": "string"},
            "rev": {"type": "integer", "description": "After a conflict: the rev now current."},
            "current": {"type": "string", "description": "After a conflict: the value now stored."},
        },
        "additionalProperties": true,
    })
}
