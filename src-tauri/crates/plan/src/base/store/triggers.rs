//! SQLite itself keeps the log: triggers generated from the table definitions
//! record before and after of every row of every tracked table.
//!
//! No use case can forget to record, and none can write outside a change: the
//! triggers take the change's number from `current_change`, which is empty then,
//! and `row_changes.change_seq` refuses null.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::base::error::Result;
use crate::base::refs::Kind;

/// A table whose rows are part of the plan.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// The kind of the entity a row belongs to.
    pub(crate) kind: Kind,
    /// The column with that entity's id.
    pub(crate) owner: &'static str,
    /// The entity's field that a row is part of; `None` for the entity's own
    /// table, whose columns are the fields.
    pub(crate) field: Option<&'static str>,
}

const fn entity(name: &'static str, kind: Kind) -> Table {
    Table { name, kind, owner: "id", field: None }
}

const fn part(name: &'static str, kind: Kind, owner: &'static str, field: &'static str) -> Table {
    Table { name, kind, owner, field: Some(field) }
}

/// Every table the log keeps.
pub(crate) const TRACKED: [Table; 29] = [
    entity("products", Kind::Product),
    entity("pillars", Kind::Pillar),
    entity("outcomes", Kind::Outcome),
    part("outcome_readings", Kind::Outcome, "outcome_id", "readings"),
    part("outcome_pillars", Kind::Outcome, "outcome_id", "pillars"),
    entity("bets", Kind::Bet),
    part("bet_outcomes", Kind::Bet, "bet_id", "outcomes"),
    part("bet_problems", Kind::Bet, "bet_id", "problems"),
    part("bet_personas", Kind::Bet, "bet_id", "personas"),
    entity("personas", Kind::Persona),
    entity("problems", Kind::Problem),
    entity("pains", Kind::Pain),
    entity("projects", Kind::Project),
    part("project_personas", Kind::Project, "project_id", "personas"),
    part("project_problems", Kind::Project, "project_id", "problems"),
    part("project_dependencies", Kind::Project, "project_id", "depends_on"),
    entity("tasks", Kind::Task),
    part("task_steps", Kind::Task, "task_id", "steps"),
    part("task_checks", Kind::Task, "task_id", "checks"),
    part("task_notes", Kind::Task, "task_id", "notes"),
    part("task_dependencies", Kind::Task, "task_id", "depends_on"),
    entity("captures", Kind::Capture),
    entity("evidence", Kind::Evidence),
    part("evidence_problems", Kind::Evidence, "evidence_id", "problems"),
    part("evidence_outcomes", Kind::Evidence, "evidence_id", "outcomes"),
    part("evidence_bets", Kind::Evidence, "evidence_id", "bets"),
    entity("decisions", Kind::Decision),
    part("decision_about", Kind::Decision, "decision_id", "about"),
    entity("settings", Kind::Setting),
];

/// Set by the store at each commit; never logged, never undone.
const BOOKKEEPING: [&str; 3] = ["rev", "updated_at", "updated_by"];

/// Whether the triggers in the file are the ones this program would generate.
pub(super) async fn are_current(conn: &mut SqliteConnection) -> Result<bool> {
    Ok(existing(conn).await? == generated(conn).await?)
}

/// Replaces the triggers in the file by freshly generated ones.
pub(super) async fn renew(conn: &mut SqliteConnection) -> Result<()> {
    for name in existing(conn).await?.into_keys() {
        // Names come from the file's own schema and are quoted.
        let sql = format!("DROP TRIGGER \"{}\"", name.replace('"', "\"\""));
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *conn).await?;
    }
    for sql in generated(conn).await?.into_values() {
        // Built from the constants above and the columns of our own tables.
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *conn).await?;
    }
    Ok(())
}

async fn existing(conn: &mut SqliteConnection) -> Result<BTreeMap<String, String>> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().collect())
}

async fn generated(conn: &mut SqliteConnection) -> Result<BTreeMap<String, String>> {
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
         WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, c.cid",
    )
    .fetch_all(conn)
    .await?;
    let mut triggers = BTreeMap::new();
    for table in &TRACKED {
        let columns: Vec<&str> =
            columns.iter().filter(|(t, _)| t == table.name).map(|(_, c)| c.as_str()).collect();
        for (name, sql) in
            [insert(table, &columns), update(table, &columns), delete(table, &columns)]
        {
            triggers.insert(name, sql);
        }
    }
    Ok(triggers)
}

fn insert(table: &Table, columns: &[&str]) -> (String, String) {
    let name = format!("log_{}_insert", table.name);
    let values = row_values(table, "NEW", "insert", "'*'", "NULL", &as_json("NEW", columns));
    let sql = format!(
        "CREATE TRIGGER {name} AFTER INSERT ON {} BEGIN {INTO} VALUES ({values}); END",
        table.name
    );
    (name, sql)
}

fn delete(table: &Table, columns: &[&str]) -> (String, String) {
    let name = format!("log_{}_delete", table.name);
    let values = row_values(table, "OLD", "delete", "'*'", &as_json("OLD", columns), "NULL");
    let sql = format!(
        "CREATE TRIGGER {name} AFTER DELETE ON {} BEGIN {INTO} VALUES ({values}); END",
        table.name
    );
    (name, sql)
}

fn update(table: &Table, columns: &[&str]) -> (String, String) {
    let name = format!("log_{}_update", table.name);
    let kept: Vec<&&str> =
        columns.iter().filter(|c| **c != "id" && !BOOKKEEPING.contains(*c)).collect();
    let list = kept.iter().map(|c| **c).collect::<Vec<&str>>().join(", ");
    // One statement for all columns: one each would be compiled into every update,
    // and kept in memory by every connection. The plus takes a column's affinity
    // away: numbers would be compared as texts, which leave their last digits out.
    let values: Vec<String> = kept
        .iter()
        .map(|c| format!("SELECT '{c}' AS field, +OLD.{c} AS before, +NEW.{c} AS after"))
        .collect();
    let row = row_values(table, "NEW", "update", "c.field", "c.before", "c.after");
    let sql = format!(
        "CREATE TRIGGER {name} AFTER UPDATE OF {list} ON {} BEGIN
           {INTO} SELECT {row} FROM ({}) AS c WHERE c.before IS NOT c.after;
         END",
        table.name,
        values.join(" UNION ALL ")
    );
    (name, sql)
}

const INTO: &str = "INSERT INTO row_changes (change_seq, kind, entity_id, table_name, row_id, op, field, before, after)";

fn row_values(
    table: &Table,
    row: &str,
    op: &str,
    field: &str,
    before: &str,
    after: &str,
) -> String {
    format!(
        "(SELECT seq FROM current_change), '{}', {row}.{}, '{}', {row}.id, '{op}', {field}, {before}, {after}",
        table.kind.word(),
        table.owner,
        table.name,
    )
}

fn as_json(row: &str, columns: &[&str]) -> String {
    let pairs: Vec<String> = columns.iter().map(|c| format!("'{c}', {row}.{c}")).collect();
    format!("json_object({})", pairs.join(", "))
}
