//! What entities are called.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use sqlx::{AssertSqlSafe, FromRow, SqliteConnection};

use super::sql;
use crate::base::error::Result;
use crate::base::refs::{Kind, Link, Ref, pain_reference};

/// What an entity is called now, or was called last.
#[derive(Debug, Clone)]
pub(crate) struct Caption {
    pub(crate) reference: String,
    pub(crate) name: String,
    pub(crate) within: Option<Link>,
}

#[derive(FromRow)]
struct CaptionRow {
    number: u32,
    name: String,
    project_id: Option<String>,
    project_number: Option<u32>,
    project_name: Option<String>,
}

impl CaptionRow {
    fn caption(self, kind: Kind) -> Caption {
        Caption {
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
    row: CaptionRow,
}

/// Kinds whose name and number are columns of their own table.
const PLAIN: [Kind; 9] = [
    Kind::Project,
    Kind::Pillar,
    Kind::Outcome,
    Kind::Bet,
    Kind::Persona,
    Kind::Problem,
    Kind::Capture,
    Kind::Evidence,
    Kind::Decision,
];

/// The beginning of a name, as far as a caption shows it: at most 200 characters, and
/// of what was said the first line.
fn name_of(kind: Kind) -> String {
    match kind {
        Kind::Evidence => {
            "substr(e.text, 1, min(200, instr(e.text || char(10), char(10)) - 1))".to_owned()
        }
        kind => format!("substr(e.{}, 1, 200)", kind.name_column()),
    }
}

static OF_CHANGE: LazyLock<String> = LazyLock::new(|| {
    let mut sql = "SELECT c.kind, c.entity_id, c.rev, t.number, t.name,
           p.id AS project_id, p.number AS project_number, p.name AS project_name
         FROM entity_changes AS c JOIN tasks AS t ON t.id = c.entity_id JOIN projects AS p ON p.id = t.project_id
         WHERE c.change_seq = ?1 AND c.kind = 'task'"
        .to_owned();
    for kind in PLAIN {
        let _ = write!(
            sql,
            " UNION ALL SELECT c.kind, c.entity_id, c.rev, e.number, {}, NULL, NULL, NULL
             FROM entity_changes AS c JOIN {} AS e ON e.id = c.entity_id
             WHERE c.change_seq = ?1 AND c.kind = '{}'",
            name_of(kind),
            kind.table(),
            kind.word()
        );
    }
    sql
});

/// The captions of what a change touched and is still there, each with its rev
/// after that change.
pub(super) async fn of_change(
    conn: &mut SqliteConnection,
    seq: u32,
) -> Result<HashMap<String, (Caption, u32)>> {
    // Made of constants of ours.
    let rows: Vec<ChangedRow> =
        sqlx::query_as(AssertSqlSafe(OF_CHANGE.as_str())).bind(seq).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|r| (r.entity_id, (r.row.caption(r.kind), r.rev))).collect())
}

/// What one entity is called now, or was called last.
pub(crate) async fn caption(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Caption> {
    if kind == Kind::Pain {
        return pain(conn, id).await;
    }
    let sql = match kind {
        Kind::Task => {
            "SELECT t.number, t.name, p.id AS project_id, p.number AS project_number, p.name AS project_name
             FROM tasks AS t JOIN projects AS p ON p.id = t.project_id WHERE t.id = ?1"
                .to_owned()
        }
        kind => format!(
            "SELECT {} AS number, {} AS name, NULL AS project_id, NULL AS project_number, NULL AS project_name
             FROM {} AS e WHERE e.id = ?1",
            if kind.letter().is_some() { "e.number" } else { "0" },
            name_of(kind),
            kind.table()
        ),
    };
    // Made of constants of ours.
    let row: Option<CaptionRow> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(&mut *conn).await?;
    match row {
        Some(row) => Ok(row.caption(kind)),
        None => gone(conn, kind, id).await,
    }
}

/// A pain is called by its persona and problem.
async fn pain(conn: &mut SqliteConnection, id: &str) -> Result<Caption> {
    let row: Option<(u32, String, u32, String)> = sqlx::query_as(
        "SELECT u.number, u.name, x.number, x.name FROM pains AS n
         JOIN personas AS u ON u.id = n.persona_id JOIN problems AS x ON x.id = n.problem_id
         WHERE n.id = ?1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(match row {
        Some((persona, who, problem, what)) => Caption {
            reference: pain_reference(persona, problem),
            name: format!("{who} × {what}"),
            within: None,
        },
        None => Caption { reference: "pain".to_owned(), name: "pain".to_owned(), within: None },
    })
}

async fn gone(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Caption> {
    let row = sql::last_known_row(conn, id).await?;
    let value: serde_json::Value =
        row.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let number = value["number"].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    let name = value[kind.name_column()].as_str().unwrap_or(id).to_owned();
    Ok(Caption { reference: reference(kind, number, &name), name, within: None })
}

fn within(id: Option<String>, number: Option<u32>, name: Option<String>) -> Option<Link> {
    let reference = Ref { kind: Kind::Project, number: number? }.to_string();
    Some(Link { kind: Kind::Project, id: id?, reference, name: name? })
}

fn reference(kind: Kind, number: u32, name: &str) -> String {
    match kind {
        Kind::Product | Kind::Pain | Kind::Setting => name.to_owned(),
        kind => Ref { kind, number }.to_string(),
    }
}
