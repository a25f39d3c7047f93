//! The SQL for what the person ignores, and for the texts that hints are about.

use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::base::change::Change;
use crate::base::error::Result;
use crate::base::refs::Kind;
use crate::insights::hints::Wording;

/// Adds a code to what is ignored of an entity.
pub(super) async fn ignore(change: &mut Change, kind: Kind, id: &str, code: &str) -> Result<()> {
    // The table's name is a constant of ours.
    let sql = format!(
        "UPDATE {} SET ignored = json_insert(ignored, '$[#]', ?2)
         WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM json_each(ignored) WHERE value = ?2)",
        kind.table()
    );
    sqlx::query(AssertSqlSafe(sql)).bind(id).bind(code).execute(change.conn()).await?;
    Ok(())
}

/// Takes a code out of what is ignored of an entity.
pub(super) async fn heed(change: &mut Change, kind: Kind, id: &str, code: &str) -> Result<()> {
    // The table's name is a constant of ours.
    let sql = format!(
        "UPDATE {} SET ignored = (SELECT json_group_array(value) FROM json_each(ignored) WHERE value <> ?2)
         WHERE id = ?1",
        kind.table()
    );
    sqlx::query(AssertSqlSafe(sql)).bind(id).bind(code).execute(change.conn()).await?;
    Ok(())
}

/// The codes that are ignored of an entity.
pub(super) async fn of(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Vec<String>> {
    // The table's name is a constant of ours.
    let sql = format!("SELECT value FROM {}, json_each(ignored) WHERE {0}.id = ?1", kind.table());
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).bind(id).fetch_all(conn).await?)
}

/// What an entity says, as far as hints look at it.
pub(super) async fn wording(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Wording> {
    let sql = match kind {
        Kind::Outcome => {
            "SELECT name, metric, baseline, target, '' AS why_line, '' AS why, '[]' AS checks
             FROM outcomes WHERE id = ?1"
        }
        Kind::Project => {
            "SELECT name, '' AS metric, NULL AS baseline, NULL AS target, why_line, why, '[]' AS checks
             FROM projects WHERE id = ?1"
        }
        Kind::Task => {
            "SELECT name, '' AS metric, NULL AS baseline, NULL AS target, '' AS why_line, '' AS why,
               (SELECT json_group_array(text) FROM (SELECT text FROM task_checks WHERE task_id = ?1 ORDER BY rank)) AS checks
             FROM tasks WHERE id = ?1"
        }
        Kind::Pillar => PILLAR,
        Kind::Bet => BET,
        Kind::Persona => PERSONA,
        _ => return Ok(Wording::default()),
    };
    Ok(sqlx::query_as(sql).bind(id).fetch_one(conn).await?)
}

macro_rules! name_alone {
    ($table:literal) => {
        concat!(
            "SELECT name, '' AS metric, NULL AS baseline, NULL AS target, '' AS why_line, '' AS why, '[]' AS checks
             FROM ",
            $table,
            " WHERE id = ?1"
        )
    };
}

const PILLAR: &str = name_alone!("pillars");
const BET: &str = name_alone!("bets");
const PERSONA: &str = name_alone!("personas");
