//! Telling a client that what it reads has changed, after the commit, whoever made
//! the change.
//!
//! What a page shows can depend on much of the plan, so nothing is guessed from what
//! a change touched: after a burst of changes each subscribed page of those products
//! is rendered again, and told when it reads differently.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use openbacklog_plan::{PlanChanged, ProductId};
use rmcp::{
    RoleServer,
    model::ResourceUpdatedNotificationParam,
    service::{Peer, SubscriptionSink},
};
use tokio::{
    sync::{broadcast, mpsc, oneshot},
    time::Instant,
};

use super::resources::{self, uri::Address};
use crate::{
    refusal::{Code, Refusal},
    verb::Call,
};

/// Changes closer together than this are told at once.
const BURST: Duration = Duration::from_millis(100);
/// The most pages one client is told of.
pub(super) const MOST_PAGES: usize = 100;

/// Where news goes.
pub(super) enum Out {
    /// The one connection of a client of the handshake era.
    Connection(Peer<RoleServer>),
    /// A stream that the client opened for it.
    Stream(SubscriptionSink),
}

impl Out {
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

/// What reads differently after a burst of changes.
#[derive(Debug, Default)]
struct News {
    updated: Vec<String>,
    relisted: bool,
}

/// How a page last read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// Not known: anything is news.
    Unknown,
    /// Nothing was there.
    Nothing,
    Text(u64),
}

struct Page {
    product: Option<ProductId>,
    seen: Seen,
}

/// The products that a burst of changes touched.
#[derive(Default)]
struct Touched {
    products: HashSet<String>,
    all: bool,
    /// When the burst counts as over; none while there is no burst.
    due: Option<Instant>,
}

impl Touched {
    fn note(&mut self, heard: Result<Arc<PlanChanged>, broadcast::error::RecvError>) -> bool {
        match heard {
            Ok(change) => match &change.product_id {
                Some(id) => {
                    self.products.insert(id.clone());
                }
                None => self.all = true,
            },
            Err(broadcast::error::RecvError::Lagged(_)) => self.all = true,
            Err(broadcast::error::RecvError::Closed) => return false,
        }
        self.due.get_or_insert_with(|| Instant::now() + BURST);
        true
    }
}

/// The pages one client is told of, as they last read.
struct Watch {
    call: Call,
    feed: broadcast::Receiver<Arc<PlanChanged>>,
    pages: HashMap<String, Page>,
    /// The products as they were last listed, once the client wants to know.
    listed: Option<Vec<(ProductId, String)>>,
    touched: Touched,
}

impl Watch {
    /// Watches nothing yet, but misses nothing from now on.
    async fn begin(call: Call) -> Result<Self, Refusal> {
        let feed = call.plan.subscribe().await?;
        Ok(Self { call, feed, pages: HashMap::new(), listed: None, touched: Touched::default() })
    }

    async fn add(&mut self, uri: &str) -> Result<(), Refusal> {
        if self.pages.len() >= MOST_PAGES && !self.pages.contains_key(uri) {
            return Err(Refusal::refused(format!(
                "One client is told of at most {MOST_PAGES} resources. Unsubscribe from one first."
            )));
        }
        let page = self.read(uri).await?;
        self.pages.insert(uri.to_owned(), page);
        Ok(())
    }

    async fn list(&mut self) -> Result<(), Refusal> {
        self.listed = Some(self.products().await?);
        Ok(())
    }

    async fn products(&self) -> Result<Vec<(ProductId, String)>, Refusal> {
        let products = self.call.plan.products().await?;
        Ok(products.into_iter().map(|product| (product.id, product.name)).collect())
    }

    async fn read(&self, uri: &str) -> Result<Page, Refusal> {
        let product = match Address::read(uri) {
            Some(address) => address.product(&self.call).await.ok().map(|product| product.id),
            None => None,
        };
        let seen = match resources::text(&self.call, uri).await {
            Ok(text) => {
                let mut hasher = DefaultHasher::new();
                text.hash(&mut hasher);
                Seen::Text(hasher.finish())
            }
            Err(refusal) if matches!(refusal.code, Code::NotFound | Code::Invalid) => Seen::Nothing,
            Err(refusal) => return Err(refusal),
        };
        Ok(Page { product, seen })
    }

    /// Waits for a burst of changes to be over; no when there will be none any more.
    /// Dropped half-way, it goes on with the same burst.
    async fn burst(&mut self) -> bool {
        if self.touched.due.is_none() {
            let heard = self.feed.recv().await;
            if !self.touched.note(heard) {
                return false;
            }
        }
        if let Some(due) = self.touched.due {
            tokio::time::sleep_until(due).await;
        }
        true
    }

