//! What is under an entity: from pillars down to tasks.

use sqlx::SqliteConnection;

use crate::base::error::Result;
use crate::base::refs::Kind;

/// Everything under one entity. Tasks are told by their projects, so that a bet
/// with thousands of them is a short list.
#[derive(Debug, Clone)]
pub(super) struct Under {
    /// The ids of all but tasks.
    pub(super) ids: Vec<String>,
    /// The numbers of the projects whose tasks are under it.
    pub(super) projects: Vec<u32>,
}

impl Under {
    /// Whether an entity is among it, a task by the number of its project.
    pub(super) fn holds(&self, id: &str, project: Option<u32>) -> bool {
        project.is_some_and(|number| self.projects.contains(&number))
            || self.ids.iter().any(|below| below == id)
    }
}

/// Everything under an entity, read from the plan.
pub(super) async fn of(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Under> {
    let below: Vec<(String, String, Option<u32>)> =
        sqlx::query_as(BELOW).bind(kind).bind(id).fetch_all(conn).await?;
    let projects = below.iter().filter_map(|(_, _, project)| *project).collect();
    let ids = below.into_iter().map(|(_, id, _)| id).filter(|below| below != id).collect();
    Ok(Under { ids, projects })
}

const BELOW: &str = "
WITH RECURSIVE below (kind, id) AS (
  SELECT ?1, ?2
  UNION SELECT 'outcome', l.outcome_id FROM below AS b JOIN outcome_pillars AS l ON b.kind = 'pillar' AND l.pillar_id = b.id
  UNION SELECT 'project', p.id FROM below AS b JOIN projects AS p ON b.kind = 'pillar' AND p.pillar_id = b.id
  UNION SELECT 'bet', l.bet_id FROM below AS b JOIN bet_outcomes AS l ON b.kind = 'outcome' AND l.outcome_id = b.id
  UNION SELECT 'project', p.id FROM below AS b JOIN projects AS p ON b.kind = 'bet' AND p.bet_id = b.id
  UNION SELECT 'pain', n.id FROM below AS b JOIN pains AS n ON b.kind = 'persona' AND n.persona_id = b.id
  UNION SELECT 'bet', l.bet_id FROM below AS b JOIN bet_personas AS l ON b.kind = 'persona' AND l.persona_id = b.id
  UNION SELECT 'project', l.project_id FROM below AS b JOIN project_personas AS l ON b.kind = 'persona' AND l.persona_id = b.id
  UNION SELECT 'pain', n.id FROM below AS b JOIN pains AS n ON b.kind = 'problem' AND n.problem_id = b.id
  UNION SELECT 'bet', l.bet_id FROM below AS b JOIN bet_problems AS l ON b.kind = 'problem' AND l.problem_id = b.id
  UNION SELECT 'project', l.project_id FROM below AS b JOIN project_problems AS l ON b.kind = 'problem' AND l.problem_id = b.id
)
SELECT b.kind, b.id, p.number FROM below AS b LEFT JOIN projects AS p ON b.kind = 'project' AND p.id = b.id";
