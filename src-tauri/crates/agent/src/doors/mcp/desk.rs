//! The handler behind both transports.

use std::{path::PathBuf, sync::Arc};

use openbacklog_plan::Plan;
use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, CompleteRequestParams,
        CompleteResult, ContentBlock, CustomRequest, CustomResult, GetPromptRequestParams,
        GetPromptResponse, Implementation, InitializeRequestParams, InitializeResult,
        ListPromptsResult, ListResourceTemplatesResult, ListResourcesResult, ListToolsResult,
        PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse,
        ReadResourceResult, ResourcesCapability, ServerCapabilities, ServerConfig,
        SubscribeRequestMethod, SubscribeRequestParams, SubscriptionFilter, Tool, ToolAnnotations,
        UnsubscribeRequestMethod, UnsubscribeRequestParams,
    },
    service::{NotificationContext, RequestContext, SubscriptionContext},
};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::{
    at_hand::PlanAtHand,
    completion, methods, prompts,
    resources::{self, uri::Address},
    roots::Roots,
    subscriptions::{self, MOST_PAGES, Subscriptions},
};
use crate::{
    base::{
        call::{Call, Caller},
        refusal::{Code, Refusal},
    },
    verbs::{registry, verb::Verb},
};

/// What every client is told first. Constant: no plan text ever enters it.
pub const INSTRUCTIONS: &str = include_str!("instructions.md");

/// The handler behind both transports.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(super) plan: PlanAtHand,
    /// What only a connection of its own has; over HTTP each request brings its
    /// own caller and nothing can be sent without being asked.
    line: Option<Line>,
}

/// One client at the other end of a line.
#[derive(Debug, Clone)]
struct Line {
    caller: Caller,
    roots: Roots,
    subscriptions: Subscriptions,
    /// Cancelled when nothing more will come from the client.
    ended: CancellationToken,
}

impl Desk {
    /// For a plan that is open, with callers named by each request.
    pub(crate) fn shared(plan: Plan) -> Self {
        Self { plan: PlanAtHand::open(plan), line: None }
    }

    /// For one caller, with the plan of a folder, until the line has ended.
    pub(crate) fn of(folder: PathBuf, caller: Caller, ended: CancellationToken) -> Self {
        let (roots, subscriptions) = (Roots::unknown(), Subscriptions::default());
        let line = Line { caller, roots, subscriptions, ended };
        Self { plan: PlanAtHand::in_folder(folder), line: Some(line) }
    }

    /// The plan, for whoever asks.
    async fn call(&self, context: &RequestContext<RoleServer>) -> Result<Call, ErrorData> {
        let caller = self.caller(context).await?;
        let plan = self.plan.get().await.map_err(|error| protocol_error(&error.into()))?;
        Ok(Call { plan, caller })
    }

    /// Who asks, and where they work.
    async fn caller(&self, context: &RequestContext<RoleServer>) -> Result<Caller, ErrorData> {
        let mut caller = self.who(context)?;
        if let Some(line) = &self.line {
            caller.folders.extend(line.roots.folders().await);
        }
        Ok(caller)
    }

