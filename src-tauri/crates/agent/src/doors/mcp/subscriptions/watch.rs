//! What a client reads, as it last read.
//!
//! What a page shows can depend on much of the plan, so nothing is guessed from what
//! a change touched: after a burst of changes each watched page of those products
//! is rendered again, and is news when it reads differently.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Duration,
};

use openbacklog_plan::{PlanChanged, ProductId};
use tokio::{
    sync::broadcast::{
        self,
        error::{RecvError, TryRecvError},
    },
    time::Instant,
};

use crate::{
    base::{
        call::Call,
        refusal::{Code, Refusal},
    },
    doors::mcp::resources::{self, uri::Address},
};

/// Changes closer together than this are told at once.
const BURST: Duration = Duration::from_millis(100);
/// The most pages one client is told of.
pub(in crate::doors::mcp) const MOST_PAGES: usize = 100;

/// What reads differently after a burst of changes.
#[derive(Debug, Default)]
pub(super) struct News {
    /// The addresses of pages.
    pub(super) updated: Vec<String>,
    /// Whether there are other products, or they are called something else.
    pub(super) relisted: bool,
}

/// How a page last read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastRead {
    /// Nothing was there.
    Nothing,
    Text(u64),
}

type Heard = Result<Arc<PlanChanged>, RecvError>;

struct WatchedPage {
    product: Option<ProductId>,
    seen: LastRead,
}

/// What a burst of changes touched.
#[derive(Default)]
struct Burst {
    products: HashSet<String>,
    all: bool,
    /// When the burst counts as over; none while there is no burst.
    due: Option<Instant>,
}

impl Burst {
    /// Notes a change; no when there will be none any more.
    fn note(&mut self, heard: Heard) -> bool {
        match heard {
            Ok(change) => match &change.product_id {
                Some(id) => {
                    self.products.insert(id.clone());
                }
                None => self.all = true,
            },
            Err(RecvError::Lagged(_)) => self.all = true,
            Err(RecvError::Closed) => return false,
        }
        self.due.get_or_insert_with(|| Instant::now() + BURST);
        true
    }
}

/// The pages one client is told of, as they last read.
pub(super) struct Watch {
    pub(super) call: Call,
    feed: broadcast::Receiver<Arc<PlanChanged>>,
    pages: HashMap<String, WatchedPage>,
    /// The products as they were last listed, once the client wants to know.
    listed: Option<Vec<(ProductId, String)>>,
    touched: Burst,
}

impl Watch {
    /// Watches nothing yet, but misses nothing from now on.
    pub(super) async fn begin(call: Call) -> Result<Self, Refusal> {
        let feed = call.plan.subscribe().await?;
        Ok(Self { call, feed, pages: HashMap::new(), listed: None, touched: Burst::default() })
    }

    pub(super) async fn add(&mut self, uri: &str) -> Result<(), Refusal> {
        if self.pages.len() >= MOST_PAGES && !self.pages.contains_key(uri) {
            return Err(Refusal::refused(format!(
                "One client is told of at most {MOST_PAGES} resources. Unsubscribe from one first."
            )));
        }
        let page = self.read(uri).await?;
        self.pages.insert(uri.to_owned(), page);
        Ok(())
    }

    pub(super) async fn list(&mut self) -> Result<(), Refusal> {
        self.listed = Some(self.products().await?);
        Ok(())
    }

    async fn products(&self) -> Result<Vec<(ProductId, String)>, Refusal> {
        let products = self.call.plan.products().await?;
        Ok(products.into_iter().map(|product| (product.id, product.name)).collect())
    }

    async fn read(&self, uri: &str) -> Result<WatchedPage, Refusal> {
        let product = match Address::read(uri) {
            Some(address) => address.product(&self.call).await.ok().map(|product| product.id),
            None => None,
        };
        let seen = match resources::text(&self.call, uri).await {
            Ok(text) => {
                let mut hasher = DefaultHasher::new();
                text.hash(&mut hasher);
                LastRead::Text(hasher.finish())
            }
            Err(refusal) if matches!(refusal.code, Code::NotFound | Code::Invalid) => {
                LastRead::Nothing
            }
            Err(refusal) => return Err(refusal),
        };
        Ok(WatchedPage { product, seen })
    }

    /// Waits for a burst of changes to be over; no when there will be none any more.
    /// Dropped half-way, it goes on with the same burst.
    pub(super) async fn burst(&mut self) -> bool {
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
    pub(super) async fn news(&mut self) -> News {
        loop {
            let heard = match self.feed.try_recv() {
                Ok(change) => Ok(change),
                Err(TryRecvError::Lagged(missed)) => Err(RecvError::Lagged(missed)),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            };
            self.touched.note(heard);
        }
        let touched = std::mem::take(&mut self.touched);
        let mut news = News { relisted: self.relisted().await, ..News::default() };
        // A product that is called something else has its pages elsewhere.
        let all = touched.all || news.relisted;
        let in_question = |page: &WatchedPage| {
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

    /// Everything watched, as news.
    pub(super) fn everything(&self) -> News {
        let mut updated: Vec<String> = self.pages.keys().cloned().collect();
        updated.sort();
        News { updated, relisted: self.listed.is_some() }
    }

    /// No longer watches a page.
    pub(super) fn remove(&mut self, uri: &str) {
        self.pages.remove(uri);
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

#[cfg(test)]
mod tests {
    use openbacklog_plan::{Actor, Mode, NewProduct, Plan};

    use super::*;
    use crate::base::call::Caller;

    #[tokio::test]
    async fn a_burst_of_changes_is_one_piece_of_news() {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = Plan::open(folder.path()).await.expect("a plan");
        let you = Actor::you();
        let new = NewProduct { name: "Acme".to_owned(), ..NewProduct::default() };
        plan.create_product(&you, new).await.expect("a product");
        let call = Call { plan: plan.clone(), caller: Caller::new(you.clone(), Mode::Plan) };
        let mut watch = Watch::begin(call).await.expect("a watch");
        watch.list().await.expect("listed");
        let (brief, vision) = ("openbacklog://acme/brief", "openbacklog://acme/vision");
        watch.add(brief).await.expect("added");
        watch.add(vision).await.expect("added");

        let mut witness = plan.subscribe().await.expect("the feed");
        for n in 0..100 {
            let line = format!("Thought {n}");
            let source = openbacklog_plan::CaptureSource::Cli;
            plan.capture(&you, None, &line, source).await.expect("kept");
        }
        for _ in 0..100 {
            witness.recv().await.expect("told");
        }
        assert!(watch.burst().await);
        let news = watch.news().await;
        assert_eq!((news.updated, news.relisted), (vec![brief.to_owned()], false));
        assert!(watch.feed.is_empty() && watch.touched.due.is_none());
    }

    #[tokio::test]
    async fn a_burst_that_was_left_half_way_is_not_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = Plan::open(folder.path()).await.expect("a plan");
        let call = Call { plan: plan.clone(), caller: Caller::new(Actor::you(), Mode::Plan) };
        let mut watch = Watch::begin(call).await.expect("a watch");
        watch.list().await.expect("listed");
        let new = NewProduct { name: "Acme".to_owned(), ..NewProduct::default() };
        plan.create_product(&Actor::you(), new).await.expect("a product");
        while watch.touched.due.is_none() {
            // Ends at once when the change has come, and is dropped when it has not.
            let _ = tokio::time::timeout(Duration::from_millis(1), watch.burst()).await;
        }
        assert!(watch.burst().await);
        assert!(watch.news().await.relisted);
    }
}
