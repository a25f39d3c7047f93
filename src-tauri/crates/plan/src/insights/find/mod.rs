//! Finding things: by ref, by name, by words, by filter.
//!
//! A search has two steps. The [index] says which entities hold the words, in
//! order, a page of ids at a time; the plan says what they are now, and every
//! filter is held against that, so that no row of an answer is ever out of date.
//! Two steps and not one statement over both files: a damaged index could then
//! take the plan's connection down with it. The filters are in the index too,
//! or a common word would mean looking up ten thousand ids in the plan: with
//! 100,000 entities of which 10,000 are open and hold the word, a page and its
//! total take about 8 ms of computing that way, and more than 50 by ids.

mod ask;
mod fold;
mod held;
mod index;
mod nearest;
mod shapes;
mod sql;
#[cfg(test)]
mod tests;
mod typos;
mod under;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::Plan;
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::holder::Holder;
use crate::base::ids::ProductId;
use crate::base::leases;
use crate::base::refs::{Kind, Link, Ref};
use crate::concepts::tasks::TaskStatus;
pub use held::Held;
pub(crate) use index::Index;
use sql::{Row, Scan};
use under::Under;

/// The most rows one answer has.
const MOST_ROWS: u32 = 100;

/// What to look for. Everything given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FindQuery {
    /// Where.
    pub product: ProductId,
    /// A ref, or words that must all occur in the name or texts, the last of them
    /// perhaps unfinished; empty for any. It is data: nothing in it is an operator.
    #[serde(default)]
    pub text: String,
    /// The kinds wanted; none means all.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    /// The statuses wanted, as words; none means what is not finished. Of bets it
    /// is the horizon, or `closed`; captures have the status `waiting`.
    #[serde(default)]
    pub statuses: Vec<String>,
    /// Only what is under this entity: a project's tasks, a bet's projects and
    /// their tasks, and so on down from a pillar; what a persona or problem is
    /// linked to, and what is under that.
    #[serde(default)]
    pub under: Option<(Kind, String)>,
    /// Only what carries this label.
    #[serde(default)]
    pub label: Option<String>,
    /// Only what changed at or after this time.
    #[serde(default)]
    pub changed_since: Option<DateTime<Utc>>,
    /// Finished work too, when no statuses are asked for.
    #[serde(default)]
    pub finished: bool,
    /// At most this many rows, up to 100.
    pub limit: u32,
    /// How many rows to pass over: the cursor of an earlier answer.
    #[serde(default)]
    pub offset: u32,
}

impl FindQuery {
    /// A search for words, or for anything open when they are empty.
    #[must_use]
    pub fn words(product: &ProductId, text: &str, limit: u32) -> Self {
        Self {
            product: product.clone(),
            text: text.to_owned(),
            kinds: Vec::new(),
            statuses: Vec::new(),
            under: None,
            label: None,
            changed_since: None,
            finished: false,
            limit,
            offset: 0,
        }
    }
}

/// One row of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its short ref.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name; the first 200 characters of a capture's or evidence's text.
    pub name: String,
    /// Its status, as a word; empty for kinds that have none.
    pub status: String,
    /// Its priority, for a task that has one.
    pub priority: Option<String>,
    /// What it is within, one level up: a task's project, a project's bet, a bet's
    /// first outcome, an outcome's first pillar, a pain's problem.
    pub within: Option<Link>,
    /// Its rev.
    pub rev: u32,
    /// Who is at work on it, when it is a task that somebody claimed.
    pub held: Option<Holder>,
}

/// An answer with the size of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Found {
    /// The rows, best first.
    pub rows: Vec<Hit>,
    /// How many there are in all.
    pub total: u32,
    /// What to pass over for the next rows; none after the last.
    pub next_offset: Option<u32>,
}

