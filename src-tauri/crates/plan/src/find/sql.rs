//! The only SQL for finding.

use sqlx::SqliteConnection;
use sqlx::types::Json;

use super::{FindQuery, Hit};
use crate::error::Result;
use crate::ids::ProductId;
use crate::refs::{Kind, Link, Ref};

#[derive(sqlx::FromRow)]
struct Row {
    kind: Kind,
    id: String,
    number: u32,
    name: String,
    status: String,
    priority: Option<String>,
    project_id: Option<String>,
    project_number: Option<u32>,
    project_name: Option<String>,
    rev: u32,
    total: u32,
}

impl From<Row> for Hit {
    fn from(row: Row) -> Self {
        let within = match (row.project_id, row.project_number, row.project_name) {
            (Some(id), Some(number), Some(name)) => Some(Link {
                kind: Kind::Project,
                id,
                reference: Ref { kind: Kind::Project, number }.to_string(),
                name,
            }),
            _ => None,
        };
        Hit {
            kind: row.kind,
            id: row.id,
            reference: Ref { kind: row.kind, number: row.number }.to_string(),
            name: row.name,
            status: row.status,
            priority: row.priority.filter(|p| p != "none"),
            within,
            rev: row.rev,
        }
    }
}

// ?1 product · ?2 words as JSON patterns · ?3 kinds · ?4 statuses · ?5 project ·
// ?6 label · ?7 changed since · ?8 limit · ?9 offset · ?10 a ref's kind · ?11 its
// number · ?12 the whole text as a prefix pattern
macro_rules! find {
    ($tasks:literal, $projects:literal) => {
        concat!(
            r"
WITH every AS (
  SELECT 'task' AS kind, t.id, t.number, t.name, t.description AS body, t.status,
    t.priority, t.labels, t.project_id, p.number AS project_number, p.name AS project_name, t.rev, t.updated_at,
    p.rank AS group_rank, t.rank, t.status IN ('done', 'dropped') AS over
  FROM tasks AS t JOIN projects AS p ON p.id = t.project_id
  WHERE t.product_id = ?1 AND t.trashed_at IS NULL AND (?5 IS NULL OR t.project_id = ?5) AND ",
            $tasks,
            r"
  UNION ALL
  SELECT 'project', id, number, name, why_line || ' ' || why || ' ' || what, status,
    NULL, labels, NULL, NULL, NULL, rev, updated_at, rank, '', status IN ('done', 'dropped')
  FROM projects WHERE product_id = ?1 AND trashed_at IS NULL AND ?5 IS NULL AND ",
            $projects,
            r"
  UNION ALL
  SELECT 'capture', id, number, text, note, 'waiting',
    NULL, labels, NULL, NULL, NULL, rev, updated_at, 'z', rank, 0
  FROM captures WHERE product_id = ?1 AND trashed_at IS NULL AND became_id IS NULL AND ?5 IS NULL
)
SELECT kind, id, number, name, status, priority, project_id, project_number, project_name, rev,
  count(*) OVER () AS total
FROM every
WHERE (?3 = '[]' OR kind IN (SELECT value FROM json_each(?3)))
  AND (?4 = '[]' OR status IN (SELECT value FROM json_each(?4)))
  AND (?6 IS NULL OR EXISTS (SELECT 1 FROM json_each(labels) WHERE lower(value) = lower(?6)))
  AND (?7 IS NULL OR updated_at >= ?7)
  AND ((kind = ?10 AND number = ?11)
    OR NOT EXISTS (SELECT 1 FROM json_each(?2) AS w
                   WHERE name NOT LIKE w.value ESCAPE '\' AND body NOT LIKE w.value ESCAPE '\'))
ORDER BY kind IS ?10 AND number IS ?11 DESC, name LIKE ?12 ESCAPE '\' DESC,
  NOT EXISTS (SELECT 1 FROM json_each(?2) AS w WHERE name NOT LIKE w.value ESCAPE '\') DESC,
  over, group_rank, rank
LIMIT ?8 OFFSET ?9"
        )
    };
}

/// Everything, finished work too.
const FIND_ALL: &str = find!("TRUE", "TRUE");
/// What is open, so that finished work costs nothing.
const FIND_OPEN: &str =
    find!("t.status IN ('todo', 'doing')", "status IN ('idea', 'ready', 'building')");

pub(super) async fn find(
    conn: &mut SqliteConnection,
    query: &FindQuery,
    limit: u32,
) -> Result<(Vec<Hit>, u32)> {
    let escaped = |text: &str| text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    let text = query.text.trim();
    let words: Vec<String> =
        text.split_whitespace().take(12).map(|w| format!("%{}%", escaped(w))).collect();
    let kinds: Vec<&str> = query.kinds.iter().map(|k| k.word()).collect();
    let reference = Ref::parse(text);
    // An exact ref is found though it is finished.
    let everything = query.finished || !query.statuses.is_empty() || reference.is_some();
    let rows: Vec<Row> = sqlx::query_as(if everything { FIND_ALL } else { FIND_OPEN })
        .bind(&query.product)
        .bind(Json(words))
        .bind(Json(kinds))
        .bind(Json(&query.statuses))
        .bind(&query.under)
        .bind(&query.label)
        .bind(query.changed_since)
        .bind(limit)
        .bind(query.offset)
        .bind(reference.map(|r| r.kind))
        .bind(reference.map(|r| r.number))
        .bind(if text.is_empty() { String::new() } else { format!("{}%", escaped(text)) })
        .fetch_all(conn)
        .await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok((rows.into_iter().map(Hit::from).collect(), total))
}

pub(super) async fn by_number(
    conn: &mut SqliteConnection,
    product: &ProductId,
    reference: Ref,
) -> Result<Option<String>> {
    let sql = match reference.kind {
        Kind::Project => "SELECT id FROM projects WHERE product_id = ?1 AND number = ?2",
        Kind::Task => "SELECT id FROM tasks WHERE product_id = ?1 AND number = ?2",
        Kind::Capture => "SELECT id FROM captures WHERE product_id = ?1 AND number = ?2",
        Kind::Product | Kind::Setting => return Ok(None),
    };
    Ok(sqlx::query_scalar(sql).bind(product).bind(reference.number).fetch_optional(conn).await?)
}

pub(super) async fn by_name(
    conn: &mut SqliteConnection,
    product: &ProductId,
    name: &str,
) -> Result<Vec<(Kind, String)>> {
    Ok(sqlx::query_as(
        "SELECT 'project', id FROM projects WHERE product_id = ?1 AND trashed_at IS NULL AND name = ?2 COLLATE NOCASE
         UNION ALL
         SELECT 'task', id FROM tasks WHERE product_id = ?1 AND trashed_at IS NULL AND name = ?2 COLLATE NOCASE",
    )
    .bind(product)
    .bind(name)
    .fetch_all(conn)
    .await?)
}

/// The open names of a product, for suggestions.
pub(super) async fn names(conn: &mut SqliteConnection, product: &ProductId) -> Result<Vec<Link>> {
    let rows: Vec<(Kind, String, u32, String)> = sqlx::query_as(
        "SELECT 'project', id, number, name FROM projects WHERE product_id = ?1 AND trashed_at IS NULL
         UNION ALL
         SELECT 'task', id, number, name FROM tasks
         WHERE product_id = ?1 AND trashed_at IS NULL AND status IN ('todo', 'doing')
         UNION ALL
         SELECT 'capture', id, number, text FROM captures
         WHERE product_id = ?1 AND trashed_at IS NULL AND became_id IS NULL",
    )
    .bind(product)
    .fetch_all(conn)
    .await?;
    let link = |(kind, id, number, name)| Link {
        kind,
        id,
        reference: Ref { kind, number }.to_string(),
        name,
    };
    Ok(rows.into_iter().map(link).collect())
}
