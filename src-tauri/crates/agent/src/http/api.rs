//! Answering one request: the guard, the caller, then MCP or a verb.

use std::{sync::Arc, time::Duration};

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{ALLOW, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE},
    http::request::Parts,
};
use openbacklog_plan::{Actor, Connection, Plan};
use rmcp::{
    ServerHandler,
    model::ClientJsonRpcMessage,
    transport::streamable_http_server::{
        StreamableHttpServerConfig, StreamableHttpService, session::never::NeverSessionManager,
    },
};
use serde_json::{Value, json};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{
    guard::{self, Route, Turned},
    limits::{Limits, TooMuch},
    openapi,
    server::{Body, whole},
};
use crate::{
    refusal::{Code, Refusal},
    registry,
    verb::{Call, Caller},
};

/// For a request, its body included; an open stream is not counted.
const REQUEST_TIME: Duration = Duration::from_secs(30);

/// The header that names the product of a connection.
const PRODUCT: &str = "openbacklog-product";

/// Everything behind the port, MCP answered by `H`.
pub(crate) struct Api<H> {
    plan: Plan,
    port: u16,
    limits: Limits,
    mcp: StreamableHttpService<H, NeverSessionManager>,
}

impl<H: ServerHandler + Clone> Api<H> {
    pub(crate) fn new(plan: Plan, port: u16, handler: H, stop: CancellationToken) -> Self {
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
        Self { plan, port, limits: Limits::default(), mcp }
    }

    pub(crate) async fn answer(&self, request: Request<Incoming>) -> Response<Body> {
        match tokio::time::timeout(REQUEST_TIME, self.admit(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(turned)) => turned_away(&turned),
            Err(_) => turned_away(&Turned::away(
                StatusCode::REQUEST_TIMEOUT,
                "The request took longer than 30 seconds. Ask for less at once.",
            )),
        }
    }

    async fn admit(&self, request: Request<Incoming>) -> Result<Response<Body>, Turned> {
        let (parts, body) = request.into_parts();
        let route = guard::check(&parts, self.port)?;
        let connection = match self.connection(&parts).await {
            Ok(connection) => connection,
            Err(refusal) => return Ok(refused(&refusal)),
        };
        let _under_way =
            self.limits.admit(connection.id.as_str(), Instant::now()).map_err(slow_down)?;
        guard::check_size(&parts.headers)?;
        let caller = caller(&connection, &parts.headers);
        match route {
            Route::OpenApi => Ok(json_response(StatusCode::OK, &openapi::document(self.port))),
            Route::Mcp => self.mcp(parts, body, caller).await,
            Route::Verb(name) => self.verb(&name, body, caller).await,
        }
    }

    async fn connection(&self, parts: &Parts) -> Result<Connection, Refusal> {
        let unknown = || Refusal::new(Code::Unauthorized, "This needs a token.", TOKEN_REPAIR);
        let token = guard::bearer(&parts.headers).ok_or_else(unknown)?;
        self.plan.authenticate(token).await?.ok_or_else(unknown)
    }

    async fn verb(
        &self,
        name: &str,
        body: Incoming,
        caller: Caller,
    ) -> Result<Response<Body>, Turned> {
        let bytes = read(body).await?;
        if !bytes.is_empty() {
            guard::check_body(&bytes)?;
        }
        let args = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let answer = async {
            let call = Call { plan: self.plan.clone(), caller };
            registry::find_verb(name)?.call(call, args).await
        };
        Ok(match answer.await {
            Ok(answer) => json_response(StatusCode::OK, &answer.to_json()),
            Err(refusal) => refused(&refusal),
        })
    }

    async fn mcp(
        &self,
        mut parts: Parts,
        body: Incoming,
        caller: Caller,
    ) -> Result<Response<Body>, Turned> {
        let bytes = read(body).await?;
        if let Err(turned) = guard::check_body(&bytes) {
            return Ok(protocol_error(-32700, &turned.why));
        }
        if let Err(error) = serde_json::from_slice::<ClientJsonRpcMessage>(&bytes) {
            return Ok(protocol_error(-32600, &format!("This is no MCP message: {error}.")));
        }
        parts.extensions.insert(caller);
        Ok(self.mcp.handle(Request::from_parts(parts, whole(bytes))).await)
    }
}

const TOKEN_REPAIR: &str = "Send Authorization: Bearer <token>. Make one in OpenBacklog under \
                            Settings, Connections, or with openbacklog token create.";

fn caller(connection: &Connection, headers: &HeaderMap) -> Caller {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let mut actor = Actor::ai(&connection.label);
    actor.client = text("user-agent");
    Caller { product: text(PRODUCT), ..Caller::new(actor, connection.mode) }
}

async fn read(body: Incoming) -> Result<Bytes, Turned> {
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
    let why = match too_much {
        TooMuch::Often => "More than 20 requests a second. Wait a second and go on.",
        TooMuch::AtOnce => "More than 8 requests at the same time. Wait for an answer first.",
    };
    Turned::away(StatusCode::TOO_MANY_REQUESTS, why)
}

fn turned_away(turned: &Turned) -> Response<Body> {
    let body = json!({"text": turned.why, "code": "refused"});
    let mut response = json_response(turned.status, &body);
    if let Some(allow) = turned.allow {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
    }
    if turned.status == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

fn refused(refusal: &Refusal) -> Response<Body> {
    let status = match refusal.code {
        Code::Invalid => StatusCode::BAD_REQUEST,
        Code::Unauthorized => StatusCode::UNAUTHORIZED,
        Code::Forbidden => StatusCode::FORBIDDEN,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Conflict => StatusCode::CONFLICT,
        Code::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        Code::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Code::Storage => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let mut response = json_response(status, &refusal.to_json());
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn protocol_error(code: i32, message: &str) -> Response<Body> {
    let error = json!({"code": code, "message": message});
    let body = json!({"jsonrpc": "2.0", "id": null, "error": error});
    json_response(StatusCode::BAD_REQUEST, &body)
}

fn json_response(status: StatusCode, body: &Value) -> Response<Body> {
    let mut response = Response::new(whole(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
