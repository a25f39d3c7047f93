//! Malformed bodies by the thousand, sent to everything behind the port at once
//! and faster than a client may.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use http_body_util::{BodyExt, Full};
use hyper::{Request, StatusCode, body::Bytes};
use openbacklog_plan::{Actor, Mode, Plan};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{api::Api, limits::Limits};
use crate::{doors::mcp::Desk, verbs::registry::VERBS};

#[path = "../../../tests/dice/mod.rs"]
mod dice;

use dice::Dice;

const PORT: u16 = 7690;
/// Bodies of one run; a hundred thousand take some minutes.
const ROUNDS: u64 = 2_000;

/// Pieces that parsers stumble over.
const SHARDS: [&[u8]; 20] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\",
    b",",
    b":",
    b"null",
    b"-",
    b"1e999",
    b"0x10",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"\\u0000",
    b"[[[[[[[[",
    b"//",
    b"\xef\xbb\xbf",
];

struct Target {
    api: Api<Desk>,
    token: String,
    _folder: tempfile::TempDir,
}

impl Target {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plan = Plan::open(folder.path()).await.unwrap();
        plan.load_sample(&Actor::you()).await.unwrap();
        let made = plan.create_connection(&Actor::you(), "Tester", Mode::Plan).await.unwrap();
        let desk = Desk::shared(plan.clone());
        let stop = CancellationToken::new();
        let api = Api::new(plan, PORT, desk, Limits::without_rate(), stop);
        Self { api, token: made.token, _folder: folder }
    }

    async fn send(&self, path: &str, body: Vec<u8>) -> (StatusCode, Bytes) {
        let request = Request::post(path)
            .header("host", format!("127.0.0.1:{PORT}"))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .body(Full::new(Bytes::from(body)))
            .unwrap();
        let response = self.api.answer(request).await;
        let status = response.status();
        (status, response.into_body().collect().await.unwrap().to_bytes())
    }
}

/// Proper requests: the path and the body.
fn proper() -> Vec<(String, Vec<u8>)> {
    let call = |name: &str, arguments: &Value| {
        json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": name, "arguments": arguments}})
    };
    let mut all = Vec::new();
    for verb in &VERBS {
        let arguments: Value = serde_json::from_str(verb.example).unwrap();
        all.push((format!("/api/v1/{}", verb.name), verb.example.as_bytes().to_vec()));
        all.push(("/mcp".to_owned(), call(verb.name, &arguments).to_string().into_bytes()));
    }
    for method in ["initialize", "tools/list", "ping", "server/discover"] {
        let body = json!({"jsonrpc": "2.0", "id": "a", "method": method, "params": {}});
        all.push(("/mcp".to_owned(), body.to_string().into_bytes()));
    }
    all
}

/// The body with one to four things wrong.
fn spoiled(dice: &mut Dice, mut body: Vec<u8>) -> Vec<u8> {
    for _ in 0..=dice.below(4) {
        let at = dice.below(body.len());
        let end = (at + 1 + dice.below(12)).min(body.len());
        match dice.below(6) {
            0 if at < body.len() => body[at] ^= 1 << dice.below(8),
            1 => body.truncate(at),
            2 => drop(body.drain(at..end)),
            3 => {
                let again = body[at..end].to_vec();
                drop(body.splice(at..at, again));
            }
            4 => {
                let deep = 1 + dice.below(200);
                drop(body.splice(at..at, b"[".repeat(deep)));
            }
            _ => {
                let shard = *dice.one_of(&SHARDS);
                drop(body.splice(at..at, shard.iter().copied()));
            }
        }
    }
    body
}

/// What is wrong with how the server took a body, if anything is.
fn fault(status: StatusCode, body: &[u8]) -> Option<String> {
    let said = String::from_utf8_lossy(body);
    if status.is_server_error() {
        return Some(format!("{status}: {said}"));
    }
    if !body.is_empty() && serde_json::from_slice::<Value>(body).is_err() {
        return Some(format!("{status} with what is no JSON: {said}"));
    }
    let internal = ["panicked", "-32603"].iter().any(|word| said.contains(word));
    internal.then(|| format!("an internal error: {said}"))
}

#[tokio::test]
async fn malformed_bodies_never_fail_the_server() {
    let target = Target::open().await;
    let mut dice = Dice::thrown();
    let proper = proper();
    let mut refused = 0;
    let rounds = dice::rounds(ROUNDS);
    for round in 0..rounds {
        let (path, body) = dice.one_of(&proper).clone();
        let body = spoiled(&mut dice, body);
        let sent = AssertUnwindSafe(target.send(&path, body.clone())).catch_unwind().await;
        let shown = String::from_utf8_lossy(&body).into_owned();
        let (status, answer) = sent.unwrap_or_else(|_| panic!("round {round}: {path} {shown}"));
        assert_eq!(fault(status, &answer), None, "round {round}: {path} {shown}");
        refused += u64::from(status.is_client_error());
    }
    assert!(refused * 2 > rounds, "only {refused} of {rounds} bodies were refused");
    let (status, _) = target.send("/api/v1/plan_brief", Vec::new()).await;
    assert_eq!(status, StatusCode::OK);
}

#[test]
fn a_failing_server_would_be_noticed() {
    assert!(fault(StatusCode::INTERNAL_SERVER_ERROR, b"{}").is_some());
    assert!(fault(StatusCode::OK, b"oops").is_some());
    let internal = br#"{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"x"}}"#;
    assert!(fault(StatusCode::OK, internal).is_some());
    assert!(fault(StatusCode::BAD_REQUEST, br#"{"code":"invalid"}"#).is_none());
}
