//! The only SQL for projects; what screens show of them is read in `insights/pages`.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::types::{Project, Stored};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::finished::open_project;
use crate::base::ids::{ProductId, ProjectId};
use crate::base::refs::{Kind, Ref};

pub(crate) async fn get(conn: &mut SqliteConnection, id: &ProjectId) -> Result<Option<Project>> {
    let row: Option<Stored> = sqlx::query_as("SELECT * FROM projects WHERE id = ?1")
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(Project::from))
}

pub(super) async fn insert(
    change: &mut Change,
    project: &Project,
    number: u32,
    rank: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO projects (id, product_id, number, name, kind, status, why_line, why, what, constraints,
           in_scope, out_of_scope, labels, started_at, finished_at, rank, rev, created_at, created_by, updated_at, updated_by,
           questions, bet_id, pillar_id, appetite_days, branch, result)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0, ?17, ?18, ?17, ?18,
           ?19, ?20, ?21, ?22, ?23, ?24)",
    )
    .bind(&project.id)
    .bind(&project.product_id)
    .bind(number)
    .bind(&project.name)
    .bind(project.kind)
    .bind(project.status)
    .bind(&project.why_line)
    .bind(&project.why)
    .bind(&project.what)
    .bind(Json(&project.constraints))
    .bind(Json(&project.in_scope))
    .bind(Json(&project.out_of_scope))
    .bind(Json(&project.labels))
    .bind(project.started_at)
    .bind(project.finished_at)
    .bind(rank)
    .bind(project.created_at)
    .bind(project.created_by.stored())
    .bind(Json(&project.questions))
    .bind(&project.bet_id)
    .bind(&project.pillar_id)
    .bind(project.appetite_days)
    .bind(&project.branch)
    .bind(&project.result)
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(super) async fn update(change: &mut Change, project: &Project) -> Result<()> {
    sqlx::query(
        "UPDATE projects SET name = ?2, kind = ?3, status = ?4, status_reason = ?5, why_line = ?6, why = ?7,
           what = ?8, constraints = ?9, in_scope = ?10, out_of_scope = ?11, labels = ?12, started_at = ?13,
           finished_at = ?14, trashed_at = ?15, questions = ?16, bet_id = ?17, pillar_id = ?18, appetite_days = ?19,
           branch = ?20, result = ?21 WHERE id = ?1",
    )
    .bind(&project.id)
    .bind(&project.name)
    .bind(project.kind)
    .bind(project.status)
    .bind(&project.status_reason)
    .bind(&project.why_line)
    .bind(&project.why)
    .bind(&project.what)
    .bind(Json(&project.constraints))
    .bind(Json(&project.in_scope))
    .bind(Json(&project.out_of_scope))
    .bind(Json(&project.labels))
    .bind(project.started_at)
    .bind(project.finished_at)
    .bind(project.trashed_at)
    .bind(Json(&project.questions))
    .bind(&project.bet_id)
    .bind(&project.pillar_id)
    .bind(project.appetite_days)
    .bind(&project.branch)
    .bind(&project.result)
    .execute(change.conn())
    .await?;
    Ok(())
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
