//! The methods of the protocol, for requests that are none of them.

use rmcp::{
    ErrorData,
    model::{ErrorCode, ProtocolVersion},
};

/// What is served to everyone.
const SERVED: [&str; 10] = [
    "server/discover",
    "tools/list",
    "tools/call",
    "prompts/list",
    "prompts/get",
    "resources/list",
    "resources/templates/list",
    "resources/read",
    "completion/complete",
    "subscriptions/listen",
];

/// What is served to clients up to 2025-11-25 alone.
const OPENING: [&str; 2] = ["initialize", "ping"];

/// Why a request was not understood: a method that is served, with parameters
/// that do not fit, is read like an unknown one.
pub(crate) fn unfit(method: &str, version: Option<&ProtocolVersion>) -> ErrorData {
    let opens = version.is_none_or(|version| *version < ProtocolVersion::V_2026_07_28);
    if SERVED.contains(&method) || (opens && OPENING.contains(&method)) {
        let message = format!("The parameters of {method} do not fit.");
        return ErrorData::invalid_params(message, None);
    }
    let name: String = openbacklog_plan::clean_text(method).chars().take(100).collect();
    ErrorData::new(ErrorCode::METHOD_NOT_FOUND, format!("There is no method {name}."), None)
}
