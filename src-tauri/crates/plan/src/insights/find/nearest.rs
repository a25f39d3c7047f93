//! What was probably meant by a name or ref that nothing has.

use std::cmp::Reverse;

use sqlx::SqliteConnection;

use super::index::Index;
use super::sql::{self, Scan};
use super::{ask, fold, typos};
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::refs::{Kind, Link, Ref};

/// How many names are compared letter by letter.
const COMPARED: u32 = 50;
/// How many are, without an index to choose them.
const SCANNED: u32 = 500;

/// Three entities: with the nearest numbers for a ref, else the nearest names.
pub(super) async fn three(
    conn: &mut SqliteConnection,
    index: &Index,
    product: &ProductId,
    wanted: &str,
) -> Result<Vec<Link>> {
    if let Some(reference) = Ref::parse(wanted) {
        let near = sql::near_numbers(conn, product, reference).await?;
        return sql::links(conn, &near).await;
    }
    let chosen = match by_index(index, product, wanted).await {
        Some(entities) if !entities.is_empty() => entities,
        _ => by_scan(conn, product).await?,
    };
    let mut links = sql::links(conn, &chosen).await?;
    let wanted = fold::key(wanted);
    links.sort_by_cached_key(|link| {
        // Scores lie between 0 and 1, where the order of the bits is the order.
        Reverse(strsim::jaro_winkler(&wanted, &fold::key(&link.name)).to_bits())
    });
    links.truncate(3);
    Ok(links)
}

/// Names that share a word, or nearly. What goes wrong in the index is found out
/// by the next search.
async fn by_index(index: &Index, product: &ProductId, wanted: &str) -> Option<Vec<(Kind, String)>> {
    let mut conn = index.as_it_is().await?;
    let serial = super::index::known_serial(&mut conn, product.as_str()).await.ok()??;
    let terms = fold::terms(wanted, false);
    if terms.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    if let Some(all) = typos::expression(&mut conn, serial, &terms).await.ok()? {
        found = ask::names(&mut conn, serial, &all, COMPARED).await.ok()?;
    }
    if found.len() < 3 {
        let any = typos::loose_expression(&mut conn, serial, &terms).await.ok()?;
        found.extend(ask::names(&mut conn, serial, &any, COMPARED).await.ok()?);
        found.sort();
        found.dedup();
    }
    Some(found)
}

async fn by_scan(conn: &mut SqliteConnection, product: &ProductId) -> Result<Vec<(Kind, String)>> {
    let scan = Scan {
        product,
        patterns: [const { None }; 4],
        begins: None,
        kinds: &[],
        statuses: &[],
        label: None,
        changed_since: None,
        under: None,
        open: true,
        over: false,
        shown: Some(product.as_str()),
    };
    Ok(sql::scan(conn, &scan, SCANNED, 0).await?.0)
}
