//! The real `openbacklog` on a plan in a folder of its own.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio},
};

use openbacklog_plan::{Actor, NewProduct, NewProject, NewTask, Plan, ProjectId};
use serde_json::{Value, json};

pub(crate) const NOW: &str = "2026-07-28";

pub(crate) struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    /// Without any product.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// With a product, a project P-1 and a task T-1 that has one check.
    pub(crate) fn seeded() -> Self {
        let home = Self::empty();
        home.add_product("Acme");
        home
    }

    pub(crate) fn add_product(&self, name: &str) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let plan = Plan::open(self.folder.path()).await.expect("a plan");
            let you = Actor::you();
            let product = NewProduct { name: name.to_owned(), ..NewProduct::default() };
            let made = plan.create_product(&you, product).await.expect("a product");
            let product = made.entities[0].id.as_str().into();
            let project = NewProject { name: "Sign in".to_owned(), ..NewProject::default() };
            let made = plan.create_project(&you, &product, project).await.expect("a project");
            let id: ProjectId = made.entities[0].id.as_str().into();
            let mut task = NewTask::named("Rate-limit login", &id);
            task.checks = Some(vec!["six failures lock for a minute".to_owned()]);
            plan.create_task(&you, task).await.expect("a task");
            plan.close().await;
        });
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_openbacklog"));
        command.args(args).env("OPENBACKLOG_DATA_DIR", self.folder.path());
        for inherited in ["CLAUDE_CODE_SESSION_ID", "CLAUDE_PROJECT_DIR", "OPENBACKLOG_LOG"] {
            command.env_remove(inherited);
        }
        command
    }

    /// Runs it to its end, with this on standard input.
    pub(crate) fn run_with(&self, args: &[&str], input: &str) -> Output {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("started");
        child.stdin.take().expect("input").write_all(input.as_bytes()).expect("written");
        child.wait_with_output().expect("ended")
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.run_with(args, "")
    }

    /// What it prints when all goes well.
    pub(crate) fn says(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {error}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// A running `openbacklog mcp`.
pub(crate) struct Session {
    child: Child,
    input: Option<ChildStdin>,
    output: Option<BufReader<ChildStdout>>,
}

impl Session {
    pub(crate) fn start(home: &Home, args: &[&str]) -> Self {
        Self::of(home.command(&[&["mcp"], args].concat()))
    }

    pub(crate) fn of(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("started");
        let input = child.stdin.take();
        let output = child.stdout.take().map(BufReader::new);
        Self { child, input, output }
    }

    /// Sends bytes as they are.
    pub(crate) fn send(&mut self, line: &[u8]) {
        self.send_part(line);
        self.send_part(b"\n");
    }

    pub(crate) fn send_part(&mut self, part: &[u8]) {
        let input = self.input.as_mut().expect("open");
        input.write_all(part).expect("written");
        input.flush().expect("flushed");
    }

    /// The next line, which has to be JSON.
    pub(crate) fn read(&mut self) -> Value {
        let mut line = String::new();
        self.output.as_mut().expect("open").read_line(&mut line).expect("a line");
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("not JSON: {line:?}"))
    }

    pub(crate) fn ask(&mut self, message: &Value) -> Value {
        self.send(message.to_string().as_bytes());
        self.read()
    }

    /// Calls a tool as a client of the handshake era.
    pub(crate) fn call(&mut self, name: &str, arguments: &Value) -> Value {
        self.ask(&request("tools/call", &json!({"name": name, "arguments": arguments})))
    }

    /// Closes the input and waits for the end: whether it was a clean one.
    pub(crate) fn end(self) -> bool {
        let (rest, clean) = self.finish();
        assert!(rest.is_empty(), "something was left on standard output: {rest:?}");
        clean
    }

    /// Closes the input; what was still said, and whether the end was a clean one.
    pub(crate) fn finish(mut self) -> (Vec<Value>, bool) {
        self.input = None;
        let lines = self.output.take().expect("open").lines();
        let said = lines.map(|line| {
            let line = line.expect("a line");
            serde_json::from_str(&line).unwrap_or_else(|_| panic!("not JSON: {line:?}"))
        });
        (said.collect(), self.wait())
    }

    pub(crate) fn stop_reading(&mut self) {
        self.output = None;
    }

    /// Waits for the end with the input open: whether it was a clean one.
    pub(crate) fn wait(mut self) -> bool {
        self.child.wait().expect("ended").success()
    }

    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        signal(&self.child, name);
    }
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let mut kill = Command::new("kill");
    let status = kill.args(["-s", name, &child.id().to_string()]).status();
    assert!(status.expect("started").success());
}

pub(crate) fn request(method: &str, params: &Value) -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
}

/// A request that carries its own version and client.
pub(crate) fn request_now(method: &str, mut params: Value) -> Value {
    params["_meta"] = json!({
        "io.modelcontextprotocol/protocolVersion": NOW,
        "io.modelcontextprotocol/clientInfo": {"name": "tester", "version": "1.2"},
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    request(method, &params)
}

pub(crate) fn tool_names(reply: &Value) -> Vec<String> {
    let tools = reply["result"]["tools"].as_array().unwrap_or_else(|| panic!("no tools: {reply}"));
    tools.iter().filter_map(|tool| tool["name"].as_str().map(str::to_owned)).collect()
}

/// A running `openbacklog serve` on a free port.
pub(crate) struct Served {
    child: Child,
    pub(crate) port: u16,
    pub(crate) token: String,
}

impl Served {
    pub(crate) fn start(home: &Home) -> Self {
        let mut command = home.command(&["serve", "--port", "0"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("started");
        let mut lines = BufReader::new(child.stdout.take().expect("output")).lines();
        let mut line = || lines.next().expect("a line").expect("text");
        let (url, token) = (line(), line());
        let port = url.rsplit(':').next().and_then(|end| end.strip_suffix("/mcp"));
        let token = token.rsplit(' ').next().expect("a token").to_owned();
        Self { child, port: port.and_then(|p| p.parse().ok()).expect("a port"), token }
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.ask("POST", path, &body.to_string())
    }

    pub(crate) fn ask(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\naccept: application/json, text/event-stream\r\n\
             connection: close\r\ncontent-length: {}\r\n\r\n{body}",
            self.port,
            self.token,
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).expect("received");
        let (head, body) = reply.split_once("\r\n\r\n").expect("a body");
        let status = head[9..12].parse().expect("a status");
        (status, serde_json::from_str(body).unwrap_or_else(|_| panic!("not JSON: {body:?}")))
    }
}

#[cfg(unix)]
impl Served {
    /// Ends it by a signal: whether the end was a clean one.
    pub(crate) fn end_by(mut self, name: &str) -> bool {
        signal(&self.child, name);
        self.child.wait().expect("ended").success()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
