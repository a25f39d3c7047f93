//! The only SQL for projects; what screens show of them is read in `insights/pages`.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::types::Project;
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::finished::open_project;
use crate::base::ids::{ProductId, ProjectId};
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::{Kind, Ref};

impl Record for Project {
    type Id = ProjectId;
    const KIND: Kind = Kind::Project;

    fn head(&self) -> Head<'_> {
        Head {
            id: self.id.as_str(),
            reference: &self.reference,
            name: &self.name,
            rev: self.rev,
            trashed: self.trashed_at.is_some(),
        }
    }

    fn cells(&self, cells: &mut Cells) {
        cells
            .once("product_id", &self.product_id)
            .put("name", &self.name)
            .put("kind", self.kind)
            .put("status", self.status)
            .put("status_reason", &self.status_reason)
            .put("why_line", &self.why_line)
            .put("why", &self.why)
            .put("what", &self.what)
            .list("constraints", &self.constraints)
            .list("in_scope", &self.in_scope)
            .list("out_of_scope", &self.out_of_scope)
            .list("questions", &self.questions)
            .put("bet_id", &self.bet_id)
            .put("pillar_id", &self.pillar_id)
            .put("appetite_days", self.appetite_days)
            .put("branch", &self.branch)
            .put("result", &self.result)
            .list("labels", &self.labels)
            .put("started_at", self.started_at)
            .put("finished_at", self.finished_at)
            .put("trashed_at", self.trashed_at);
    }
}

pub(super) async fn set_rank(change: &mut Change, id: &ProjectId, rank: &str) -> Result<()> {
    sqlx::query("UPDATE projects SET rank = ?2 WHERE id = ?1")
        .bind(id)
        .bind(rank)
        .execute(change.conn())
        .await?;
    Ok(())
}

/// Puts a project's tasks into the trash with it.
pub(super) async fn trash_tasks(
    change: &mut Change,
    id: &ProjectId,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "UPDATE tasks SET trashed_at = ?2, pinned = 0 WHERE project_id = ?1 AND trashed_at IS NULL",
    )
    .bind(id)
    .bind(at)
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Brings back the tasks that went to the trash with their project.
pub(super) async fn restore_tasks(
    change: &mut Change,
    id: &ProjectId,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query("UPDATE tasks SET trashed_at = NULL WHERE project_id = ?1 AND trashed_at = ?2")
        .bind(id)
        .bind(at)
        .execute(change.conn())
        .await?;
    Ok(())
}

pub(super) async fn building(conn: &mut SqliteConnection, product: &ProductId) -> Result<u32> {
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM projects WHERE product_id = ?1 AND status = 'building' AND trashed_at IS NULL",
    )
    .bind(product)
    .fetch_one(conn)
    .await?)
}

/// The refs of the unfinished projects that one waits for.
pub(crate) async fn unfinished_before(
    conn: &mut SqliteConnection,
    id: &ProjectId,
) -> Result<Vec<String>> {
    let numbers: Vec<u32> = sqlx::query_scalar(concat!(
        "SELECT w.number FROM project_dependencies AS d JOIN projects AS w ON w.id = d.depends_on
         WHERE d.project_id = ?1 AND w.trashed_at IS NULL AND ",
        open_project!("w.status"),
        " ORDER BY w.number"
    ))
    .bind(id)
    .fetch_all(conn)
    .await?;
    Ok(numbers.into_iter().map(|number| Ref { kind: Kind::Project, number }.to_string()).collect())
}
