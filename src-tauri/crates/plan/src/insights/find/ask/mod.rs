//! Questions to the index. Every answer is in one order, so that pages fit.

mod source;

use sqlx::types::Json;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::FindQuery;
use super::fold::{self, SearchTerm};
use super::index::{first_doc, known_serial, label_key, last_doc};
use super::typos;
use super::under::Under;
use crate::base::refs::{Kind, Ref};
pub(super) use source::Parts;
use source::{Half, OPEN, OVER};

/// Matches in texts are weighed up to this many; words that more of them hold
/// tell nothing apart, and the order of the lists decides.
const MOST_WEIGHED: u32 = 1_000;
/// With fewer matches than this, typos are forgiven.
const FEW: u32 = 3;

/// How well a name `d.key` fits the text as a whole.
const NAME_CLASS: &str =
    "CASE WHEN d.key = ?10 THEN 1 WHEN substr(d.key, 1, length(?10)) = ?10 THEN 2 ELSE 3 END";

// ?1 match expression · ?2 ids shown already · ?3 product · ?4 kinds · ?5 statuses ·
// ?6 label · ?7 changed since · ?8 projects and ?9 ids under which · ?10 the whole
// text folded · ?11 limit · ?12 offset
macro_rules! bound {
    ($query:expr, $question:expr, $expression:expr, $shown:expr) => {
        $query
            .bind($expression)
            .bind(Json($shown))
            .bind($question.serial)
            .bind($question.kinds.as_ref())
            .bind($question.statuses.as_ref())
            .bind($question.label.as_deref())
            .bind($question.query.changed_since)
            .bind($question.under.map(|under| Json(&under.projects)))
            .bind($question.under.map(|under| Json(&under.ids)))
            .bind(&$question.key)
    };
}

/// What is asked, as the index takes it.
struct Question<'a> {
    serial: i64,
    key: String,
    terms: Vec<SearchTerm>,
    any: bool,
    kinds: Option<Json<Vec<u8>>>,
    statuses: Option<Json<&'a [String]>>,
    label: Option<String>,
    query: &'a FindQuery,
    under: Option<&'a Under>,
    parts: Parts,
}

/// A page of entities and the size of the whole.
pub(super) struct Page {
    pub(super) entities: Vec<(Kind, String)>,
    pub(super) total: u32,
}

/// Which rows of what a source gives.
struct Cut {
    limit: u32,
    offset: u32,
}

/// The order of matches, and that of everything, which an index has.
const RANKED: &str = "class, over, score, place, doc";
const LISTED: &str = "over, place, doc";

/// A page of the answer to a query, without one entity that is shown already.
pub(super) async fn page(
    conn: &mut SqliteConnection,
    query: &FindQuery,
    under: Option<&Under>,
    shown: Option<&str>,
    (limit, offset): (u32, u32),
) -> sqlx::Result<Page> {
    match Question::new(conn, query, under).await? {
        Some(question) => question.page(conn, shown, limit, offset).await,
        None => Ok(Page { entities: Vec::new(), total: 0 }),
    }
}

impl<'a> Question<'a> {
    /// The question that a query asks; none when its product is not in the index.
    async fn new(
        conn: &mut SqliteConnection,
        query: &'a FindQuery,
        under: Option<&'a Under>,
    ) -> sqlx::Result<Option<Self>> {
        let Some(serial) = known_serial(conn, query.product.as_str()).await? else {
            return Ok(None);
        };
        let text = query.text.trim();
        let is_ref = Ref::parse(text).is_some() || Ref::parse_pain(text).is_some();
        let kinds: Vec<u8> = query.kinds.iter().map(|kind| *kind as u8).collect();
        Ok(Some(Self {
            serial,
            key: fold::key(text),
            terms: fold::terms(text, is_ref),
            any: text.is_empty(),
            kinds: (!kinds.is_empty()).then_some(Json(kinds)),
            statuses: (!query.statuses.is_empty()).then_some(Json(query.statuses.as_slice())),
            label: query.label.as_deref().map(label_key),
            query,
            under,
            parts: Parts::of(query),
        }))
    }

    /// A page of the answer, without one entity that is shown already.
    async fn page(
        &self,
        conn: &mut SqliteConnection,
        shown: Option<&str>,
        limit: u32,
        offset: u32,
    ) -> sqlx::Result<Page> {
        let shown: Vec<&str> = shown.into_iter().collect();
        let cut = Cut { limit, offset };
        if self.any {
            return self.listed(conn, &shown, &cut).await;
        }
        if self.terms.is_empty() {
            return Ok(Page { entities: Vec::new(), total: 0 });
        }
        let mut page = self.matching(conn, &shown, &cut).await?;
        if page.total < FEW {
            self.forgiving(conn, &shown, &cut, &mut page).await?;
        }
        Ok(page)
    }

    /// Everything the filters leave, in the order of the lists.
    async fn listed(
        &self,
        conn: &mut SqliteConnection,
        shown: &[&str],
        cut: &Cut,
    ) -> sqlx::Result<Page> {
        // Made of constants and numbers of ours.
        let size = sqlx::query_scalar(AssertSqlSafe(self.size(shown)));
        let total: u32 = bound!(size, self, "", shown).fetch_one(&mut *conn).await?;
        let entities = if total > cut.offset {
            let query = sqlx::query_as(AssertSqlSafe(page_of(&self.list(shown), LISTED)));
            let rows = bound!(query, self, "", shown).bind(cut.limit).bind(cut.offset);
            entities(rows.fetch_all(conn).await?)
        } else {
            Vec::new()
        };
        Ok(Page { entities, total })
    }

