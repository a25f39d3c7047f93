//! The only SQL for finding.

use std::sync::LazyLock;

use sqlx::types::Json;
use sqlx::{AssertSqlSafe, SqliteConnection};

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

// ?1 product · ?2 to ?5 words as patterns, or null · ?6 kinds · ?7 statuses ·
// ?8 project · ?9 label · ?10 changed since · ?11 a ref's kind · ?12 its number ·
// ?13 the whole text as a prefix pattern · ?14 limit · ?15 offset
macro_rules! find {
    ($columns:literal, $tasks:literal, $projects:literal, $order:literal) => {
        concat!(
            r"
WITH every AS (
  SELECT 'task' AS kind, t.id, t.number, t.name, t.description AS body, t.status,
    t.priority, t.labels, t.project_id, p.number AS project_number, p.name AS project_name, t.rev, t.updated_at,
    p.rank AS group_rank, t.rank, t.status IN ('done', 'dropped') AS over
  FROM tasks AS t JOIN projects AS p ON p.id = t.project_id
  WHERE t.product_id = ?1 AND t.trashed_at IS NULL AND (?8 IS NULL OR t.project_id = ?8) AND ",
            $tasks,
            r"
  UNION ALL
  SELECT 'project', id, number, name, why_line || ' ' || why || ' ' || what, status,
    NULL, labels, NULL, NULL, NULL, rev, updated_at, rank, '', status IN ('done', 'dropped')
  FROM projects WHERE product_id = ?1 AND trashed_at IS NULL AND ?8 IS NULL AND ",
            $projects,
            r"
  UNION ALL
  SELECT 'capture', id, number, text, note, 'waiting',
    NULL, labels, NULL, NULL, NULL, rev, updated_at, 'z', rank, 0
  FROM captures WHERE product_id = ?1 AND trashed_at IS NULL AND became_id IS NULL AND ?8 IS NULL
)
SELECT ",
            $columns,
            r"
FROM every
WHERE (?6 = '[]' OR kind IN (SELECT value FROM json_each(?6)))
  AND (?7 = '[]' OR status IN (SELECT value FROM json_each(?7)))
  AND (?9 IS NULL OR EXISTS (SELECT 1 FROM json_each(labels) WHERE lower(value) = lower(?9)))
  AND (?10 IS NULL OR updated_at >= ?10)
  AND ((kind = ?11 AND number = ?12)
    OR ((?2 IS NULL OR name LIKE ?2 ESCAPE '\' OR body LIKE ?2 ESCAPE '\')
    AND (?3 IS NULL OR name LIKE ?3 ESCAPE '\' OR body LIKE ?3 ESCAPE '\')
    AND (?4 IS NULL OR name LIKE ?4 ESCAPE '\' OR body LIKE ?4 ESCAPE '\')
    AND (?5 IS NULL OR name LIKE ?5 ESCAPE '\' OR body LIKE ?5 ESCAPE '\')))",
            $order
        )
    };
}

macro_rules! find_rows {
    ($tasks:literal, $projects:literal) => {
        find!(
            "kind, id, number, name, status, priority, project_id, project_number, project_name, rev",
            $tasks,
            $projects,
            r"
ORDER BY kind IS ?11 AND number IS ?12 DESC, name LIKE ?13 ESCAPE '\' DESC,
  (?2 IS NULL OR name LIKE ?2 ESCAPE '\') AND (?3 IS NULL OR name LIKE ?3 ESCAPE '\')
    AND (?4 IS NULL OR name LIKE ?4 ESCAPE '\') AND (?5 IS NULL OR name LIKE ?5 ESCAPE '\') DESC,
  over, group_rank, rank
LIMIT ?14 OFFSET ?15"
        )
    };
}

// Everything, finished work too; and what is open, so that finished work costs
// nothing. The count is a query of its own: as a window it would keep every row.
const ALL: [&str; 2] = [find_rows!("TRUE", "TRUE"), find!("count(*)", "TRUE", "TRUE", "")];
const OPEN: [&str; 2] = [
    find_rows!("t.status IN ('todo', 'doing')", "status IN ('idea', 'ready', 'building')"),
    find!(
        "count(*)",
        "t.status IN ('todo', 'doing')",
        "status IN ('idea', 'ready', 'building')",
        ""
    ),
];

/// A page of what fits a query, and how much fits in all.
pub(super) async fn find(
    conn: &mut SqliteConnection,
    query: &FindQuery,
    limit: u32,
) -> Result<(Vec<Hit>, u32)> {
    let reference = Ref::parse(query.text.trim());
    // An exact ref is found though it is finished.
    let everything = query.finished || !query.statuses.is_empty() || reference.is_some();
    let [rows, count] = if everything { ALL } else { OPEN };
    let kinds: Vec<&str> = query.kinds.iter().map(|k| k.word()).collect();
    let [first, second, third, rest] = patterns(&query.text);
    macro_rules! bound {
        ($sql:expr) => {
            $sql.bind(&query.product)
                .bind(&first)
                .bind(&second)
                .bind(&third)
                .bind(&rest)
                .bind(Json(&kinds))
                .bind(Json(&query.statuses))
                .bind(&query.under)
                .bind(&query.label)
                .bind(query.changed_since)
                .bind(reference.map(|r| r.kind))
                .bind(reference.map(|r| r.number))
        };
    }
    let page: Vec<Row> = bound!(sqlx::query_as(rows))
        .bind(first.as_ref().map(|_| format!("{}%", escaped(query.text.trim()))))
        .bind(limit)
        .bind(query.offset)
        .fetch_all(&mut *conn)
        .await?;
    let seen = u32::try_from(page.len()).unwrap_or(u32::MAX);
    let total = if seen < limit && (seen > 0 || query.offset == 0) {
        query.offset + seen
    } else {
        bound!(sqlx::query_scalar(count)).fetch_one(conn).await?
    };
    Ok((page.into_iter().map(Hit::from).collect(), total))
}

/// A pattern for each of the first three words, and one for the rest in their
/// order.
fn patterns(text: &str) -> [Option<String>; 4] {
    let mut words = text.split_whitespace().map(escaped);
    let mut next = || words.next().map(|word| format!("%{word}%"));
    let first = [next(), next(), next()];
    let rest: Vec<String> = words.take(9).collect();
    let rest = (!rest.is_empty()).then(|| format!("%{}%", rest.join("%")));
    let [one, two, three] = first;
    [one, two, three, rest]
}

/// Text as a part of a `LIKE` pattern.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

pub(super) async fn by_number(
    conn: &mut SqliteConnection,
    product: &ProductId,
    reference: Ref,
) -> Result<Option<String>> {
    // The table's name is a constant of ours.
    let sql =
        format!("SELECT id FROM {} WHERE product_id = ?1 AND number = ?2", reference.kind.table());
    Ok(sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(product)
        .bind(reference.number)
        .fetch_optional(conn)
        .await?)
}

/// The pain of a persona and a problem.
pub(super) async fn pain_of(
    conn: &mut SqliteConnection,
    product: &ProductId,
    (persona, problem): (Ref, Ref),
) -> Result<Option<String>> {
    Ok(sqlx::query_scalar(
        "SELECT n.id FROM pains AS n JOIN personas AS u ON u.id = n.persona_id
         JOIN problems AS x ON x.id = n.problem_id
         WHERE n.product_id = ?1 AND u.number = ?2 AND x.number = ?3",
    )
    .bind(product)
    .bind(persona.number)
    .bind(problem.number)
    .fetch_optional(conn)
    .await?)
}

/// Kinds that have a name of one line, by which they can be found.
const NAMED: [Kind; 8] = [
    Kind::Project,
    Kind::Bet,
    Kind::Outcome,
    Kind::Pillar,
    Kind::Persona,
    Kind::Problem,
    Kind::Decision,
    Kind::Task,
];

static BY_NAME: LazyLock<String> = LazyLock::new(|| {
    let one = |kind: Kind| {
        format!(
            "SELECT '{}', id FROM {} WHERE product_id = ?1 AND trashed_at IS NULL AND {} = ?2 COLLATE NOCASE",
            kind.word(),
            kind.table(),
            kind.name_column()
        )
    };
    NAMED.map(one).join(" UNION ALL ")
});

static OPEN_NAMES: LazyLock<String> = LazyLock::new(|| {
    let one = |kind: Kind| {
        let open = match kind {
            Kind::Task => "status IN ('todo', 'doing')",
            Kind::Bet => "closed_at IS NULL",
            Kind::Capture => "became_id IS NULL",
            _ => "TRUE",
        };
        format!(
            "SELECT '{}', id, number, substr({}, 1, 200) FROM {}
             WHERE product_id = ?1 AND trashed_at IS NULL AND {open}",
            kind.word(),
            kind.name_column(),
            kind.table()
        )
    };
    let mut selects = NAMED.map(one).to_vec();
    selects.extend([Kind::Capture, Kind::Evidence].map(one));
    selects.join(" UNION ALL ")
});

pub(super) async fn by_name(
    conn: &mut SqliteConnection,
    product: &ProductId,
    name: &str,
) -> Result<Vec<(Kind, String)>> {
    // Made of constants of ours.
    Ok(sqlx::query_as(AssertSqlSafe(BY_NAME.as_str()))
        .bind(product)
        .bind(name)
        .fetch_all(conn)
        .await?)
}

/// The open names of a product, for suggestions.
pub(super) async fn names(conn: &mut SqliteConnection, product: &ProductId) -> Result<Vec<Link>> {
    // Made of constants of ours.
    let rows: Vec<(Kind, String, u32, String)> =
        sqlx::query_as(AssertSqlSafe(OPEN_NAMES.as_str())).bind(product).fetch_all(conn).await?;
    let link = |(kind, id, number, name)| Link {
        kind,
        id,
        reference: Ref { kind, number }.to_string(),
        name,
    };
    Ok(rows.into_iter().map(link).collect())
}
