//! What a line of input is: a message, nothing, or something to answer at once.

use rmcp::{
    RoleServer,
    model::{ErrorCode, ErrorData, JsonRpcMessage, RequestId},
    service::{RxJsonRpcMessage, TxJsonRpcMessage},
};
use serde_json::Value;

pub(super) type Incoming = RxJsonRpcMessage<RoleServer>;
pub(super) type Outgoing = TxJsonRpcMessage<RoleServer>;

/// What to do with a line.
pub(super) enum Line {
    Message(Box<Incoming>),
    Nothing,
    Refused(Box<Outgoing>),
}

pub(super) fn read(line: &[u8]) -> Line {
    let line = line.trim_ascii();
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    if line.is_empty() {
        return Line::Nothing;
    }
    match serde_json::from_slice::<Incoming>(line) {
        // A request whose id cannot be used looks like a notification.
        Ok(JsonRpcMessage::Notification(_)) if has_id(line) => no_id(),
        Ok(message) => Line::Message(Box::new(message)),
        Err(_) => no_message(line),
    }
}

fn has_id(line: &[u8]) -> bool {
    serde_json::from_slice::<Value>(line).is_ok_and(|value| value.get("id").is_some())
}

fn no_message(line: &[u8]) -> Line {
    let value = match serde_json::from_slice::<Value>(line) {
        Ok(value) => value,
        Err(error) => {
            let message = format!("This line is not JSON: {error}.");
            return refuse(None, ErrorCode::PARSE_ERROR, message);
        }
    };
    let method = value.get("method").and_then(Value::as_str);
    // A notification gets no answer, and neither does an answer.
    let is_answer = method.is_none() && value.get("error").is_some();
    if is_answer || (method.is_some() && value.get("id").is_none()) {
        return Line::Nothing;
    }
    let id = value.get("id").and_then(|id| serde_json::from_value::<RequestId>(id.clone()).ok());
    let Some(method) = method else {
        let message = "This is not a JSON-RPC request. Send one object with method and id.";
        return refuse(id, ErrorCode::INVALID_REQUEST, message);
    };
    if value.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        let message = "This is not JSON-RPC 2.0. Send \"jsonrpc\": \"2.0\" with it.";
        return refuse(id, ErrorCode::INVALID_REQUEST, message);
    }
    if id.is_none() {
        return no_id();
    }
    refuse(id, ErrorCode::INVALID_PARAMS, format!("The parameters of {method} do not fit."))
}

fn no_id() -> Line {
    let message = "The id of a request is a text or a whole number. Send it again with one.";
    refuse(None, ErrorCode::INVALID_REQUEST, message)
}

pub(super) fn refuse(id: Option<RequestId>, code: ErrorCode, message: impl Into<String>) -> Line {
    Line::Refused(Box::new(Outgoing::error(ErrorData::new(code, message.into(), None), id)))
}