impl Plan {
    /// Everything in a product that fits a query. First an exact ref; then an
    /// exact name, names that begin with the text, names that hold all words,
    /// texts that do; open before finished among each; then the order of the
    /// lists. When hardly anything fits, names that fit but for a typo follow.
    ///
    /// Of more than 2,000 finished fits the newest are ranked and counted.
    pub async fn find(&self, query: &FindQuery) -> Result<Found> {
        let limit = query.limit.clamp(1, MOST_ROWS);
        let mut conn = self.store().reader().await?;
        let under = match &query.under {
            Some((Kind::Product, id)) if *id == query.product.as_str() => None,
            Some((kind, id)) => Some(under::of(&mut conn, *kind, id).await?),
            None => None,
        };
        let wanted = Wanted { query, under: under.as_ref() };
        let named = wanted.named(&mut conn).await?;
        drop(conn);
        let first = u32::from(named.is_some());
        let shows_named = query.offset == 0 && named.is_some();
        let page = wanted
            .page(
                self,
                named.as_ref().map(|row| row.id.as_str()),
                limit - u32::from(shows_named),
                query.offset.saturating_sub(first),
            )
            .await?;
        let total = page.total + first;
        let passed = query.offset + limit;
        let mut conn = self.store().reader().await?;
        let mut found = sql::rows(&mut conn, &page.entities).await?;
        let fresh = page.entities.iter().filter_map(|(_, id)| found.remove(id));
        let fresh = fresh.filter(|row| wanted.holds(row));
        let rows: Vec<Row> = named.filter(|_| shows_named).into_iter().chain(fresh).collect();
        let rows = hits(&mut conn, rows, self.ambient().now()).await?;
        Ok(Found { rows, total, next_offset: (passed < total).then_some(passed) })
    }

    /// The entities of a kind whose refs begin like this, such as `T-1`, the lowest
    /// numbers first, at most 100; and how many there are. Nothing begins with what
    /// is no beginning of a ref.
    pub async fn refs_beginning(
        &self,
        product: &ProductId,
        beginning: &str,
    ) -> Result<(Vec<Link>, u32)> {
        let Some((kind, digits)) = Ref::beginning(beginning) else {
            return Ok((Vec::new(), 0));
        };
        let mut conn = self.store().reader().await?;
        let (found, total) =
            sql::numbers_beginning(&mut conn, product, kind, digits, MOST_ROWS).await?;
        Ok((sql::links(&mut conn, &found).await?, total))
    }

    /// The entity of a product that a ref or an exact name stands for.
    pub async fn locate(&self, product: &ProductId, text: &str) -> Result<Link> {
        let mut conn = self.store().reader().await?;
        locate(&mut conn, self.index(), product, text).await
    }
}

/// A query with what its filters mean in the plan now.
struct Wanted<'a> {
    query: &'a FindQuery,
    under: Option<&'a Under>,
}

impl Wanted<'_> {
    /// The entity whose ref the text is, finished or not, if the filters let it.
    async fn named(&self, conn: &mut SqliteConnection) -> Result<Option<Row>> {
        let Some(entity) = by_ref(conn, &self.query.product, &self.query.text).await? else {
            return Ok(None);
        };
        let found = sql::rows(conn, &[entity]).await?.into_values().next();
        Ok(found.filter(|row| self.fits(row)))
    }

    /// A page of entities by the index, or by a scan of the plan without it.
    async fn page(
        &self,
        plan: &Plan,
        shown: Option<&str>,
        limit: u32,
        offset: u32,
    ) -> Result<ask::Page> {
        if let Some(mut conn) = plan.index().ready(plan).await? {
            match ask::page(&mut conn, self.query, self.under, shown, (limit, offset)).await {
                Ok(page) => return Ok(page),
                Err(error) => {
                    drop(conn);
                    plan.index().failed(plan, error).await;
                }
            }
        }
        self.scanned(plan, shown, limit, offset).await
    }

    /// A page of entities whose names fit, straight from the plan.
    async fn scanned(
        &self,
        plan: &Plan,
        shown: Option<&str>,
        limit: u32,
        offset: u32,
    ) -> Result<ask::Page> {
        let text = self.query.text.trim();
        let parts = ask::Parts::of(self.query);
        let every = [Kind::ALL[1..].to_vec(), vec![Kind::Product]].concat();
        let kinds = match (self.query.kinds.is_empty(), text.is_empty()) {
            (true, true) => &Kind::ALL[1..],
            (true, false) => every.as_slice(),
            (false, _) => self.query.kinds.as_slice(),
        };
        let scan = Scan {
            product: &self.query.product,
            patterns: patterns(text),
            begins: (!text.is_empty()).then(|| format!("{}%", escaped(text))),
            kinds,
            statuses: &self.query.statuses,
            label: self.query.label.as_deref(),
            changed_since: self.query.changed_since,
            under: self.under.map(|under| (under.projects.as_slice(), under.ids.as_slice())),
            open: parts.open,
            over: parts.over,
            shown,
        };
        let mut conn = plan.store().reader().await?;
        let (entities, total) = sql::scan(&mut conn, &scan, limit, offset).await?;
        Ok(ask::Page { entities, total })
    }

    /// Whether a row still is what the query asks for.
    fn holds(&self, row: &Row) -> bool {
        let parts = ask::Parts::of(self.query);
        self.fits(row) && if row.over { parts.over } else { parts.open }
    }

    /// The same, whether finished or not.
    fn fits(&self, row: &Row) -> bool {
        let query = self.query;
        let labelled = |label: &String| {
            let label = index::label_key(label);
            row.labels.iter().any(|l| index::label_key(l) == label)
        };
        row.product_id == query.product.as_str()
            && (query.kinds.is_empty() || query.kinds.contains(&row.kind))
            && (query.statuses.is_empty() || query.statuses.contains(&row.status))
            && query.label.as_ref().is_none_or(labelled)
            && query.changed_since.is_none_or(|since| row.updated_at >= since)
            && self.under.is_none_or(|under| under.holds(&row.id, row.parent))
    }
}