    /// What holds all words: names first, then texts.
    async fn matching(
        &self,
        conn: &mut SqliteConnection,
        shown: &[&str],
        cut: &Cut,
    ) -> sqlx::Result<Page> {
        let words: Vec<String> = self.terms.iter().map(SearchTerm::expression).collect();
        let all = words.join(" AND ");
        let in_names = format!("name : ({all})");
        let in_texts = format!("({all}) NOT ({in_names})");
        let source = self.source(NAME_CLASS, "0", shown);
        let counted = self.countable(shown);
        let mut entities = self.ranked(conn, &source, &in_names, shown, cut).await?;
        let total = self.count(conn, &counted, &all, shown).await?;
        let found = u32::try_from(entities.len()).unwrap_or(u32::MAX);
        if found < cut.limit && cut.offset + found < total {
            let names = if found > 0 || cut.offset == 0 {
                cut.offset + found
            } else {
                self.count(conn, &counted, &in_names, shown).await?
            };
            let rest = Cut { limit: cut.limit - found, offset: cut.offset.saturating_sub(names) };
            // Weighed, unless the words are everywhere: names weigh eight times.
            let few = total.saturating_sub(names) <= MOST_WEIGHED;
            let score = if few { "bm25(TABLE, 8, 1)" } else { "0" };
            let source = self.source("4", score, shown);
            entities.extend(self.ranked(conn, &source, &in_texts, shown, &rest).await?);
        }
        Ok(Page { entities, total })
    }

    /// Adds names that hold the words but for a typo.
    async fn forgiving(
        &self,
        conn: &mut SqliteConnection,
        shown: &[&str],
        cut: &Cut,
        page: &mut Page,
    ) -> sqlx::Result<()> {
        let Some(expression) = typos::expression(conn, self.serial, &self.terms).await? else {
            return Ok(());
        };
        let mut exact: Vec<String> = shown.iter().map(|id| (*id).to_owned()).collect();
        if page.total > 0 {
            let all = self.matching(conn, shown, &Cut { limit: FEW, offset: 0 }).await?;
            exact.extend(all.entities.into_iter().map(|(_, id)| id));
        }
        let without: Vec<&str> = exact.iter().map(String::as_str).collect();
        let found = u32::try_from(page.entities.len()).unwrap_or(u32::MAX);
        let rest = Cut { limit: cut.limit - found, offset: cut.offset.saturating_sub(page.total) };
        let source = self.source("5", "0", &without);
        let counted = self.countable(&without);
        let near = self.count(conn, &counted, &expression, &without).await?;
        if rest.limit > 0 {
            page.entities.extend(self.ranked(conn, &source, &expression, &without, &rest).await?);
        }
        page.total += near;
        Ok(())
    }

    async fn count(
        &self,
        conn: &mut SqliteConnection,
        source: &str,
        expression: &str,
        shown: &[&str],
    ) -> sqlx::Result<u32> {
        // Made of constants and numbers of ours.
        let query = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM ({source})")));
        bound!(query, self, expression, shown).fetch_one(conn).await
    }

    async fn ranked(
        &self,
        conn: &mut SqliteConnection,
        source: &str,
        expression: &str,
        shown: &[&str],
        cut: &Cut,
    ) -> sqlx::Result<Vec<(Kind, String)>> {
        // Made of constants and numbers of ours.
        let query = sqlx::query_as(AssertSqlSafe(page_of(source, RANKED)));
        let rows = bound!(query, self, expression, shown).bind(cut.limit).bind(cut.offset);
        Ok(entities(rows.fetch_all(conn).await?))
    }
}

/// The statement for a page of a source's documents.
fn page_of(source: &str, order: &str) -> String {
    format!(
        "SELECT d.kind, t.id FROM (SELECT * FROM ({source}) ORDER BY {order} LIMIT ?11 OFFSET ?12) AS m
         CROSS JOIN docs AS d ON d.doc = m.doc CROSS JOIN texts AS t ON t.doc = m.doc
         ORDER BY m.{}",
        order.replace(", ", ", m.")
    )
}

fn entities(rows: Vec<(u8, String)>) -> Vec<(Kind, String)> {
    rows.into_iter().filter_map(|(at, id)| Some((kind_at(at)?, id))).collect()
}

/// The kind that the index keeps as this number.
fn kind_at(number: u8) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| *kind as u8 == number)
}

/// Entities by their names alone: the open before the finished, the newest of
/// very many, the best fits first.
pub(super) async fn names(
    conn: &mut SqliteConnection,
    serial: i64,
    expression: &str,
    limit: u32,
) -> sqlx::Result<Vec<(Kind, String)>> {
    let part = |half: Half| {
        let Half { table, over } = half;
        let (low, high) = (first_doc(serial, over), last_doc(serial, over));
        format!(
            "SELECT * FROM (SELECT rowid AS doc, {over} AS over, bm25({table}, 8, 1) AS score FROM {table}
               WHERE {table} MATCH ?1 AND rowid BETWEEN {low} AND {high} ORDER BY rowid DESC LIMIT {MOST_WEIGHED})"
        )
    };
    // Made of constants and numbers of ours.
    let sql = format!(
        "SELECT d.kind, t.id FROM ({} UNION ALL {}) AS m
         CROSS JOIN docs AS d ON d.doc = m.doc CROSS JOIN texts AS t ON t.doc = m.doc
         ORDER BY m.over, m.score, m.doc LIMIT ?2",
        part(OPEN),
        part(OVER)
    );
    let rows: Vec<(u8, String)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(expression).bind(limit).fetch_all(conn).await?;
    Ok(entities(rows))
}
