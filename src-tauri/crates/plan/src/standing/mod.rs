//! Where a product stands, for someone who has just come in.

use serde::{Deserialize, Serialize};
use sqlx::{FromRow, SqliteConnection};

use crate::Plan;
use crate::actor::Actor;
use crate::error::Result;
use crate::history::{self, ChangeSetRow};
use crate::ids::ProductId;
use crate::products::{self, Product};
use crate::tasks::{self, TaskRow};

/// How many tasks and change sets are told.
const TOLD: u32 = 5;

/// The state of a plan in a few lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The product.
    pub product: Product,
    /// How much there is.
    pub counts: Counts,
    /// Tasks being worked on.
    pub doing: Vec<TaskRow>,
    /// Open tasks that nothing holds up: in projects building first, then by
    /// priority, then in the person's order.
    pub startable: Vec<TaskRow>,
    /// What is missing, one sentence each.
    pub gaps: Vec<String>,
    /// What others changed since this client last asked, latest first.
    pub changed: Vec<ChangeSetRow>,
}

/// How much there is of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromRow)]
pub struct Counts {
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
    /// Where a product stands. For an actor, what others changed since it last
    /// asked is told once; asking again starts from now.
    pub async fn standing(&self, actor: &Actor, product: &ProductId) -> Result<Standing> {
        let mut conn = self.store().reader().await?;
        let found = products::sql::get(&mut conn, product).await?.ok_or_else(products::missing)?;
        let counts = counts(&mut conn, product).await?;
        let client = actor.shown().stored();
        let seen = cursor(&mut conn, &client, product).await?;
        let now = history::sql::last_seq(&mut conn).await?;
        let changed = match seen {
            Some(seen) => changed_since(&mut conn, actor, product, seen).await?,
            None => Vec::new(),
        };
        let doing = tasks::sql::doing(&mut conn, product, TOLD).await?;
        let startable = tasks::sql::startable(&mut conn, product, TOLD).await?;
        let gaps = gaps(&mut conn, product, &found).await?;
        drop(conn);
        if seen != Some(now)
            && let Err(error) = self.remember(&client, product, now).await
        {
            // Reading goes on where writing does not.
            tracing::debug!(%error, "where this client stands was not kept");
        }
        Ok(Standing { product: found, counts, doing, startable, gaps, changed })
    }

    /// A cursor is where a reader stands, not part of the plan: it is no change.
    async fn remember(&self, client: &str, product: &ProductId, seq: u32) -> Result<()> {
        let mut transaction = self.store().write().await?;
        let kept = sqlx::query(
            "INSERT INTO cursors (client, product_id, seq) VALUES (?1, ?2, ?3)
             ON CONFLICT (client, product_id) DO UPDATE SET seq = excluded.seq",
        )
        .bind(client)
        .bind(product)
        .bind(seq)
        .execute(&mut *transaction)
        .await;
        self.store().end(transaction, kept.map(drop)).await
    }
}

async fn counts(conn: &mut SqliteConnection, product: &ProductId) -> Result<Counts> {
    Ok(sqlx::query_as(
        "SELECT
           (SELECT count(*) FROM projects WHERE product_id = ?1 AND trashed_at IS NULL AND status NOT IN ('done', 'dropped')) AS projects_open,
           (SELECT count(*) FROM projects WHERE product_id = ?1 AND trashed_at IS NULL AND status = 'building') AS projects_building,
           (SELECT count(*) FROM tasks WHERE product_id = ?1 AND trashed_at IS NULL AND status = 'todo') AS tasks_todo,
           (SELECT count(*) FROM tasks WHERE product_id = ?1 AND trashed_at IS NULL AND status = 'doing') AS tasks_doing,
           (SELECT count(*) FROM tasks WHERE product_id = ?1 AND trashed_at IS NULL AND status = 'done') AS tasks_done,
           (SELECT count(*) FROM captures WHERE product_id = ?1 AND trashed_at IS NULL AND became_id IS NULL) AS captures",
    )
    .bind(product)
    .fetch_one(conn)
    .await?)
}

async fn cursor(
    conn: &mut SqliteConnection,
    client: &str,
    product: &ProductId,
) -> Result<Option<u32>> {
    Ok(sqlx::query_scalar("SELECT seq FROM cursors WHERE client = ?1 AND product_id = ?2")
        .bind(client)
        .bind(product)
        .fetch_optional(conn)
        .await?)
}

async fn changed_since(
    conn: &mut SqliteConnection,
    actor: &Actor,
    product: &ProductId,
    seen: u32,
) -> Result<Vec<ChangeSetRow>> {
    let own = (actor.kind, actor.name.as_str());
    let mut rows = Vec::new();
    for set in history::sql::sets_grown_since(conn, product, seen, own, TOLD).await? {
        rows.push(history::summarise_set(conn, set).await?);
    }
    Ok(rows)
}

async fn gaps(
    conn: &mut SqliteConnection,
    product: &ProductId,
    found: &Product,
) -> Result<Vec<String>> {
    let mut gaps = Vec::new();
    if found.vision.trim().is_empty() {
        gaps.push("No vision: write what changes for people if this works.".to_owned());
    }
    let without_why = missing_in(conn, product, NO_WHY).await?;
    if let Some(listed) = listed(&without_why) {
        gaps.push(format!("No why: {listed}. Write one."));
    }
    let without_check = missing_in(conn, product, NO_CHECK).await?;
    if let Some(listed) = listed(&without_check) {
        gaps.push(format!("No check in any task: {listed}. Add how one knows it is done."));
    }
    Ok(gaps)
}

const NO_WHY: &str = "SELECT number FROM projects WHERE product_id = ?1 AND trashed_at IS NULL
  AND status NOT IN ('done', 'dropped') AND why = '' AND why_line = '' ORDER BY rank";

const NO_CHECK: &str =
    "SELECT number FROM projects AS p WHERE product_id = ?1 AND trashed_at IS NULL
  AND status NOT IN ('done', 'dropped') AND NOT EXISTS (
    SELECT 1 FROM tasks AS t JOIN task_checks AS c ON c.task_id = t.id
    WHERE t.project_id = p.id AND t.trashed_at IS NULL) ORDER BY rank";

async fn missing_in(
    conn: &mut SqliteConnection,
    product: &ProductId,
    sql: &'static str,
) -> Result<Vec<u32>> {
    Ok(sqlx::query_scalar(sql).bind(product).fetch_all(conn).await?)
}

fn listed(numbers: &[u32]) -> Option<String> {
    let shown: Vec<String> = numbers.iter().take(5).map(|n| format!("P-{n}")).collect();
    match numbers.len() {
        0 => None,
        1..=5 => Some(shown.join(", ")),
        more => Some(format!("{} and {} more", shown.join(", "), more - 5)),
    }
}
