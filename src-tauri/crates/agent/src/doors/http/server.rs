//! The listener: its own accept loop, since headers need a time limit too.

use std::{convert::Infallible, io, net::Ipv4Addr, sync::Arc, time::Duration};

use hyper::{Request, Response, body::Incoming, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use openbacklog_plan::{Plan, PlanChanged};
use rmcp::ServerHandler;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, broadcast},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{api::Api, body::Body, limits::Limits};
use crate::doors::mcp::Desk;

const CONNECTIONS: usize = 64;
/// For a request's head, and for an idle connection's next one.
const HEADER_TIME: Duration = Duration::from_secs(10);
/// The largest head of a request, in bytes; hyper allows 100 headers in it.
const LARGEST_HEAD: usize = 16 << 10;
/// For finishing what is under way when the server stops.
const CLOSING_TIME: Duration = Duration::from_secs(2);
/// Before accepting again when the system has no more file handles.
const RECOVERY_TIME: Duration = Duration::from_millis(100);

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// Another program has the port.
    #[error("Port {port} is taken by another program. Close it, or choose another port.")]
    PortTaken {
        /// The port asked for.
        port: u16,
    },
    /// The plan cannot be read.
    #[error(transparent)]
    Plan(#[from] openbacklog_plan::Error),
    /// The port cannot be opened.
    #[error("Port {port} cannot be opened: {source}. Choose another port.")]
    Unopened {
        /// The port asked for.
        port: u16,
        /// The system's reason.
        source: io::Error,
    },
}

/// A running server. Dropping it stops it without waiting.
#[derive(Debug)]
pub struct Server {
    port: u16,
    stop: CancellationToken,
    running: TaskTracker,
}

impl Server {
    /// Starts serving the plan on 127.0.0.1. Port 0 takes any free one.
    ///
    /// # Errors
    /// [`ServeError::PortTaken`] when another program has the port; it is never
    /// changed silently, since client configurations name it. [`ServeError::Plan`]
    /// when the plan cannot be read.
    pub async fn start(plan: Plan, port: u16) -> Result<Self, ServeError> {
        let desk = Desk::shared(plan.clone());
        Self::listen(plan, port, desk).await
    }

    /// As [`Server::start`], with another MCP handler in place of the verbs.
    ///
    /// # Errors
    /// Those of [`Server::start`].
    #[cfg(feature = "conformance")]
    pub async fn start_with(
        plan: Plan,
        port: u16,
        handler: impl ServerHandler + Clone,
    ) -> Result<Self, ServeError> {
        Self::listen(plan, port, handler).await
    }

    async fn listen<H>(plan: Plan, port: u16, handler: H) -> Result<Self, ServeError>
    where
        H: ServerHandler + Clone,
    {
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
        let listener = bound.map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => ServeError::PortTaken { port },
            _ => ServeError::Unopened { port, source },
        })?;
        let local = listener.local_addr();
        let port = local.map_err(|source| ServeError::Unopened { port, source })?.port();
        let (stop, running) = (CancellationToken::new(), TaskTracker::new());
        let changes = plan.subscribe().await?;
        let api = Api::new(plan, port, handler, Limits::default(), stop.child_token());
        let api = Arc::new(api);
        running.spawn(follow(api.clone(), changes, stop.clone()));
        running.spawn(accept(listener, api, running.clone(), stop.clone()));
        Ok(Self { port, stop, running })
    }

    /// The port it listens on.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address clients are given.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/mcp", self.port)
    }

    /// Stops accepting, ends open streams and waits up to 2 s for the rest.
    pub async fn stop(self) {
        self.stop.cancel();
        self.running.close();
        if tokio::time::timeout(CLOSING_TIME, self.running.wait()).await.is_err() {
            tracing::warn!("some requests were cut off when the server stopped");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn follow<H: ServerHandler + Clone>(
    api: Arc<Api<H>>,
    changes: broadcast::Receiver<Arc<PlanChanged>>,
    stop: CancellationToken,
) {
    tokio::select! {
        () = api.follow(changes) => {}
        () = stop.cancelled() => {}
    }
}

async fn accept<H: ServerHandler + Clone>(
    listener: TcpListener,
    api: Arc<Api<H>>,
    running: TaskTracker,
    stop: CancellationToken,
) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        // Room first: further connections wait in the system's queue.
        let next = async {
            let place = room.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = stop.cancelled() => return,
        };
        match accepted {
            Ok((stream, peer)) if peer.ip().is_loopback() => {
                let (api, stop) = (api.clone(), stop.clone());
                running.spawn(async move {
                    serve(stream, api, stop).await;
                    drop(place);
                });
            }
            Ok((_, peer)) => tracing::warn!(%peer, "refused a connection from another machine"),
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(RECOVERY_TIME).await;
            }
        }
    }
}

async fn serve<H: ServerHandler + Clone>(
    stream: TcpStream,
    api: Arc<Api<H>>,
    stop: CancellationToken,
) {
    let answer = service_fn(move |request: Request<Incoming>| {
        let api = api.clone();
        async move { Ok::<Response<Body>, Infallible>(api.answer(request).await) }
    });
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME).max_buf_size(LARGEST_HEAD);
    let connection = http.serve_connection(TokioIo::new(stream), answer);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
