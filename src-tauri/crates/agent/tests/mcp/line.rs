//! A server at the other end of a line, and a client that speaks either era.

use std::{collections::VecDeque, path::Path, time::Duration};

use chrono::{TimeDelta, TimeZone, Utc};
use openbacklog_agent::{Call, Caller, find_verb, serve_lines};
use openbacklog_plan::{Actor, Ambient, Mode, Plan};
use serde_json::{Value, json};
use tokio::io::{
    AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines, ReadHalf, WriteHalf, duplex,
    split,
};

/// Longer than anything here takes; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Era {
    Handshake,
    Stateless,
}

pub(crate) const ERAS: [Era; 2] = [Era::Handshake, Era::Stateless];

/// A plan in a folder of its own.
pub(crate) struct Ground {
    pub(crate) plan: Plan,
    folder: tempfile::TempDir,
}

impl Ground {
    pub(crate) async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = Plan::open(folder.path()).await.expect("a plan");
        Self { plan, folder }
    }

    /// A plan in which these items have been for a while.
    pub(crate) async fn with(items: Value) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let long_ago = Utc.with_ymd_and_hms(2026, 1, 5, 9, 0, 0).single().expect("a time");
        let ambient = Ambient::stepping(long_ago, TimeDelta::seconds(1));
        let plan = Plan::open_with(folder.path(), ambient).await.expect("a plan");
        let mut ground = Self { plan, folder };
        ground.save(items).await;
        ground.plan.close().await;
        ground.plan = Plan::open(ground.path()).await.expect("the plan");
        ground
    }

    /// One project with two tasks, and a bet over it.
    pub(crate) async fn small() -> Self {
        Self::with(json!([
            {"type": "product", "fields": {"name": "Acme Notes", "vision": "Notes on trains."}},
            {"type": "bet", "id": "@b", "fields": {"name": "Offline first", "horizon": "now"}},
            {"type": "project", "id": "@p", "parent": "@b", "fields": {"name": "Sync"}},
            {"type": "task", "parent": "@p", "fields": {"name": "Flush the queue"}},
            {"type": "task", "parent": "@p", "fields": {"name": "Rate-limit login"}},
        ]))
        .await
    }

    pub(crate) async fn save(&self, items: Value) {
        self.call("plan_save", json!({"items": items})).await;
    }

    /// Changes the plan as another client does.
    pub(crate) async fn call(&self, verb: &str, args: Value) -> String {
        let caller = Caller::new(Actor::ai("Other"), Mode::Plan);
        let call = Call { plan: self.plan.clone(), caller };
        let answer = find_verb(verb).expect("a verb").call(call, args.clone()).await;
        answer.unwrap_or_else(|refusal| panic!("{args}: {}", refusal.text())).text
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) async fn client(&self, era: Era) -> Client {
        self.client_as(era, caller(), json!({})).await
    }

    /// A client with a caller and capabilities of its own.
    pub(crate) async fn client_as(&self, era: Era, caller: Caller, capabilities: Value) -> Client {
        let (near, far) = duplex(1 << 20);
        let (read, write) = split(far);
        let folder = self.path().to_owned();
        tokio::spawn(serve_lines(folder, caller, (read, write), std::future::pending()));
        let (read, write) = split(near);
        let mut client = Client {
            era,
            lines: BufReader::new(read).lines(),
            write,
            last: 0,
            heard: VecDeque::new(),
            roots: Vec::new(),
            deaf: false,
            hello: Value::Null,
        };
        if era == Era::Handshake {
            let hello = json!({"protocolVersion": "2025-11-25", "capabilities": capabilities,
                "clientInfo": {"name": "tester", "version": "1"}});
            client.hello = client.ask("initialize", hello).await;
            client.tell("notifications/initialized", json!({})).await;
        }
        client
    }
}

pub(crate) fn caller() -> Caller {
    Caller::new(Actor::ai("Tester"), Mode::Plan)
}

pub(crate) struct Client {
    era: Era,
    lines: Lines<BufReader<ReadHalf<DuplexStream>>>,
    write: WriteHalf<DuplexStream>,
    last: u32,
    heard: VecDeque<Value>,
    /// What it answers when it is asked for its roots.
    pub(crate) roots: Vec<&'static str>,
    /// Whether it leaves requests of the server without an answer.
    pub(crate) deaf: bool,
    /// What the server said of itself, in the handshake.
    pub(crate) hello: Value,
}

