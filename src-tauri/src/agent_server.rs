//! The door for AI clients over HTTP, served by a task of this process.

use openbacklog_agent::Server;
use openbacklog_plan::Plan;
use tauri::{AppHandle, Manager};

use crate::state::AppState;

/// Starts the listener, or moves it to another port. A port that is taken is
/// told, never silently replaced by another. `OPENBACKLOG_PORT` overrides the
/// setting.
pub(crate) async fn start(app: &AppHandle, plan: &Plan, port: u16) {
    let port = std::env::var("OPENBACKLOG_PORT").ok().and_then(|p| p.parse().ok()).unwrap_or(port);
    let state = app.state::<AppState>();
    let mut running = state.server.lock().await;
    if running.as_ref().is_some_and(|server| server.port() == port) {
        return;
    }
    if let Some(old) = running.take() {
        old.stop().await;
    }
    let started = Server::start(plan.clone(), port).await;
    let mut doors = state.doors();
    doors.url = format!("http://127.0.0.1:{port}/mcp");
    match started {
        Ok(server) => {
            doors.problem = None;
            *running = Some(server);
        }
        Err(error) => {
            tracing::warn!(%error, "the listener for AI clients does not run");
            doors.problem = Some(error.to_string());
        }
    }
}
