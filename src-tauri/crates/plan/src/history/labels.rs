//! What entities are called.

use std::collections::HashMap;

use sqlx::{FromRow, SqliteConnection};

use super::sql;
use crate::error::Result;
use crate::refs::{Kind, Link, Ref};

/// What an entity is called now, or was called last.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) reference: String,
    pub(crate) name: String,
    pub(crate) within: Option<Link>,
}

#[derive(FromRow)]
struct LabelRow {
    number: u32,
    name: String,
    project_id: Option<String>,
    project_number: Option<u32>,
    project_name: Option<String>,
}

impl LabelRow {
    fn label(self, kind: Kind) -> Label {
        Label {
            reference: reference(kind, self.number, &self.name),
            name: self.name,
            within: within(self.project_id, self.project_number, self.project_name),
        }
    }
}

#[derive(FromRow)]
struct ChangedRow {
    kind: Kind,
    entity_id: String,
    rev: u32,
    #[sqlx(flatten)]
    row: LabelRow,
}

/// The labels of what a change touched and is still there, each with its rev
/// after that change.
pub(super) async fn of_change(
    conn: &mut SqliteConnection,
    seq: u32,
) -> Result<HashMap<String, (Label, u32)>> {
    let rows: Vec<ChangedRow> = sqlx::query_as(
        "SELECT e.kind, e.entity_id, e.rev, t.number, t.name,
           p.id AS project_id, p.number AS project_number, p.name AS project_name
         FROM entity_changes AS e JOIN tasks AS t ON t.id = e.entity_id JOIN projects AS p ON p.id = t.project_id
         WHERE e.change_seq = ?1 AND e.kind = 'task'
         UNION ALL
         SELECT e.kind, e.entity_id, e.rev, p.number, p.name, NULL, NULL, NULL
         FROM entity_changes AS e JOIN projects AS p ON p.id = e.entity_id
         WHERE e.change_seq = ?1 AND e.kind = 'project'
         UNION ALL
         SELECT e.kind, e.entity_id, e.rev, k.number, k.text, NULL, NULL, NULL
         FROM entity_changes AS e JOIN captures AS k ON k.id = e.entity_id
         WHERE e.change_seq = ?1 AND e.kind = 'capture'",
    )
    .bind(seq)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (r.entity_id, (r.row.label(r.kind), r.rev))).collect())
}

/// What one entity is called now, or was called last.
pub(crate) async fn label(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Label> {
    let sql = match kind {
        Kind::Product => {
            "SELECT 0 AS number, name, NULL AS project_id, NULL AS project_number, NULL AS project_name
             FROM products WHERE id = ?1"
        }
        Kind::Project => {
            "SELECT number, name, NULL AS project_id, NULL AS project_number, NULL AS project_name
             FROM projects WHERE id = ?1"
        }
        Kind::Task => {
            "SELECT t.number, t.name, p.id AS project_id, p.number AS project_number, p.name AS project_name
             FROM tasks AS t JOIN projects AS p ON p.id = t.project_id WHERE t.id = ?1"
        }
        Kind::Capture => {
            "SELECT number, text AS name, NULL AS project_id, NULL AS project_number, NULL AS project_name
             FROM captures WHERE id = ?1"
        }
        Kind::Setting => {
            "SELECT 0 AS number, id AS name, NULL AS project_id, NULL AS project_number, NULL AS project_name
             FROM settings WHERE id = ?1"
        }
    };
    let row: Option<LabelRow> = sqlx::query_as(sql).bind(id).fetch_optional(&mut *conn).await?;
    match row {
        Some(row) => Ok(row.label(kind)),
        None => gone(conn, kind, id).await,
    }
}

async fn gone(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Label> {
    let row = sql::last_known_row(conn, id).await?;
    let value: serde_json::Value =
        row.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let number = value["number"].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    let name = value["name"].as_str().or(value["text"].as_str()).unwrap_or(id).to_owned();
    Ok(Label { reference: reference(kind, number, &name), name, within: None })
}

fn within(id: Option<String>, number: Option<u32>, name: Option<String>) -> Option<Link> {
    let reference = Ref { kind: Kind::Project, number: number? }.to_string();
    Some(Link { kind: Kind::Project, id: id?, reference, name: name? })
}

fn reference(kind: Kind, number: u32, name: &str) -> String {
    match kind {
        Kind::Product | Kind::Setting => name.to_owned(),
        kind => Ref { kind, number }.to_string(),
    }
}
