//! MCP over standard input and output.

use std::path::PathBuf;

use rmcp::{service::serve_directly, transport::stdio_pipes};

use super::{Desk, lines::Lines};
use crate::verb::Caller;

/// Serves the plan of a folder until standard input closes. Standard output
/// carries protocol only.
///
/// There is no fixed opening: whatever comes first is answered, so a client may
/// discover, initialize, ping or begin with a notification.
pub async fn serve_stdio(folder: PathBuf, caller: Caller) {
    let (read, write) = stdio_pipes();
    let desk = Desk::of(folder, caller);
    let service = serve_directly(desk.clone(), Lines::new(read, write), None);
    if let Err(error) = service.waiting().await {
        tracing::error!(%error, "the stdio server stopped");
    }
    desk.plan.close().await;
}
