//! MCP over HTTP, as clients of both eras speak it.

use crate::door::{Door, Reply, open, open_with};
use openbacklog_agent::VERBS;
use openbacklog_plan::Mode;
use serde_json::{Value, json};

const NOW: &str = "2026-07-28";

pub(crate) fn request(method: &str, params: &Value) -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
}

/// A request that carries its own version and client.
pub(crate) async fn post_now(door: &Door, method: &str, mut params: Value) -> Reply {
    params["_meta"] = json!({
        "io.modelcontextprotocol/protocolVersion": NOW,
        "io.modelcontextprotocol/clientInfo": {"name": "tester", "version": "1.2"},
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let mut headers = door.headers();
    headers.push(("mcp-protocol-version", NOW.to_owned()));
    headers.push(("mcp-method", method.to_owned()));
    if let Some(name) = params["name"].as_str() {
        headers.push(("mcp-name", name.to_owned()));
    }
    let body = request(method, &params).to_string();
    door.send("POST", "/mcp", &headers, body.as_bytes()).await
}

fn names(reply: &Reply) -> Vec<String> {
    let body = reply.json();
    let tools = body["result"]["tools"].as_array().expect("tools");
    tools.iter().filter_map(|t| t["name"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_client_of_the_handshake_era_needs_no_session() {
    let door = open().await;
    for version in ["2025-06-18", "2025-11-25"] {
        let hello = json!({"protocolVersion": version, "capabilities": {},
            "clientInfo": {"name": "old", "version": "0"}});
        let reply = door.post("/mcp", &request("initialize", &hello)).await;
        assert_eq!(reply.json()["result"]["protocolVersion"], version, "{}", reply.body);
        assert!(reply.head.contains("content-type: application/json"));
        assert!(!reply.head.contains("mcp-session-id"));
    }
    let mut headers = door.headers();
    headers.push(("mcp-protocol-version", "2025-11-25".to_owned()));
    let listed = request("tools/list", &json!({})).to_string();
    let reply = door.send("POST", "/mcp", &headers, listed.as_bytes()).await;
    assert_eq!(names(&reply).len(), VERBS.len());
    let ready = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    assert_eq!(door.post("/mcp", &ready).await.status, 202);
}

#[tokio::test]
async fn a_client_of_the_stateless_era_discovers_and_calls() {
    let door = open().await;
    let reply = post_now(&door, "server/discover", json!({})).await;
    let body = reply.json();
    assert!(
        body["result"]["supportedVersions"].as_array().is_some_and(|all| all.contains(&json!(NOW))),
        "{}",
        reply.body
    );
    assert_eq!(names(&post_now(&door, "tools/list", json!({})).await).len(), VERBS.len());
    let call = json!({"name": "plan_find", "arguments": {"text": "login"}});
    let body = post_now(&door, "tools/call", call).await.json();
    let content = body["result"]["content"].as_array().expect("content");
    assert_eq!(content.len(), 1);
    assert!(content[0]["text"].as_str().is_some_and(|t| t.contains("T-1")), "{body}");
    assert_eq!(body["result"]["structuredContent"], Value::Null);
}

#[tokio::test]
async fn a_change_is_signed_with_the_tokens_name() {
    let door = open().await;
    let call = json!({"name": "task_update", "arguments": {"ref": "T-1", "status": "in progress"}});
    let body = post_now(&door, "tools/call", call).await.json();
    assert_eq!(body["result"]["isError"], json!(false), "{body}");
    let product = door.plan.products().await.expect("products").remove(0).id;
    let latest = door.plan.activity(&product, None, 1).await.expect("activity").remove(0);
    assert_eq!(latest.by.name, "Tester");
}

#[tokio::test]
async fn the_mode_of_a_token_decides_what_is_listed_and_allowed() {
    let door = open_with(Mode::Read).await;
    let listed = names(&door.post("/mcp", &request("tools/list", &json!({}))).await);
    assert_eq!(
        listed,
        ["plan_brief", "plan_find", "plan_get", "plan_check", "plan_guide", "task_next"]
    );
    let call = json!({"name": "task_update", "arguments": {"ref": "T-1", "status": "done"}});
    let body = door.post("/mcp", &request("tools/call", &call)).await.json();
    assert_eq!(body["result"]["isError"], json!(true));
    assert_eq!(
        body["result"]["content"][0]["text"],
        "task_update is not part of read mode.\nAsk the person for a connection in build or plan mode."
    );
    let reply = door.post("/api/v1/task_update", &json!({"ref": "T-1"})).await;
    assert_eq!(reply.status, 403);
}

#[tokio::test]
async fn an_unknown_tool_is_named_with_the_nearest() {
    let door = open().await;
    let call = json!({"name": "plan_search", "arguments": {}});
    let body = door.post("/mcp", &request("tools/call", &call)).await.json();
    assert_eq!(body["error"]["code"], -32602);
    assert!(body["error"]["message"].as_str().is_some_and(|m| m.contains("There are: plan_brief")));
}
