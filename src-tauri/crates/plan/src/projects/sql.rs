//! The only SQL for projects.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::types::{Project, ProjectCard, ProjectKind, ProjectStatus, Stored};
use crate::change::Change;
use crate::error::Result;
use crate::ids::{ProductId, ProjectId};
use crate::rank::{ListSql, list};
use crate::refs::{Kind, Ref};

/// The order of a product's projects, across all statuses.
pub(crate) const ORDER: ListSql = list!("projects", "product_id");

pub(crate) async fn get(conn: &mut SqliteConnection, id: &ProjectId) -> Result<Option<Project>> {
    let row: Option<Stored> = sqlx::query_as("SELECT * FROM projects WHERE id = ?1")
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(Project::from))
}

#[derive(sqlx::FromRow)]
struct CardRow {
    id: ProjectId,
    number: u32,
    name: String,
    kind: ProjectKind,
    status: ProjectStatus,
    why_line: String,
    #[sqlx(json)]
    labels: Vec<String>,
    has_why: bool,
    has_check: bool,
    tasks_done: u32,
    tasks_total: u32,
    tasks_doing: u32,
    tasks_blocked: u32,
    updated_at: DateTime<Utc>,
    rev: u32,
}

/// The cards of a product, in order.
pub(super) async fn cards(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<ProjectCard>> {
    let rows: Vec<CardRow> = sqlx::query_as(
        "SELECT p.id, p.number, p.name, p.kind, p.status, p.why_line, p.labels, p.updated_at, p.rev,
           p.why_line <> '' OR p.why <> '' AS has_why,
           EXISTS (SELECT 1 FROM tasks AS t JOIN task_checks AS c ON c.task_id = t.id
                   WHERE t.project_id = p.id AND t.trashed_at IS NULL) AS has_check,
           coalesce(n.done, 0) AS tasks_done, coalesce(n.total, 0) AS tasks_total,
           coalesce(n.doing, 0) AS tasks_doing, coalesce(n.blocked, 0) AS tasks_blocked
         FROM projects AS p
         LEFT JOIN (SELECT project_id, sum(status = 'done') AS done, sum(status <> 'dropped') AS total,
                      sum(status = 'doing') AS doing,
                      sum(blocked AND status IN ('todo', 'doing')) AS blocked
                    FROM tasks WHERE product_id = ?1 AND trashed_at IS NULL GROUP BY project_id) AS n
           ON n.project_id = p.id
         WHERE p.product_id = ?1 AND p.trashed_at IS NULL ORDER BY p.rank",
    )
    .bind(product)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(card).collect())
}

fn card(row: CardRow) -> ProjectCard {
    let mut gaps = Vec::new();
    if !row.status.is_over() {
        if !row.has_why {
            gaps.push("no why".to_owned());
        }
        if !row.has_check {
            gaps.push("no check in its tasks".to_owned());
        }
    }
    ProjectCard {
        reference: Ref { kind: Kind::Project, number: row.number }.to_string(),
        id: row.id,
        name: row.name,
        kind: row.kind,
        status: row.status,
        why_line: row.why_line,
        labels: row.labels,
        tasks_done: row.tasks_done,
        tasks_total: row.tasks_total,
        tasks_doing: row.tasks_doing,
        tasks_blocked: row.tasks_blocked,
        gaps,
        updated_at: row.updated_at,
        rev: row.rev,
    }
}

pub(super) async fn insert(
    change: &mut Change,
    project: &Project,
    number: u32,
    rank: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO projects (id, product_id, number, name, kind, status, why_line, why, what, constraints,
           in_scope, out_of_scope, labels, started_at, finished_at, rank, rev, created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0, ?17, ?18, ?17, ?18)",
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
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(super) async fn update(change: &mut Change, project: &Project) -> Result<()> {
    sqlx::query(
        "UPDATE projects SET name = ?2, kind = ?3, status = ?4, status_reason = ?5, why_line = ?6, why = ?7,
           what = ?8, constraints = ?9, in_scope = ?10, out_of_scope = ?11, labels = ?12, started_at = ?13,
           finished_at = ?14, trashed_at = ?15 WHERE id = ?1",
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