/// Rows with what they are within, and who is at work on them.
async fn hits(conn: &mut SqliteConnection, rows: Vec<Row>, now: DateTime<Utc>) -> Result<Vec<Hit>> {
    let doing = rows.iter().filter(|row| row.status == TaskStatus::Doing.word());
    let doing: Vec<&str> = doing.map(|row| row.id.as_str()).collect();
    let mut held = match doing.as_slice() {
        [] => HashMap::new(),
        doing => leases::sql::holders(conn, doing, now).await?,
    };
    let mut around: Vec<(Kind, String)> =
        rows.iter().filter_map(|row| Some((row.within_kind?, row.within_id.clone()?))).collect();
    around.sort();
    around.dedup();
    let around = sql::rows(conn, &around).await?;
    let hit = |row: Row| Hit {
        held: held.remove(&row.id),
        within: row.within_id.and_then(|id| around.get(&id)).cloned().map(Link::from),
        kind: row.kind,
        id: row.id,
        reference: row.reference,
        name: row.name,
        status: row.status,
        priority: row.priority,
        rev: row.rev,
    };
    Ok(rows.into_iter().map(hit).collect())
}

/// A pattern for each of the first three words, and one for the rest in their
/// order.
fn patterns(text: &str) -> [Option<String>; 4] {
    let mut words = text.split_whitespace().map(escaped);
    let mut next = || words.next().map(|word| format!("%{word}%"));
    let [one, two, three] = [next(), next(), next()];
    let rest: Vec<String> = words.take(9).collect();
    [one, two, three, (!rest.is_empty()).then(|| format!("%{}%", rest.join("%")))]
}

/// Text as a part of a `LIKE` pattern, of a length that SQLite takes.
fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c != '\0').take(200).collect();
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

/// The entity whose ref a text is.
async fn by_ref(
    conn: &mut SqliteConnection,
    product: &ProductId,
    text: &str,
) -> Result<Option<(Kind, String)>> {
    let text = text.trim();
    if let Some(reference) = Ref::parse(text)
        && let Some(id) = sql::by_number(conn, product, reference).await?
    {
        return Ok(Some((reference.kind, id)));
    }
    if let Some(pair) = Ref::parse_pain(text)
        && let Some(id) = sql::pain_of(conn, product, pair).await?
    {
        return Ok(Some((Kind::Pain, id)));
    }
    Ok(None)
}

/// The entity that a ref or an exact name stands for; otherwise the three
/// nearest are named.
pub(crate) async fn locate(
    conn: &mut SqliteConnection,
    index: &Index,
    product: &ProductId,
    text: &str,
) -> Result<Link> {
    let wanted = text.trim();
    if let Some((kind, id)) = by_ref(conn, product, wanted).await? {
        return entities::link(conn, kind, &id).await;
    }
    let same = sql::by_name(conn, product, wanted).await?;
    match same.as_slice() {
        [(kind, id)] => entities::link(conn, *kind, id).await,
        [] => {
            let nearest = nearest::three(conn, index, product, wanted).await?;
            Err(Error::NotFound { wanted: wanted.to_owned(), nearest })
        }
        several => {
            let several = &several[..several.len().min(3)];
            let nearest = sql::links(conn, several).await?;
            Err(Error::NotFound { wanted: format!("{wanted} alone"), nearest })
        }
    }
}