    /// What reads differently since it was last looked at.
    async fn news(&mut self) -> News {
        loop {
            let heard = match self.feed.try_recv() {
                Ok(change) => Ok(change),
                Err(broadcast::error::TryRecvError::Lagged(n)) => {
                    Err(broadcast::error::RecvError::Lagged(n))
                }
                Err(_) => break,
            };
            self.touched.note(heard);
        }
        let touched = std::mem::take(&mut self.touched);
        let mut news = News { relisted: self.relisted().await, ..News::default() };
        // A product that is called something else has its pages elsewhere.
        let all = touched.all || news.relisted;
        let in_question = |page: &Page| {
            let product = page.product.as_ref();
            all || product.is_none_or(|id| touched.products.contains(id.as_str()))
        };
        let pages = self.pages.iter().filter(|(_, page)| in_question(page));
        let mut uris: Vec<String> = pages.map(|(uri, _)| uri.clone()).collect();
        uris.sort();
        for uri in uris {
            match self.read(&uri).await {
                Ok(page) => {
                    let seen = page.seen;
                    let before = self.pages.insert(uri.clone(), page);
                    if before.is_none_or(|before| before.seen != seen) {
                        news.updated.push(uri);
                    }
                }
                Err(refusal) => tracing::warn!(cause = refusal.cause, "a page cannot be compared"),
            }
        }
        news
    }

    async fn relisted(&mut self) -> bool {
        let Some(before) = &self.listed else { return false };
        match self.products().await {
            Ok(now) if now != *before => {
                self.listed = Some(now);
                true
            }
            _ => false,
        }
    }
}

/// Tells one stream of these pages, and of the list if that is wanted, until nobody
/// hears it.
pub(super) async fn stream(call: Call, sink: SubscriptionSink) -> Result<(), Refusal> {
    let mut watch = Watch::begin(call).await?;
    let accepted = sink.accepted().clone();
    for uri in accepted.resource_subscriptions.unwrap_or_default() {
        watch.add(&uri).await?;
    }
    if accepted.resources_list_changed == Some(true) {
        watch.list().await?;
    }
    if !watch.feed.is_empty() {
        // The client was told that it is heard before the pages were looked at.
        watch.pages.values_mut().for_each(|page| page.seen = Seen::Unknown);
    }
    let out = Out::Stream(sink);
    while watch.burst().await {
        let news = watch.news().await;
        if !out.tell(news).await {
            break;
        }
    }
    Ok(())
}

/// What one connection of the handshake era wants to be told.
enum Wish {
    Add(String, oneshot::Sender<Result<(), Refusal>>),
    Remove(String),
    List,
}

/// The subscriptions of one connection of the handshake era.
#[derive(Debug, Clone, Default)]
pub(super) struct Subscriptions(Arc<Mutex<Option<mpsc::UnboundedSender<Wish>>>>);

impl Subscriptions {
    /// Tells of a page from now on.
    pub(super) async fn add(
        &self,
        call: Call,
        peer: &Peer<RoleServer>,
        uri: String,
    ) -> Result<(), Refusal> {
        let (send, answer) = oneshot::channel();
        self.wish(call, peer, Wish::Add(uri, send));
        let stopped = || Refusal::storage("The plan cannot be watched. Subscribe again.");
        answer.await.map_err(|_| stopped())?
    }

    /// Tells of a page no longer.
    pub(super) fn remove(&self, uri: String) {
        let running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(wishes) = running.as_ref() {
            // When nobody is told any more, there is nothing to take away.
            let _ = wishes.send(Wish::Remove(uri));
        }
    }

    /// Tells when there are other resources than those the client listed.
    pub(super) fn list(&self, call: Call, peer: &Peer<RoleServer>) {
        self.wish(call, peer, Wish::List);
    }

    fn wish(&self, call: Call, peer: &Peer<RoleServer>, wish: Wish) {
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
        tokio::spawn(connection(call, Out::Connection(peer.clone()), wishes));
    }
}

async fn connection(call: Call, out: Out, mut wishes: mpsc::UnboundedReceiver<Wish>) {
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
            Some(Wish::Add(uri, answer)) => {
                // Nobody waits for it once the request was cancelled.
                let _ = answer.send(watch.add(&uri).await);
            }
            Some(Wish::Remove(uri)) => {
                watch.pages.remove(&uri);
            }
            Some(Wish::List) => {
                if let Err(refusal) = watch.list().await {
                    tracing::warn!(cause = refusal.cause, "the resources cannot be listed");
                }
            }
        }
    }
}
