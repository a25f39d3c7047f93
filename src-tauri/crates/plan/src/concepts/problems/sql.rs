//! The only SQL for problems.

use sqlx::SqliteConnection;

use super::{Problem, ProblemRow};
use crate::base::error::Result;
use crate::base::ids::{ProblemId, ProductId, ProjectId};
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::Kind;

impl Record for Problem {
    type Id = ProblemId;
    const KIND: Kind = Kind::Problem;

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
            .put("severity", self.severity)
            .put("description", &self.description)
            .put("state", self.state)
            .list("labels", &self.labels);
    }
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
