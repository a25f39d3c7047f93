//! The only SQL for problems.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::{Problem, ProblemRow};
use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::ids::{ProblemId, ProductId, ProjectId};

pub(crate) async fn get(conn: &mut SqliteConnection, id: &ProblemId) -> Result<Option<Problem>> {
    Ok(sqlx::query_as("SELECT *, 'X-' || number AS reference FROM problems WHERE id = ?1")
        .bind(id)
        .fetch_optional(conn)
        .await?)
}

/// The problems of a product, in order.
pub(super) async fn rows(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<ProblemRow>> {
    Ok(sqlx::query_as(
        "SELECT x.*, 'X-' || x.number AS reference,
           (SELECT count(*) FROM pains AS n WHERE n.problem_id = x.id AND n.trashed_at IS NULL) AS personas,
           (SELECT count(*) FROM evidence_problems AS e WHERE e.problem_id = x.id) AS evidence,
           (SELECT count(*) FROM bet_problems AS b WHERE b.problem_id = x.id) AS bets,
           (SELECT count(*) FROM project_problems AS p WHERE p.problem_id = x.id) AS projects
         FROM problems AS x WHERE x.product_id = ?1 AND x.trashed_at IS NULL ORDER BY x.rank",
    )
    .bind(product)
    .fetch_all(conn)
    .await?)
}

/// The done project that was last to work on a problem.
pub(super) async fn done_project(
    conn: &mut SqliteConnection,
    id: &ProblemId,
) -> Result<Option<ProjectId>> {
    Ok(sqlx::query_scalar(
        "SELECT p.id FROM project_problems AS l JOIN projects AS p ON p.id = l.project_id
         WHERE l.problem_id = ?1 AND p.status = 'done' AND p.trashed_at IS NULL
         ORDER BY p.finished_at DESC, p.id DESC LIMIT 1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?)
}

/// The problems a done project works on that are not solved, in order.
pub(super) async fn unsolved_of_done(
    conn: &mut SqliteConnection,
    project: &ProjectId,
) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT x.id FROM projects AS p JOIN project_problems AS l ON l.project_id = p.id
         JOIN problems AS x ON x.id = l.problem_id
         WHERE p.id = ?1 AND p.status = 'done' AND p.trashed_at IS NULL
           AND x.state <> 'solved' AND x.trashed_at IS NULL ORDER BY x.rank",
    )
    .bind(project)
    .fetch_all(conn)
    .await?)
}

pub(super) async fn insert(
    change: &mut Change,
    problem: &Problem,
    number: u32,
    rank: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO problems (id, product_id, number, name, kind, severity, description, state, labels,
           rank, rev, created_at, created_by, updated_at, updated_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, ?11, ?12, ?11, ?12)",
    )
    .bind(&problem.id)
    .bind(&problem.product_id)
    .bind(number)
    .bind(&problem.name)
    .bind(problem.kind)
    .bind(problem.severity)
    .bind(&problem.description)
    .bind(problem.state)
    .bind(Json(&problem.labels))
    .bind(rank)
    .bind(problem.created_at)
    .bind(problem.created_by.stored())
    .execute(change.conn())
    .await?;
    Ok(())
}

pub(super) async fn update(change: &mut Change, problem: &Problem) -> Result<()> {
    sqlx::query(
        "UPDATE problems SET name = ?2, kind = ?3, severity = ?4, description = ?5, state = ?6, labels = ?7
         WHERE id = ?1",
    )
    .bind(&problem.id)
    .bind(&problem.name)
    .bind(problem.kind)
    .bind(problem.severity)
    .bind(&problem.description)
    .bind(problem.state)
    .bind(Json(&problem.labels))
    .execute(change.conn())
    .await?;
    Ok(())
}
