//! A served plan in a folder of its own, and raw requests to it.

use openbacklog_agent::Server;
use openbacklog_plan::{Actor, Mode, NewProduct, NewProject, NewTask, Plan, ProjectId};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub(crate) struct Door {
    pub(crate) plan: Plan,
    pub(crate) server: Server,
    pub(crate) token: String,
    _folder: tempfile::TempDir,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("a JSON body")
    }
}

/// A plan with one product, one project and one task, and a token for it.
pub(crate) async fn open() -> Door {
    open_with(Mode::Plan).await
}

pub(crate) async fn open_with(mode: Mode) -> Door {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = Plan::open(folder.path()).await.expect("a plan");
    seed(&plan).await;
    let connected =
        plan.create_connection(&Actor::you(), "Tester", mode).await.expect("a connection");
    let server = Server::start(plan.clone(), 0).await.expect("a server");
    Door { plan, server, token: connected.token, _folder: folder }
}

async fn seed(plan: &Plan) {
    let you = Actor::you();
    let product = NewProduct { name: "Acme".to_owned(), ..NewProduct::default() };
    plan.create_product(&you, product).await.expect("a product");
    let product = plan.products().await.expect("products").remove(0).id;
    let project = NewProject { name: "Sign in".to_owned(), ..NewProject::default() };
    let written = plan.create_project(&you, &product, project).await.expect("a project");
    let id: ProjectId = written.entities[0].id.as_str().into();
    let mut task = NewTask::named("Rate-limit login", &id);
    task.checks = Some(vec!["six failures lock for a minute".to_owned()]);
    plan.create_task(&you, task).await.expect("a task");
}

impl Door {
    /// Sends these bytes and reads all that comes back.
    pub(crate) async fn raw(&self, request: &[u8]) -> Reply {
        let mut stream =
            TcpStream::connect(("127.0.0.1", self.server.port())).await.expect("a connection");
        // The server may answer and close before it has read everything.
        let _ = stream.write_all(request).await;
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.get(9..12).and_then(|code| code.parse().ok()).unwrap_or(0);
        Reply { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// The headers of a request that passes the guard.
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        vec![
            ("host", format!("127.0.0.1:{}", self.server.port())),
            ("authorization", format!("Bearer {}", self.token)),
            ("content-type", "application/json".to_owned()),
            ("accept", "application/json, text/event-stream".to_owned()),
            ("connection", "close".to_owned()),
        ]
    }

    /// The headers without those named.
    pub(crate) fn headers_without(&self, names: &[&str]) -> Vec<(&'static str, String)> {
        let mut headers = self.headers();
        headers.retain(|(known, _)| !names.contains(known));
        headers
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Reply {
        let length = [("content-length", body.len().to_string())];
        let head = head(method, path, &[headers, &length].concat());
        self.raw(&[head.as_bytes(), body].concat()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, &self.headers(), body.to_string().as_bytes()).await
    }

    /// The same request with one header set to something else.
    pub(crate) async fn post_with(&self, name: &'static str, value: &str) -> Reply {
        let mut headers = self.headers_without(&[name]);
        headers.push((name, value.to_owned()));
        self.send("POST", "/api/v1/plan_find", &headers, b"{}").await
    }

    pub(crate) async fn post_without(&self, name: &str) -> Reply {
        let headers = self.headers_without(&[name]);
        self.send("POST", "/api/v1/plan_find", &headers, b"{}").await
    }
}

/// A connection that is kept, read one reply at a time.
pub(crate) struct Wire(TcpStream);

impl Wire {
    pub(crate) async fn open(door: &Door) -> Self {
        Self(TcpStream::connect(("127.0.0.1", door.server.port())).await.expect("a connection"))
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        // The server may close before it has read everything.
        let _ = self.0.write_all(bytes).await;
    }

    /// Ends the sending half.
    pub(crate) async fn end(&mut self) {
        let _ = self.0.shutdown().await;
    }

    /// The next head and the body it announces; status 0 when nothing more comes.
    pub(crate) async fn reply(&mut self) -> Reply {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            match self.0.read_u8().await {
                Ok(byte) => head.push(byte),
                Err(_) => break,
            }
        }
        let head = String::from_utf8_lossy(&head).to_lowercase();
        let status = head.get(9..12).and_then(|code| code.parse().ok()).unwrap_or(0);
        let told = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; told.and_then(|n| n.parse().ok()).unwrap_or(0)];
        let _ = self.0.read_exact(&mut body).await;
        Reply { status, head, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Everything that comes until the server closes.
    pub(crate) async fn rest(&mut self) -> String {
        let mut rest = Vec::new();
        let _ = self.0.read_to_end(&mut rest).await;
        String::from_utf8_lossy(&rest).into_owned()
    }
}

/// The head of a request, up to its body.
pub(crate) fn head(method: &str, path: &str, headers: &[(&str, String)]) -> String {
    let headers: String =
        headers.iter().flat_map(|(name, value)| [*name, ": ", value, "\r\n"]).collect();
    format!("{method} {path} HTTP/1.1\r\n{headers}\r\n")
}
