//! The two servers: MCP for one client over stdio, and HTTP without the app.

use std::io::Write;

use openbacklog_agent::{Refusal, Server, serve_stdio};
use openbacklog_plan::Actor;

use crate::{
    arguments::{Mcp, Serve, Shared},
    caller, log, open,
    output::Outcome,
    stop,
};

/// Serves until standard input closes.
pub(crate) async fn mcp(how: Mcp, shared: &Shared) -> Result<Outcome, Refusal> {
    let folder = open::folder()?;
    log::start(&folder);
    serve_stdio(folder, caller::over_stdio(how.mode.into(), shared), stop::asked()).await;
    Ok(Outcome::Silent)
}

/// Serves until it is interrupted.
pub(crate) async fn serve(how: Serve) -> Result<Outcome, Refusal> {
    log::start(&open::folder()?);
    let plan = open::plan().await?;
    let port = match how.port.or_else(named_port) {
        Some(port) => port,
        None => plan.settings().await?.server_port,
    };
    let server = Server::start(plan.clone(), port)
        .await
        .map_err(|error| Refusal::refused(error.to_string()))?;
    let first = plan.create_first_connection(&Actor::you()).await?.map(|made| made.token);
    // Nobody has to be listening to what is printed.
    let _ = writeln!(std::io::stdout(), "{}", welcome(&server.url(), first.as_deref()));
    stop::asked().await;
    server.stop().await;
    plan.close().await;
    Ok(Outcome::Silent)
}

/// What overrides the app's port overrides this one too.
fn named_port() -> Option<u16> {
    std::env::var("OPENBACKLOG_PORT").ok()?.parse().ok()
}

fn welcome(url: &str, token: Option<&str>) -> String {
    let shown = token.unwrap_or("<token>");
    let about_token = match token {
        Some(token) => format!("Token for your first client, shown once: {token}"),
        None => "Make a token for a client with: openbacklog token create NAME".to_owned(),
    };
    format!(
        "OpenBacklog is serving at {url}\n\
         {about_token}\n\
         Connect Claude Code: claude mcp add --transport http openbacklog {url} --header \"Authorization: Bearer {shown}\"\n\
         Stop with Ctrl+C."
    )
}
