//! The only SQL for pains.

use sqlx::SqliteConnection;

use super::{Pain, PainRow};
use crate::base::error::Result;
use crate::base::ids::{PainId, PersonaId, ProblemId, ProductId, ProjectId};
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::{Kind, Link, Ref};

impl Record for Pain {
    type Id = PainId;
    const KIND: Kind = Kind::Pain;

    fn head(&self) -> Head<'_> {
        Head {
            id: self.id.as_str(),
            reference: &self.reference,
            name: &self.reference,
            rev: self.rev,
            trashed: self.trashed_at.is_some(),
        }
    }

    fn cells(&self, cells: &mut Cells) {
        cells
            .once("product_id", &self.product_id)
            .once("persona_id", &self.persona_id)
            .once("problem_id", &self.problem_id)
            .put("impact", &self.impact)
            .put("stakes", &self.stakes)
            .put("state", self.state)
            .put("solved_by", &self.solved_by)
            .list("labels", &self.labels);
    }

    fn select() -> Option<&'static str> {
        Some(
            "SELECT n.*, 'U-' || u.number || '×X-' || x.number AS reference FROM pains AS n
             JOIN personas AS u ON u.id = n.persona_id JOIN problems AS x ON x.id = n.problem_id
             WHERE n.id = ?1",
        )
    }
}

/// A pain, its two ends, and the projects that solved it or may have.
macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "SELECT n.*, 'U-' || u.number || '×X-' || x.number AS reference,
               u.number AS persona_number, u.name AS persona_name,
               x.number AS problem_number, x.name AS problem_name,
               s.number AS solver_number, s.name AS solver_name,
               g.id AS suggested_id, g.number AS suggested_number, g.name AS suggested_name
             FROM pains AS n
             JOIN personas AS u ON u.id = n.persona_id
             JOIN problems AS x ON x.id = n.problem_id
             LEFT JOIN projects AS s ON s.id = n.solved_by
             LEFT JOIN projects AS g ON n.state <> 'solved' AND g.id = (
               SELECT p.id FROM project_problems AS b
               JOIN project_personas AS a ON a.project_id = b.project_id
               JOIN projects AS p ON p.id = b.project_id
               WHERE b.problem_id = n.problem_id AND a.persona_id = n.persona_id
                 AND p.status = 'done' AND p.trashed_at IS NULL
               ORDER BY p.finished_at DESC, p.id DESC LIMIT 1) ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    pain: Pain,
    persona_number: u32,
    persona_name: String,
    problem_number: u32,
    problem_name: String,
    solver_number: Option<u32>,
    solver_name: Option<String>,
    suggested_id: Option<String>,
    suggested_number: Option<u32>,
    suggested_name: Option<String>,
}

impl From<Row> for PainRow {
    fn from(row: Row) -> Self {
        let project = |id: Option<String>, number: Option<u32>, name: Option<String>| {
            Some(link(Kind::Project, id?, number?, name?))
        };
        let pain = row.pain;
        let (persona, problem) = (pain.persona_id.0.clone(), pain.problem_id.0.clone());
        let solver = pain.solved_by.as_ref().map(|id| id.0.clone());
        Self {
            persona: link(Kind::Persona, persona, row.persona_number, row.persona_name),
            problem: link(Kind::Problem, problem, row.problem_number, row.problem_name),
            solved_by: project(solver, row.solver_number, row.solver_name),
            suggest_solved: project(row.suggested_id, row.suggested_number, row.suggested_name),
            pain,
        }
    }
}

fn link(kind: Kind, id: String, number: u32, name: String) -> Link {
    Link { kind, id, reference: Ref { kind, number }.to_string(), name }
}

/// One pain with what it joins, in the trash or not.
pub(super) async fn row(conn: &mut SqliteConnection, id: &PainId) -> Result<Option<PainRow>> {
    let row: Option<Row> =
        sqlx::query_as(rows!("WHERE n.id = ?1")).bind(id).fetch_optional(conn).await?;
    Ok(row.map(PainRow::from))
}

/// The pains of a product, in the order of its problems.
pub(super) async fn of_product(
    conn: &mut SqliteConnection,
    id: &ProductId,
) -> Result<Vec<PainRow>> {
    let sql =
        rows!("WHERE n.product_id = ?1 AND n.trashed_at IS NULL ORDER BY x.rank, x.id, n.rank");
    Ok(shown(sqlx::query_as(sql).bind(id).fetch_all(conn).await?))
}

/// What a persona's problems cost them, in the order of the problems.
pub(crate) async fn of_persona(
    conn: &mut SqliteConnection,
    id: &PersonaId,
) -> Result<Vec<PainRow>> {
    let sql = rows!("WHERE n.persona_id = ?1 AND n.trashed_at IS NULL ORDER BY x.rank");
    Ok(shown(sqlx::query_as(sql).bind(id).fetch_all(conn).await?))
}

/// Who feels a problem, in order.
pub(crate) async fn of_problem(
    conn: &mut SqliteConnection,
    id: &ProblemId,
) -> Result<Vec<PainRow>> {
    let sql = rows!("WHERE n.problem_id = ?1 AND n.trashed_at IS NULL ORDER BY n.rank");
    Ok(shown(sqlx::query_as(sql).bind(id).fetch_all(conn).await?))
}

fn shown(rows: Vec<Row>) -> Vec<PainRow> {
    rows.into_iter().map(PainRow::from).collect()
}

/// The pain of a pair, in the trash or not.
pub(crate) async fn of_pair(
    conn: &mut SqliteConnection,
    persona: &PersonaId,
    problem: &ProblemId,
) -> Result<Option<PainId>> {
    Ok(sqlx::query_scalar("SELECT id FROM pains WHERE persona_id = ?1 AND problem_id = ?2")
        .bind(persona)
        .bind(problem)
        .fetch_optional(conn)
        .await?)
}

/// The pains of a done project's personas from its problems that are not solved.
pub(crate) async fn unsolved_of_done(
    conn: &mut SqliteConnection,
    project: &ProjectId,
) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT n.id FROM projects AS p
         JOIN project_problems AS b ON b.project_id = p.id
         JOIN project_personas AS a ON a.project_id = p.id
         JOIN pains AS n ON n.problem_id = b.problem_id AND n.persona_id = a.persona_id
         JOIN problems AS x ON x.id = n.problem_id
         WHERE p.id = ?1 AND p.status = 'done' AND p.trashed_at IS NULL
           AND n.state <> 'solved' AND n.trashed_at IS NULL ORDER BY x.rank, n.rank",
    )
    .bind(project)
    .fetch_all(conn)
    .await?)
}