impl Client {
    async fn send(&mut self, message: Value) {
        let line = format!("{message}\n");
        self.write.write_all(line.as_bytes()).await.expect("written");
    }

    pub(crate) async fn tell(&mut self, method: &str, params: Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params})).await;
    }

    /// Sends a request and leaves its answer for later; its id.
    pub(crate) async fn begin(&mut self, method: &str, mut params: Value) -> u32 {
        if self.era == Era::Stateless {
            params["_meta"] = json!({
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientInfo": {"name": "tester", "version": "1"},
                "io.modelcontextprotocol/clientCapabilities": {},
            });
        }
        self.last += 1;
        let id = self.last;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})).await;
        id
    }

    /// The next message; `None` when the server is gone.
    async fn receive(&mut self) -> Option<Value> {
        let line = tokio::time::timeout(PATIENCE, self.lines.next_line()).await;
        let line = line.expect("a message in time").expect("readable")?;
        Some(serde_json::from_str(&line).expect("JSON"))
    }

    /// Waits for the answer to a request, and keeps what else comes.
    pub(crate) async fn answer(&mut self, id: u32) -> Value {
        loop {
            let message = self.receive().await.expect("an answer");
            if message["method"].is_null() && message["id"] == id {
                return message;
            }
            self.keep(message).await;
        }
    }

    async fn keep(&mut self, message: Value) {
        if message["method"] == "roots/list" && !self.deaf {
            let roots: Vec<Value> = self.roots.iter().map(|uri| json!({"uri": uri})).collect();
            let id = message["id"].clone();
            self.send(json!({"jsonrpc": "2.0", "id": id, "result": {"roots": roots}})).await;
        } else {
            self.heard.push_back(message);
        }
    }

    /// The result of a request.
    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params).await;
        let mut answer = self.answer(id).await;
        assert!(answer["error"].is_null(), "{method}: {answer}");
        answer["result"].take()
    }

    /// The error of a request: its code and message.
    pub(crate) async fn refused(&mut self, method: &str, params: Value) -> (i64, String) {
        let id = self.begin(method, params).await;
        let answer = self.answer(id).await;
        let error = &answer["error"];
        let message = error["message"].as_str().unwrap_or_else(|| panic!("{method}: {answer}"));
        (error["code"].as_i64().expect("a code"), message.to_owned())
    }

    /// The next notification.
    pub(crate) async fn hears(&mut self) -> Value {
        while self.heard.is_empty() {
            let message = self.receive().await.expect("a notification");
            self.keep(message).await;
        }
        self.heard.pop_front().expect("one")
    }

    /// Closes its end and waits until the server has closed the other.
    pub(crate) async fn hang_up(mut self) {
        self.write.shutdown().await.expect("closed");
        while self.receive().await.is_some() {}
    }

    /// What was heard and not yet looked at, after a round trip that nothing can
    /// overtake.
    pub(crate) async fn heard_by_now(&mut self) -> Vec<Value> {
        self.ask("tools/list", json!({})).await;
        self.heard.drain(..).collect()
    }

    pub(crate) async fn text_of(&mut self, uri: &str) -> String {
        let read = self.ask("resources/read", json!({"uri": uri})).await;
        read["contents"][0]["text"].as_str().expect("text").to_owned()
    }

    pub(crate) async fn prompt(&mut self, name: &str, arguments: Value) -> String {
        let prompt = json!({"name": name, "arguments": arguments});
        let got = self.ask("prompts/get", prompt).await;
        got["messages"][0]["content"]["text"].as_str().expect("text").to_owned()
    }

    pub(crate) async fn completes(&mut self, request: Value) -> Value {
        let mut answer = self.ask("completion/complete", request).await;
        answer["completion"].take()
    }

    pub(crate) async fn tool(&mut self, name: &str, arguments: Value) -> String {
        let call = json!({"name": name, "arguments": arguments});
        let got = self.ask("tools/call", call).await;
        got["content"][0]["text"].as_str().expect("text").to_owned()
    }
}
