//! What waits for what: tasks for tasks, projects for projects. Dependencies
//! never form a cycle; a refusal names the path.

use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::base::change::Change;
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::reason::Reason;
use crate::base::refs::Kind;

/// The table that says which entity of a kind waits for which.
#[derive(Debug)]
pub(crate) struct Waits {
    pub(crate) kind: Kind,
    pub(crate) table: &'static str,
    owner: &'static str,
}

pub(crate) const TASKS: Waits =
    Waits { kind: Kind::Task, table: "task_dependencies", owner: "task_id" };
pub(crate) const PROJECTS: Waits =
    Waits { kind: Kind::Project, table: "project_dependencies", owner: "project_id" };

/// A longer circle is named by its two ends.
const LONGEST_CIRCLE: usize = 16;

impl Waits {
    /// The dependencies kept in this table.
    pub(crate) fn in_table(table: &str) -> Option<&'static Waits> {
        [&TASKS, &PROJECTS].into_iter().find(|waits| waits.table == table)
    }

    /// Makes `id` wait for `on`, of the same product.
    pub(crate) async fn add(&self, change: &mut Change, id: &str, on: &str) -> Result<()> {
        let waiting = entities::existing(change, self.kind, id).await?;
        let first = entities::existing(change, self.kind, on).await?;
        if waiting.product_id != first.product_id {
            let name = entities::link(change.conn(), self.kind, on).await?.reference;
            return Err(Error::Refused(Reason::OtherProduct(name)));
        }
        self.refuse_cycle(change, id, on).await?;
        change.within(&waiting.product_id).await?;
        // Names of tables and columns are constants of ours.
        let sql = format!(
            "INSERT OR IGNORE INTO {} (id, {}, depends_on) VALUES (?1, ?2, ?3)",
            self.table, self.owner
        );
        let row = change.id();
        sqlx::query(AssertSqlSafe(sql)).bind(row).bind(id).bind(on).execute(change.conn()).await?;
        Ok(())
    }

    /// Makes `id` wait for `on` no longer.
    pub(crate) async fn remove(&self, change: &mut Change, id: &str, on: &str) -> Result<()> {
        let waiting = entities::existing(change, self.kind, id).await?;
        change.within(&waiting.product_id).await?;
        // Names of tables and columns are constants of ours.
        let sql =
            format!("DELETE FROM {} WHERE {} = ?1 AND depends_on = ?2", self.table, self.owner);
        sqlx::query(AssertSqlSafe(sql)).bind(id).bind(on).execute(change.conn()).await?;
        Ok(())
    }

    /// What `id` waits for.
    pub(crate) async fn first(&self, conn: &mut SqliteConnection, id: &str) -> Result<Vec<String>> {
        // Names of tables and columns are constants of ours.
        let sql =
            format!("SELECT depends_on FROM {} WHERE {} = ?1 ORDER BY id", self.table, self.owner);
        Ok(sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).fetch_all(conn).await?)
    }

    /// Whether a dependency that was removed would now close a circle. `edit` is
    /// the log's line of its removal.
    pub(crate) async fn would_close(&self, conn: &mut SqliteConnection, edit: i64) -> Result<bool> {
        let row: Option<(String, String)> = sqlx::query_as(
            "SELECT json_extract(before, '$.' || ?2), json_extract(before, '$.depends_on')
             FROM row_changes WHERE id = ?1",
        )
        .bind(edit)
        .bind(self.owner)
        .fetch_optional(&mut *conn)
        .await?;
        match row {
            Some((id, on)) => Ok(self.reach(conn, &on).await?.iter().any(|(far, _)| *far == id)),
            None => Ok(false),
        }
    }

    /// Everything that `from` waits for, near or far: each with what waits for it,
    /// nearest first. The first pair is `from` itself.
    async fn reach(
        &self,
        conn: &mut SqliteConnection,
        from: &str,
    ) -> Result<Vec<(String, Option<String>)>> {
        // Names of tables and columns are constants of ours.
        let sql = format!(
            "WITH RECURSIVE reach (id, via) AS (
               SELECT ?1, NULL
               UNION
               SELECT d.depends_on, d.{owner} FROM reach AS r JOIN {table} AS d ON d.{owner} = r.id
             )
             SELECT id, via FROM reach",
            owner = self.owner,
            table = self.table
        );
        Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(from).fetch_all(conn).await?)
    }

    async fn refuse_cycle(&self, change: &mut Change, id: &str, on: &str) -> Result<()> {
        let reach = self.reach(change.conn(), on).await?;
        if !reach.iter().any(|(far, _)| far == id) {
            return Ok(());
        }
        // Walks back from the entity to `on`, along the edges found first.
        let mut path = vec![id.to_owned()];
        let mut at = id.to_owned();
        while at != on {
            let Some(via) =
                reach.iter().find(|(far, _)| *far == at).and_then(|(_, via)| via.clone())
            else {
                break;
            };
            path.push(via.clone());
            at = via;
        }
        path.push(id.to_owned());
        path.reverse();
        let mut names = Vec::with_capacity(path.len());
        for id in path {
            names.push(entities::link(change.conn(), self.kind, &id).await?.reference);
        }
        if names.len() > LONGEST_CIRCLE {
            let last = names.split_off(names.len() - LONGEST_CIRCLE / 2);
            let left_out = names.split_off(LONGEST_CIRCLE / 2).len();
            names.push(format!("{left_out} more"));
            names.extend(last);
        }
        Err(Error::Refused(Reason::Circle(names)))
    }
}
