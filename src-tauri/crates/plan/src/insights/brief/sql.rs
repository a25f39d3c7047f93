//! The only SQL for the grounds of a chain; what a brief tells beside them is read
//! in `page_sql.rs`.
//!
//! Each statement reads what one chain needs through an index; long texts are
//! read as far as they can be told.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::grounds::{Bet, Outcome, Pain, Persona, Pillar, Problem};
use crate::base::error::Result;

/// Which bets are meant.
#[derive(Debug, Clone, Copy)]
pub(super) enum BetsOf {
    /// The bet itself.
    Bet,
    /// Those that take on a problem, themselves or through a project.
    Problem,
    /// Those made for a persona, themselves or through a project.
    Persona,
}

macro_rules! select_bets {
    ($which:literal) => {
        concat!(
            "SELECT b.id, b.number, b.name, substr(b.belief, 1, 2000) AS belief, b.horizon, b.horizon_reason,
               b.closed_at IS NOT NULL AS closed, b.result
             FROM bets AS b WHERE b.trashed_at IS NULL AND b.id IN (",
            $which,
            ") ORDER BY b.closed_at IS NOT NULL,
               CASE b.horizon WHEN 'now' THEN 0 WHEN 'next' THEN 1 WHEN 'later' THEN 2 ELSE 3 END, b.rank"
        )
    };
}

/// Open bets first, in their order.
pub(super) async fn bets(conn: &mut SqliteConnection, which: BetsOf, id: &str) -> Result<Vec<Bet>> {
    let sql = match which {
        BetsOf::Bet => select_bets!("?1"),
        BetsOf::Problem => select_bets!(
            "SELECT bet_id FROM bet_problems WHERE problem_id = ?1
             UNION SELECT p.bet_id FROM project_problems AS l JOIN projects AS p ON p.id = l.project_id
             WHERE l.problem_id = ?1 AND p.trashed_at IS NULL"
        ),
        BetsOf::Persona => select_bets!(
            "SELECT bet_id FROM bet_personas WHERE persona_id = ?1
             UNION SELECT p.bet_id FROM project_personas AS l JOIN projects AS p ON p.id = l.project_id
             WHERE l.persona_id = ?1 AND p.trashed_at IS NULL"
        ),
    };
    Ok(sqlx::query_as(sql).bind(id).fetch_all(conn).await?)
}

macro_rules! select_outcomes {
    ($which:literal) => {
        concat!(
            "SELECT o.id, o.number, o.name, o.unit, o.target, o.due,
               coalesce((SELECT r.value FROM outcome_readings AS r WHERE r.outcome_id = o.id
                         ORDER BY r.date DESC, r.id DESC LIMIT 1), o.baseline) AS now
             FROM outcomes AS o WHERE o.trashed_at IS NULL AND o.id IN (",
            $which,
            ") ORDER BY o.is_primary DESC, o.rank"
        )
    };
}

/// The outcomes of a bet, the primary one first.
pub(super) async fn outcomes(conn: &mut SqliteConnection, bet: &str) -> Result<Vec<Outcome>> {
    const SQL: &str = select_outcomes!("SELECT outcome_id FROM bet_outcomes WHERE bet_id = ?1");
    Ok(sqlx::query_as(SQL).bind(bet).fetch_all(conn).await?)
}

pub(super) async fn outcome(conn: &mut SqliteConnection, id: &str) -> Result<Vec<Outcome>> {
    const SQL: &str = select_outcomes!("?1");
    Ok(sqlx::query_as(SQL).bind(id).fetch_all(conn).await?)
}

/// The pillars that outcomes serve: those of the first outcome first.
pub(super) async fn pillars(conn: &mut SqliteConnection, outcomes: &[&str]) -> Result<Vec<Pillar>> {
    Ok(sqlx::query_as(
        "SELECT l.id, l.number, l.name, substr(l.we_wont, 1, 2000) AS we_wont
         FROM json_each(?1) AS e JOIN outcome_pillars AS s ON s.outcome_id = e.value
         JOIN pillars AS l ON l.id = s.pillar_id
         WHERE l.trashed_at IS NULL GROUP BY l.id ORDER BY min(e.key), l.rank",
    )
    .bind(Json(outcomes))
    .fetch_all(conn)
    .await?)
}

pub(super) async fn pillar(conn: &mut SqliteConnection, id: &str) -> Result<Vec<Pillar>> {
    Ok(sqlx::query_as(
        "SELECT id, number, name, substr(we_wont, 1, 2000) AS we_wont FROM pillars
         WHERE id = ?1 AND trashed_at IS NULL",
    )
    .bind(id)
    .fetch_all(conn)
    .await?)
}

/// The problems of a project, then those of a bet.
pub(super) async fn problems(
    conn: &mut SqliteConnection,
    project: Option<&str>,
    bet: Option<&str>,
) -> Result<Vec<Problem>> {
    Ok(sqlx::query_as(
        "SELECT x.id, x.number, x.name, x.severity, min(l.tier) AS tier
         FROM (SELECT problem_id, 0 AS tier FROM project_problems WHERE project_id = ?1
               UNION ALL SELECT problem_id, 1 FROM bet_problems WHERE bet_id = ?2) AS l
         JOIN problems AS x ON x.id = l.problem_id
         WHERE x.trashed_at IS NULL GROUP BY x.id ORDER BY min(l.tier), x.rank",
    )
    .bind(project)
    .bind(bet)
    .fetch_all(conn)
    .await?)
}

pub(super) async fn problem(conn: &mut SqliteConnection, id: &str) -> Result<Vec<Problem>> {
    Ok(sqlx::query_as(
        "SELECT id, number, name, severity, 0 AS tier FROM problems
         WHERE id = ?1 AND trashed_at IS NULL",
    )
    .bind(id)
    .fetch_all(conn)
    .await?)
}

/// The problems that a persona feels.
pub(super) async fn problems_of_persona(
    conn: &mut SqliteConnection,
    persona: &str,
) -> Result<Vec<Problem>> {
    Ok(sqlx::query_as(
        "SELECT x.id, x.number, x.name, x.severity, 0 AS tier
         FROM pains AS n JOIN problems AS x ON x.id = n.problem_id
         WHERE n.persona_id = ?1 AND n.trashed_at IS NULL AND x.trashed_at IS NULL ORDER BY x.rank",
    )
    .bind(persona)
    .fetch_all(conn)
    .await?)
}

/// The personas of a project, then those of a bet, then those who feel one of the
/// problems; the primary one first in each.
pub(super) async fn personas(
    conn: &mut SqliteConnection,
    project: Option<&str>,
    bet: Option<&str>,
    problems: &[&str],
) -> Result<Vec<Persona>> {
    Ok(sqlx::query_as(
        "SELECT u.id, u.number, u.name, substr(u.wants, 1, 2000) AS wants, min(l.tier) AS tier
         FROM (SELECT persona_id, 0 AS tier FROM project_personas WHERE project_id = ?1
               UNION ALL SELECT persona_id, 1 FROM bet_personas WHERE bet_id = ?2
               UNION ALL SELECT n.persona_id, 2 FROM json_each(?3) AS e JOIN pains AS n ON n.problem_id = e.value
               WHERE n.trashed_at IS NULL) AS l
         JOIN personas AS u ON u.id = l.persona_id
         WHERE u.trashed_at IS NULL GROUP BY u.id ORDER BY min(l.tier), u.is_primary DESC, u.rank",
    )
    .bind(project)
    .bind(bet)
    .bind(Json(problems))
    .fetch_all(conn)
    .await?)
}

pub(super) async fn persona(conn: &mut SqliteConnection, id: &str) -> Result<Vec<Persona>> {
    Ok(sqlx::query_as(
        "SELECT id, number, name, substr(wants, 1, 2000) AS wants, 0 AS tier FROM personas
         WHERE id = ?1 AND trashed_at IS NULL",
    )
    .bind(id)
    .fetch_all(conn)
    .await?)
}

/// What a persona feels of the first of the problems that they feel.
pub(super) async fn pain(
    conn: &mut SqliteConnection,
    persona: &str,
    problems: &[&str],
) -> Result<Option<Pain>> {
    Ok(sqlx::query_as(
        "SELECT n.problem_id, substr(n.impact, 1, 2000) AS impact, substr(n.stakes, 1, 2000) AS stakes
         FROM json_each(?2) AS e JOIN pains AS n ON n.persona_id = ?1 AND n.problem_id = e.value
         WHERE n.trashed_at IS NULL ORDER BY e.key LIMIT 1",
    )
    .bind(persona)
    .bind(Json(problems))
    .fetch_optional(conn)
    .await?)
}

/// The persona and the problem of a pain.
pub(super) async fn ends_of_pain(
    conn: &mut SqliteConnection,
    pain: &str,
) -> Result<Option<(String, String)>> {
    Ok(sqlx::query_as("SELECT persona_id, problem_id FROM pains WHERE id = ?1")
        .bind(pain)
        .fetch_optional(conn)
        .await?)
}
