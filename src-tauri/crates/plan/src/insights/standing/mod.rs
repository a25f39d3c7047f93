//! Where a product stands, for someone who has just come in.

use serde::{Deserialize, Serialize};
use sqlx::{FromRow, SqliteConnection};

use crate::Plan;
use crate::base::actor::Actor;
use crate::base::error::Result;
use crate::base::finished::open_project;
use crate::base::ids::ProductId;
use crate::base::records;
use crate::concepts::products::Product;
use crate::concepts::tasks::{self, TaskRow};
use crate::insights::gaps::{self, GapSort};
use crate::insights::next::{Next, NextQuery};
use crate::insights::recap::{self, Recap};

#[cfg(test)]
mod tests;

/// How many tasks being worked on are told, and how many to do next.
const DOING: u32 = 5;
const NEXT: u32 = 3;
/// How many sorts of gaps, and how many groups of changes.
const GAPS: usize = 5;
const CHANGED: usize = 5;

/// The state of a plan in a few lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The product.
    pub product: Product,
    /// How much there is.
    pub counts: Counts,
    /// Tasks being worked on.
    pub doing: Vec<TaskRow>,
    /// What to do next, and why.
    pub next: Next,
    /// What is missing, in the order of codes; the first few sorts.
    pub gaps: Vec<GapSort>,
    /// All gaps that nobody ignores.
    pub gaps_total: u32,
    /// What others changed since this client last asked.
    pub changed: Recap,
}

/// How much there is of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromRow)]
pub struct Counts {
    /// Outcomes.
    pub outcomes: u32,
    /// Bets that are not closed.
    pub bets_open: u32,
    /// Problems that are not solved.
    pub problems_open: u32,
    /// Projects neither done nor dropped.
    pub projects_open: u32,
    /// Projects under way.
    pub projects_building: u32,
    /// Tasks not begun.
    pub tasks_todo: u32,
    /// Tasks begun.
    pub tasks_doing: u32,
    /// Tasks finished.
    pub tasks_done: u32,
    /// Captures waiting.
    pub captures: u32,
}

impl Plan {
    /// Where a product stands. An AI client is told what others changed since it
    /// last asked once; asking again starts from now.
    pub async fn standing(&self, actor: &Actor, product: &ProductId) -> Result<Standing> {
        let (mut standing, changed) =
            tokio::try_join!(self.overview(actor, product), self.news(actor, product))?;
        standing.changed = changed;
        Ok(standing)
    }

    /// The same without what changed: nothing is told of it, and nothing is
    /// noted.
    pub async fn overview(&self, actor: &Actor, product: &ProductId) -> Result<Standing> {
        let best = NextQuery::best(NEXT);
        // Side by side, each on a reader of its own.
        let ((product, doing), counts, next, missing) = tokio::try_join!(
            self.under_way(product),
            self.counts(product),
            self.next(actor, product, &best),
            self.gaps(product, None),
        )?;
        let gaps_total = u32::try_from(missing.len()).unwrap_or(u32::MAX);
        let gaps = gaps::gap_sorts(missing).into_iter().take(GAPS).collect();
        Ok(Standing { product, counts, doing, next, gaps, gaps_total, changed: Recap::default() })
    }

    /// The product, and what is under way in it.
    async fn under_way(&self, product: &ProductId) -> Result<(Product, Vec<TaskRow>)> {
        let mut conn = self.store().reader().await?;
        let found = records::known::<Product>(&mut conn, product).await?;
        let now = self.ambient().now();
        Ok((found, tasks::sql::doing(&mut conn, product, DOING, now).await?))
    }

    /// What others changed. Where an AI client now stands is kept while the rest is
    /// still being read.
    async fn news(&self, actor: &Actor, product: &ProductId) -> Result<Recap> {
        let mut conn = self.store().reader().await?;
        let changed = recap::read(&mut conn, actor, product, CHANGED).await?;
        drop(conn);
        self.note_asked(actor, product, changed.seq).await;
        Ok(changed)
    }

    async fn counts(&self, product: &ProductId) -> Result<Counts> {
        let mut conn = self.store().reader().await?;
        counts(&mut conn, product).await
    }
}

async fn counts(conn: &mut SqliteConnection, product: &ProductId) -> Result<Counts> {
    Ok(sqlx::query_as(
        concat!(
            "SELECT
           (SELECT count(*) FROM outcomes WHERE product_id = ?1 AND trashed_at IS NULL) AS outcomes,
           (SELECT count(*) FROM bets WHERE product_id = ?1 AND closed_at IS NULL AND trashed_at IS NULL) AS bets_open,
           (SELECT count(*) FROM problems WHERE product_id = ?1 AND trashed_at IS NULL AND state <> 'solved') AS problems_open,
           (SELECT count(*) FROM projects WHERE product_id = ?1 AND trashed_at IS NULL AND ",
            open_project!("status"),
            ") AS projects_open,
           (SELECT count(*) FROM projects WHERE product_id = ?1 AND trashed_at IS NULL AND status = 'building') AS projects_building,
           (SELECT count(*) FROM tasks WHERE product_id = ?1 AND trashed_at IS NULL AND status = 'todo') AS tasks_todo,
           (SELECT count(*) FROM tasks WHERE product_id = ?1 AND trashed_at IS NULL AND status = 'doing') AS tasks_doing,
           (SELECT count(*) FROM tasks WHERE product_id = ?1 AND trashed_at IS NULL AND status = 'done') AS tasks_done,
           (SELECT count(*) FROM captures WHERE product_id = ?1 AND trashed_at IS NULL AND became_id IS NULL) AS captures"
        ),
    )
    .bind(product)
    .fetch_one(conn)
    .await?)
}
