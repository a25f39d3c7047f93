//! The description of the JSON API, made from the verbs.

use serde_json::{Map, Value, json};

use crate::{registry::VERBS, verb::Verb};

/// The `OpenAPI` 3.1 document of the server on this port.
pub(crate) fn document(port: u16) -> Value {
    let paths: Map<String, Value> = VERBS
        .iter()
        .map(|verb| (format!("/api/v1/{}", verb.name), json!({"post": post(verb)})))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "OpenBacklog",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The verbs of a plan as JSON. Each answers with text to read and the same as data.",
        },
        "servers": [{"url": format!("http://127.0.0.1:{port}")}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    })
}

fn post(verb: &Verb) -> Value {
    let answer = |about: &str| {
        let text = json!({"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}});
        json!({"description": about, "content": {"application/json": {"schema": text}}})
    };
    json!({
        "operationId": verb.name,
        "description": verb.about,
        "requestBody": {"content": {"application/json": {"schema": verb.schema()}}},
        "responses": {
            "200": answer("Done."),
            "4XX": answer("Nothing was changed; text says why and how to mend it."),
        },
    })
}
