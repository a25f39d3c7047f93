//! Being told over HTTP that a page has changed.

use openbacklog_plan::{Actor, Plan};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::door::{Door, head, open};

const NOW: &str = "openbacklog://Acme/now";

/// An open stream of events.
struct Stream {
    socket: TcpStream,
    read: String,
}

impl Stream {
    /// Opened, and acknowledged by the server.
    async fn open(door: &Door) -> Self {
        let method = "subscriptions/listen";
        let params = json!({
            "notifications": {"resourceSubscriptions": [NOW], "toolsListChanged": true},
            "_meta": {
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientInfo": {"name": "tester", "version": "1"},
                "io.modelcontextprotocol/clientCapabilities": {},
            },
        });
        let body = json!({"jsonrpc": "2.0", "id": "stream", "method": method, "params": params});
        let body = body.to_string();
        let mut headers = door.headers();
        headers.push(("mcp-protocol-version", "2026-07-28".to_owned()));
        headers.push(("mcp-method", method.to_owned()));
        headers.push(("content-length", body.len().to_string()));
        let address = ("127.0.0.1", door.server.port());
        let mut socket = TcpStream::connect(address).await.expect("a connection");
        let request = format!("{}{body}", head("POST", "/mcp", &headers));
        socket.write_all(request.as_bytes()).await.expect("sent");
        let mut stream = Self { socket, read: String::new() };
        let told = stream.hears("notifications/subscriptions/acknowledged").await;
        let accepted = &told["params"]["notifications"];
        assert_eq!(accepted, &json!({"resourceSubscriptions": [NOW]}), "no tool comes or goes");
        stream
    }

    /// Waits for a notification.
    async fn hears(&mut self, method: &str) -> Value {
        loop {
            let events = self.read.lines().filter_map(|line| line.strip_prefix("data:"));
            let mut told = events.filter_map(|data| serde_json::from_str::<Value>(data).ok());
            if let Some(event) = told.find(|event| event["method"] == method) {
                return event;
            }
            assert!(self.more().await, "the stream ended:\n{}", self.read);
        }
    }

    /// Reads on; no at the end.
    async fn more(&mut self) -> bool {
        let mut bytes = vec![0; 4096];
        let read = self.socket.read(&mut bytes).await.unwrap_or(0);
        self.read.push_str(&String::from_utf8_lossy(bytes.get(..read).unwrap_or_default()));
        read > 0
    }

    async fn ends(mut self) -> String {
        while self.more().await {}
        self.read
    }
}

async fn finish_task(door: &Door) {
    let other = Plan::open(door.plan.folder()).await.expect("the plan, opened once more");
    let product = other.products().await.expect("products").remove(0).id;
    let task = other.locate(&product, "T-1").await.expect("T-1").id;
    other.complete_task(&Actor::you(), &task.as_str().into()).await.expect("done");
}

#[tokio::test]
async fn a_stream_tells_what_another_process_changed() {
    let door = open().await;
    let mut stream = Stream::open(&door).await;
    assert!(stream.read.to_lowercase().contains("content-type: text/event-stream"));
    finish_task(&door).await;
    let told = stream.hears("notifications/resources/updated").await;
    assert_eq!(told["params"]["uri"], NOW);
    let stream_id = &told["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"];
    assert_eq!(stream_id, "stream");
}

#[tokio::test]
async fn a_stream_ends_with_its_token() {
    let door = open().await;
    let stream = Stream::open(&door).await;
    let id = door.plan.connections().await.expect("connections").remove(0).id;
    door.plan.revoke_connection(&Actor::you(), &id).await.expect("revoked");
    stream.ends().await;
}

#[tokio::test]
async fn a_stream_ends_with_the_server() {
    let door = open().await;
    let stream = Stream::open(&door).await;
    door.server.stop().await;
    stream.ends().await;
}

#[tokio::test]
async fn only_who_can_be_told_is_promised_news() {
    let door = open().await;
    let hello = json!({"protocolVersion": "2025-11-25", "capabilities": {},
        "clientInfo": {"name": "old", "version": "0"}});
    let request = json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello});
    let said = door.post("/mcp", &request).await.json();
    let capabilities = &said["result"]["capabilities"];
    assert_eq!(capabilities["resources"], json!({}), "{said}");
    assert_eq!(capabilities["prompts"], json!({}));
    let subscribe = json!({"jsonrpc": "2.0", "id": 2, "method": "resources/subscribe",
        "params": {"uri": NOW}});
    let refused = door.post("/mcp", &subscribe).await.json();
    assert_eq!(refused["error"]["code"], -32601, "{refused}");
}
