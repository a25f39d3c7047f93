//! The MCP door: one handler for both eras of the protocol and both transports.
//!
//! Clients up to 2025-11-25 open with `initialize`; from 2026-07-28 on each
//! request carries its own version and client, and `server/discover` replaces
//! the handshake. Neither era keeps anything here between two calls.

mod at_hand;
mod lines;
mod methods;
mod reading;
mod stdio;

use std::path::PathBuf;

use openbacklog_plan::Plan;
use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, CustomRequest,
        CustomResult, Implementation, InitializeRequestParams, InitializeResult, ListToolsResult,
        PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool, ToolAnnotations,
    },
    service::RequestContext,
};
use serde_json::Value;

use self::at_hand::PlanAtHand;
pub use self::stdio::serve_stdio;
use crate::{
    refusal::Refusal,
    registry,
    verb::{Answer, Call, Caller, Verb},
};

/// What every client is told first. Constant: no plan text ever enters it.
pub const INSTRUCTIONS: &str = include_str!("instructions.md");

/// The handler behind both transports.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    plan: PlanAtHand,
    /// The caller of a stdio process; over HTTP each request brings its own.
    caller: Option<Caller>,
}

impl Desk {
    /// For a plan that is open, with callers named by each request.
    pub(crate) fn shared(plan: Plan) -> Self {
        Self { plan: PlanAtHand::open(plan), caller: None }
    }

    /// For one caller, with the plan of a folder.
    pub(crate) fn of(folder: PathBuf, caller: Caller) -> Self {
        Self { plan: PlanAtHand::in_folder(folder), caller: Some(caller) }
    }

    async fn answer(&self, verb: &Verb, caller: Caller, args: Value) -> Result<Answer, Refusal> {
        let plan = self.plan.get().await?;
        verb.call(Call { plan, caller }, args).await
    }

    fn caller(&self, context: &RequestContext<RoleServer>) -> Result<Caller, ErrorData> {
        if let Some(caller) = &self.caller {
            let mut caller = caller.clone();
            caller.actor.client = context.client_info().as_ref().map(name_and_version);
            return Ok(caller);
        }
        // Over HTTP the peer info is a placeholder: only the request itself tells.
        let claimed = context.meta.client_info().as_ref().map(name_and_version);
        let mut caller = context
            .extensions
            .get::<hyper::http::request::Parts>()
            .and_then(|parts| parts.extensions.get::<Caller>())
            .cloned()
            .ok_or_else(|| ErrorData::invalid_request("The request names no caller.", None))?;
        caller.actor.client = claimed.or(caller.actor.client);
        Ok(caller)
    }
}

fn name_and_version(client: &Implementation) -> String {
    // Claimed by the client, so kept to one short line.
    const LENGTH: usize = 100;
    let claimed = format!("{}/{}", client.name, client.version);
    openbacklog_plan::clean_text(&claimed).replace(['\n', '\t'], " ").chars().take(LENGTH).collect()
}

/// A verb as a tool.
pub(crate) fn tool(verb: &Verb) -> Tool {
    let hints = ToolAnnotations::new()
        .read_only(verb.hints.read_only)
        .destructive(verb.hints.destructive)
        .idempotent(verb.hints.idempotent)
        .open_world(false);
    Tool::new(verb.name, verb.about, verb.schema()).annotate(hints)
}

impl ServerHandler for Desk {
    fn get_info(&self) -> ServerConfig {
        let about =
            Implementation::new("openbacklog", env!("CARGO_PKG_VERSION")).with_title("OpenBacklog");
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(about)
            .with_instructions(INSTRUCTIONS)
    }

    async fn initialize(
        &self,
        request: InitializeRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<InitializeResult, ErrorData> {
        let agreed = self.negotiate_initialize(&request)?;
        let mut peer = request;
        peer.protocol_version = agreed.protocol_version.clone();
        context.peer.set_peer_info(peer);
        Ok(agreed)
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let mode = self.caller(&context)?.mode;
        Ok(ListToolsResult::with_all_items(registry::verbs_in(mode).map(tool).collect()))
    }

    async fn on_custom_request(
        &self,
        request: CustomRequest,
        _context: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        Err(methods::unfit(&request.method))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let caller = self.caller(&context)?;
        let verb = registry::find_verb(&request.name)
            .map_err(|refusal| ErrorData::invalid_params(refusal.text(), None))?;
        let args = Value::Object(request.arguments.unwrap_or_default());
        let result = match self.answer(verb, caller, args).await {
            Ok(answer) => CallToolResult::success(vec![ContentBlock::text(answer.text)]),
            Err(refusal) => CallToolResult::error(vec![ContentBlock::text(refusal.text())]),
        };
        Ok(result.into())
    }
}
