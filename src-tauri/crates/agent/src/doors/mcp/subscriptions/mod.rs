//! Telling a client that what it reads has changed, after the commit, whoever made
//! the change.

mod watch;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rmcp::{
    RoleServer,
    model::ResourceUpdatedNotificationParam,
    service::{Peer, SubscriptionSink},
};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

pub(super) use self::watch::MOST_PAGES;
use self::watch::{News, Watch};
use crate::base::{call::Call, refusal::Refusal};

/// Between a client being told that it is heard and its pages being looked at.
const UNSURE: Duration = Duration::from_secs(1);

/// Where news goes.
pub(super) enum Audience {
    /// The one connection of a client of the handshake era.
    Connection(Peer<RoleServer>),
    /// A stream that the client opened for it.
    Stream(SubscriptionSink),
}

impl Audience {
    /// Tells it; whether anybody was there to hear.
    async fn tell(&self, news: News) -> bool {
        for uri in news.updated {
            let told = match self {
                Self::Connection(peer) => {
                    let about = ResourceUpdatedNotificationParam::new(uri);
                    peer.notify_resource_updated(about).await.is_ok()
                }
                Self::Stream(sink) => sink.notify_resource_updated(uri).await.is_ok(),
            };
            if !told {
                return false;
            }
        }
        match self {
            _ if !news.relisted => true,
            Self::Connection(peer) => peer.notify_resource_list_changed().await.is_ok(),
            Self::Stream(sink) => sink.notify_resource_list_changed().await.is_ok(),
        }
    }
}

/// Tells one stream of these pages, and of the list if that is wanted, until nobody
/// hears it.
pub(super) async fn stream(call: Call, sink: SubscriptionSink) -> Result<(), Refusal> {
    let begun = Instant::now();
    let mut watch = Watch::begin(call).await?;
    let accepted = sink.accepted().clone();
    for uri in accepted.resource_subscriptions.unwrap_or_default() {
        watch.add(&uri).await?;
    }
    if accepted.resources_list_changed == Some(true) {
        watch.list().await?;
    }
    let out = Audience::Stream(sink);
    // The client was told that it is heard before anything was looked at, so what
    // was changed about then may have been missed.
    if watch.call.plan.changed_within(UNSURE + begun.elapsed()).await?
        && !out.tell(watch.everything()).await
    {
        return Ok(());
    }
    while watch.burst().await {
        let news = watch.news().await;
        if !out.tell(news).await {
            break;
        }
    }
    Ok(())
}

/// What one connection of the handshake era wants to be told.
enum WatchRequest {
    Add(String, oneshot::Sender<Result<(), Refusal>>),
    Remove(String),
    List(oneshot::Sender<Result<(), Refusal>>),
}

fn unwatched() -> Refusal {
    Refusal::storage("The plan cannot be watched. Try again.")
}

/// The subscriptions of one connection of the handshake era.
#[derive(Debug, Clone, Default)]
pub(super) struct Subscriptions(Arc<Mutex<Option<mpsc::UnboundedSender<WatchRequest>>>>);

impl Subscriptions {
    /// Tells of a page from now on.
    pub(super) async fn add(
        &self,
        call: Call,
        peer: &Peer<RoleServer>,
        uri: String,
    ) -> Result<(), Refusal> {
        let (done, answer) = oneshot::channel();
        self.wish(call, peer, WatchRequest::Add(uri, done));
        answer.await.map_err(|_| unwatched())?
    }

    /// Tells from now on when there are other resources.
    pub(super) async fn list(&self, call: Call, peer: &Peer<RoleServer>) -> Result<(), Refusal> {
        let (done, answer) = oneshot::channel();
        self.wish(call, peer, WatchRequest::List(done));
        answer.await.map_err(|_| unwatched())?
    }

    /// Tells of a page no longer.
    pub(super) fn remove(&self, uri: String) {
        let running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(wishes) = running.as_ref() {
            // When nobody is told any more, there is nothing to take away.
            let _ = wishes.send(WatchRequest::Remove(uri));
        }
    }

    fn wish(&self, call: Call, peer: &Peer<RoleServer>, wish: WatchRequest) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wish = match running.as_ref() {
            Some(wishes) => match wishes.send(wish) {
                Ok(()) => return,
                Err(unheard) => unheard.0,
            },
            None => wish,
        };
        let (send, wishes) = mpsc::unbounded_channel();
        // It was made a line above and has its receiver.
        let _ = send.send(wish);
        *running = Some(send);
        tokio::spawn(connection(call, Audience::Connection(peer.clone()), wishes));
    }
}

async fn connection(call: Call, out: Audience, mut wishes: mpsc::UnboundedReceiver<WatchRequest>) {
    let mut watch = match Watch::begin(call).await {
        Ok(watch) => watch,
        Err(refusal) => {
            tracing::warn!(cause = refusal.cause, "the plan cannot be watched");
            return;
        }
    };
    loop {
        let wish = tokio::select! {
            wish = wishes.recv() => wish,
            more = watch.burst() => {
                let news = watch.news().await;
                if more && out.tell(news).await {
                    continue;
                }
                return;
            }
        };
        match wish {
            None => return,
            Some(WatchRequest::Add(uri, answer)) => {
                // Nobody waits for it once the request was cancelled.
                let _ = answer.send(watch.add(&uri).await);
            }
            Some(WatchRequest::Remove(uri)) => watch.remove(&uri),
            Some(WatchRequest::List(answer)) => {
                let _ = answer.send(watch.list().await);
            }
        }
    }
}
