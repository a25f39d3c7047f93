//! MCP over standard input and output.

use std::path::PathBuf;

use rmcp::{service::serve_directly, transport::stdio_pipes};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;

use super::{desk::Desk, transport::LineTransport};
use crate::base::call::Caller;

/// Serves the plan of a folder until standard input closes, nobody reads
/// standard output any more, or `stop` resolves; requests under way are answered
/// first. Standard output carries protocol only.
pub async fn serve_stdio(folder: PathBuf, caller: Caller, stop: impl Future<Output = ()>) {
    let (read, write) = stdio_pipes();
    serve_lines(folder, caller, (read, write), stop).await;
}

/// The same over any reader and writer.
///
/// There is no fixed opening: whatever comes first is answered, so a client may
/// discover, initialize, ping or begin with a notification.
pub async fn serve_lines<R, W>(
    folder: PathBuf,
    caller: Caller,
    (read, write): (R, W),
    stop: impl Future<Output = ()>,
) where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
    let ended = CancellationToken::new();
    let desk = Desk::of(folder, caller, ended.clone());
    let lines = LineTransport::new(read, write, ended.clone());
    let service = serve_directly(desk.clone(), lines, None);
    let served = async {
        if let Err(error) = service.waiting().await {
            tracing::error!(%error, "the stdio server stopped");
        }
    };
    let stopped = async {
        stop.await;
        ended.cancel();
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = served => {}
        () = stopped => {}
    }
    desk.plan.close().await;
}
