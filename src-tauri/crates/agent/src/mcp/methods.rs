//! The methods of the protocol, for requests that are none of them.

use rmcp::{ErrorData, model::ErrorCode};

const KNOWN: [&str; 15] = [
    "initialize",
    "ping",
    "server/discover",
    "tools/list",
    "tools/call",
    "prompts/list",
    "prompts/get",
    "resources/list",
    "resources/templates/list",
    "resources/read",
    "resources/subscribe",
    "resources/unsubscribe",
    "completion/complete",
    "logging/setLevel",
    "subscriptions/listen",
];

/// Why a request was not understood: a known method whose parameters do not fit
/// is read like an unknown one.
pub(crate) fn unfit(method: &str) -> ErrorData {
    if KNOWN.contains(&method) {
        let message = format!("The parameters of {method} do not fit.");
        return ErrorData::invalid_params(message, None);
    }
    let name: String = openbacklog_plan::clean_text(method).chars().take(100).collect();
    ErrorData::new(ErrorCode::METHOD_NOT_FOUND, format!("There is no method {name}."), None)
}
