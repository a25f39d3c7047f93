//! Answering one request: the guard, the caller, then MCP or a verb.

use std::{sync::Arc, time::Duration};

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::{
    Request, Response, StatusCode,
    body::{self, Bytes},
    header::{AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT},
    http::request::Parts,
};
use openbacklog_plan::{Actor, Connection, Plan, PlanChanged};
use rmcp::{
    ServerHandler,
    model::ClientJsonRpcMessage,
    transport::streamable_http_server::{
        StreamableHttpServerConfig, StreamableHttpService, session::never::NeverSessionManager,
    },
};
use serde_json::json;
use tokio::{sync::broadcast, time::Instant};
use tokio_util::sync::CancellationToken;

use super::{
    access::{Access, no_token},
    answers::{self, Unanswered},
    body::{Body, whole},
    guard::{self, Route, Turned},
    limits::{Limits, TooMuch},
    openapi::{self, PRODUCT},
};
use crate::{
    base::call::{Call, Caller},
    verbs::registry,
};

/// For a request, its body included; an open stream is not counted.
const REQUEST_TIME: Duration = Duration::from_secs(30);

/// Everything behind the port, MCP answered by `H`.
pub(crate) struct Api<H> {
    plan: Plan,
    port: u16,
    access: Access,
    limits: Limits,
    mcp: StreamableHttpService<H, NeverSessionManager>,
}

impl<H: ServerHandler + Clone> Api<H> {
    pub(crate) fn new(
        plan: Plan,
        port: u16,
        handler: H,
        limits: Limits,
        stop: CancellationToken,
    ) -> Self {
        // Host and Origin are checked by the guard, more strictly.
        let config = StreamableHttpServerConfig::default()
            .with_legacy_session_mode(false)
            .with_json_response(true)
            .with_max_request_body_bytes(guard::LARGEST_BODY)
            .with_cancellation_token(stop);
        let mcp = StreamableHttpService::new(
            move || Ok(handler.clone()),
            Arc::new(NeverSessionManager::default()),
            config,
        );
        Self { access: Access::new(plan.clone()), plan, port, limits, mcp }
    }

    /// Ends open streams whose connection is revoked or has another mode.
    pub(crate) async fn follow(&self, changes: broadcast::Receiver<Arc<PlanChanged>>) {
        self.access.follow(changes).await;
    }

    pub(crate) async fn answer<B>(&self, request: Request<B>) -> Response<Body>
    where
        B: body::Body<Data = Bytes> + Send,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        match tokio::time::timeout(REQUEST_TIME, self.admit(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(unanswered)) => unanswered.response(),
            Err(_) => Unanswered::Turned(Turned::away(
                StatusCode::REQUEST_TIMEOUT,
                "The request took longer than 30 seconds. Ask for less at once; if it was a write, see what was kept before sending it again.",
            ))
            .response(),
        }
    }

    async fn admit<B>(&self, request: Request<B>) -> Result<Response<Body>, Unanswered>
    where
        B: body::Body<Data = Bytes> + Send,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (parts, body) = request.into_parts();
        let route = guard::check(&parts, self.port)?;
        let (connection, ends) = self.access.connection(guard::bearer(&parts.headers)).await?;
        let client = connection.id.as_str();
        let under_way = self.limits.admit(client, Instant::now()).map_err(slow_down)?;
        guard::check_size(&parts.headers)?;
        if route == Route::OpenApi {
            return Ok(answers::json(StatusCode::OK, &openapi::document(self.port)));
        }
        let bytes = read(body).await?;
        if ends.is_cancelled() {
            return Err(no_token().into());
        }
        let caller = caller(&connection, &parts.headers);
        match route {
            Route::Verb(name) => self.verb(&name, &bytes, caller).await,
            _ => Ok(answers::ending(self.mcp(parts, bytes, caller).await, ends, under_way)),
        }
    }

    async fn verb(
        &self,
        name: &str,
        bytes: &Bytes,
        caller: Caller,
    ) -> Result<Response<Body>, Unanswered> {
        let args = if bytes.is_empty() { json!({}) } else { guard::check_body(bytes)? };
        let call = Call { plan: self.plan.clone(), caller };
        let answer = registry::find_verb(name)?.call(call, args).await?;
        Ok(answers::json(StatusCode::OK, &answer.to_json()))
    }

    async fn mcp(&self, mut parts: Parts, bytes: Bytes, caller: Caller) -> Response<Body> {
        if let Err(turned) = guard::check_body(&bytes) {
            return answers::protocol_error(-32700, &turned.why);
        }
        if let Err(error) = serde_json::from_slice::<ClientJsonRpcMessage>(&bytes) {
            return answers::protocol_error(-32600, &format!("This is no MCP message: {error}."));
        }
        // Nobody behind this door needs the token, and no log may hold it.
        parts.headers.remove(AUTHORIZATION);
        parts.extensions.insert(caller);
        self.mcp.handle(Request::from_parts(parts, whole(bytes))).await
    }
}

fn caller(connection: &Connection, headers: &HeaderMap) -> Caller {
    // Product names may be in any script.
    let text = |value: &HeaderValue| std::str::from_utf8(value.as_bytes()).map(str::to_owned).ok();
    let mut actor = Actor::ai(&connection.label);
    actor.client = headers.get(USER_AGENT).and_then(text);
    let product = headers.get(PRODUCT).and_then(text);
    Caller { product, ..Caller::new(actor, connection.mode) }
}

async fn read<B>(body: B) -> Result<Bytes, Turned>
where
    B: body::Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let collected = Limited::new(body, guard::LARGEST_BODY).collect().await;
    collected.map(http_body_util::Collected::to_bytes).map_err(|error| {
        if error.is::<LengthLimitError>() {
            guard::too_large()
        } else {
            Turned::away(StatusCode::BAD_REQUEST, "The body ended early. Send it again.")
        }
    })
}

fn slow_down(too_much: TooMuch) -> Turned {
    Turned::slow_down(match too_much {
        TooMuch::Often => "More than 20 requests a second. Wait a second and go on.",
        TooMuch::AtOnce => "More than 8 requests at the same time. Wait for an answer first.",
    })
}