    fn who(&self, context: &RequestContext<RoleServer>) -> Result<Caller, ErrorData> {
        if let Some(line) = &self.line {
            let mut caller = line.caller.clone();
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

/// A refusal where there is no result to put it into: one line.
fn protocol_error(refusal: &Refusal) -> ErrorData {
    let sentence = refusal.text().replace('\n', " ");
    match refusal.code {
        Code::Busy | Code::Storage => ErrorData::internal_error(sentence, None),
        _ => ErrorData::invalid_params(sentence, None),
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
    Tool::new(verb.name, verb.about, Arc::clone(verb.schema())).annotate(hints)
}

impl ServerHandler for Desk {
    fn get_info(&self) -> ServerConfig {
        let about =
            Implementation::new("openbacklog", env!("CARGO_PKG_VERSION")).with_title("OpenBacklog");
        // Tools and prompts follow from the mode, which no connection outlives.
        let capabilities = ServerCapabilities::builder()
            .enable_tools()
            .enable_prompts()
            .enable_resources()
            .enable_resources_subscribe()
            .enable_resources_list_changed()
            .enable_completions()
            .build();
        ServerConfig::new(capabilities).with_server_info(about).with_instructions(INSTRUCTIONS)
    }

    async fn initialize(
        &self,
        request: InitializeRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<InitializeResult, ErrorData> {
        let mut agreed = self.negotiate_initialize(&request)?;
        if self.line.is_none() {
            // Without a session there is nobody to tell of a change.
            agreed.capabilities.resources = Some(ResourcesCapability::default());
        }
        let mut peer = request;
        peer.protocol_version = agreed.protocol_version.clone();
        context.peer.set_peer_info(peer);
        Ok(agreed)
    }

    async fn on_initialized(&self, context: NotificationContext<RoleServer>) {
        if let Some(line) = &self.line {
            line.roots.ask(&context.peer);
        }
    }

    async fn on_roots_list_changed(&self, context: NotificationContext<RoleServer>) {
        if let Some(line) = &self.line {
            line.roots.ask(&context.peer);
        }
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let mode = self.who(&context)?.mode;
        Ok(ListToolsResult::with_all_items(registry::verbs_in(mode).map(tool).collect()))
    }

    async fn on_custom_request(
        &self,
        request: CustomRequest,
        context: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        Err(methods::unfit(&request.method, context.protocol_version().as_ref()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let caller = self.caller(&context).await?;
        let verb = registry::find_verb(&request.name)
            .map_err(|refusal| ErrorData::invalid_params(refusal.text(), None))?;
        let args = Value::Object(request.arguments.unwrap_or_default());
        let answer = async {
            let plan = self.plan.get().await?;
            verb.call(Call { plan, caller }, args).await
        };
        let result = match answer.await {
            Ok(answer) => CallToolResult::success(vec![ContentBlock::text(answer.text)]),
            Err(refusal) => CallToolResult::error(vec![ContentBlock::text(refusal.text())]),
        };
        Ok(result.into())
    }

    async fn list_prompts(
        &self,
        _request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        Ok(ListPromptsResult::with_all_items(prompts::list(self.who(&context)?.mode)))
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        let call = self.call(&context).await?;
        Ok(prompts::get(&call, request).await?.into())
    }

    async fn complete(
        &self,
        request: CompleteRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CompleteResult, ErrorData> {
        let call = self.call(&context).await?;
        completion::complete(&call, request).await
    }

    async fn list_resources(
        &self,
        _request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let call = self.call(&context).await?;
        let listed = async {
            // Whoever shook hands is told when the list changes; later clients open
            // a stream for it.
            if let Some(line) = &self.line
                && context.peer.peer_info().is_some()
            {
                line.subscriptions.list(call.clone(), &context.peer).await?;
            }
            resources::list(&call).await
        };
        let listed = listed.await.map_err(|refusal| protocol_error(&refusal))?;
        Ok(ListResourcesResult::with_all_items(listed))
    }

    async fn list_resource_templates(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Ok(ListResourceTemplatesResult::with_all_items(vec![resources::template()]))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let call = self.call(&context).await?;
        let page = resources::read(&call, &request.uri).await?;
        Ok(ReadResourceResult::new(vec![page]).into())
    }

    async fn subscribe(
        &self,
        request: SubscribeRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<(), ErrorData> {
        let Some(line) = &self.line else {
            return Err(ErrorData::method_not_found::<SubscribeRequestMethod>());
        };
        let call = self.call(&context).await?;
        resources::read(&call, &request.uri).await?;
        let added = line.subscriptions.add(call, &context.peer, request.uri).await;
        added.map_err(|refusal| protocol_error(&refusal))
    }

    async fn unsubscribe(
        &self,
        request: UnsubscribeRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<(), ErrorData> {
        let Some(line) = &self.line else {
            return Err(ErrorData::method_not_found::<UnsubscribeRequestMethod>());
        };
        line.subscriptions.remove(request.uri);
        Ok(())
    }

    fn accepted_subscription_filter(
        &self,
        requested: &SubscriptionFilter,
    ) -> Option<SubscriptionFilter> {
        let mut accepted = SubscriptionFilter::new();
        accepted.resources_list_changed = requested.resources_list_changed;
        accepted.resource_subscriptions = requested.resource_subscriptions.as_ref().map(|uris| {
            let ours = uris.iter().filter(|uri| Address::read(uri).is_some());
            ours.take(MOST_PAGES).cloned().collect()
        });
        Some(accepted)
    }

    async fn listen(&self, context: SubscriptionContext) -> Result<(), ErrorData> {
        let call = self.call(context.request_context()).await?;
        let ended = self.line.as_ref().map(|line| line.ended.clone()).unwrap_or_default();
        tokio::select! {
            () = context.cancelled() => Ok(()),
            () = ended.cancelled() => Ok(()),
            told = subscriptions::stream(call, context.sink().clone()) => {
                told.map_err(|refusal| protocol_error(&refusal))
            }
        }
    }
}
