//! The SQL that finds in the plan itself.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, FromRow, SqliteConnection};

use super::shapes::{SHAPES, Shape};
use crate::base::error::Result;
use crate::base::ids::ProductId;
use crate::base::refs::{Kind, Link, Ref};

/// An entity as it is now, with all that filters ask for.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) product_id: String,
    pub(super) reference: String,
    pub(super) name: String,
    pub(super) status: String,
    pub(super) over: bool,
    pub(super) parent: Option<u32>,
    pub(super) priority: Option<String>,
    pub(super) rev: u32,
    pub(super) labels: Json<Vec<String>>,
    pub(super) updated_at: DateTime<Utc>,
    pub(super) within_kind: Option<Kind>,
    pub(super) within_id: Option<String>,
}

static ROWS: LazyLock<HashMap<Kind, String>> = LazyLock::new(|| {
    let by_ids = "e.id IN (SELECT value FROM json_each(?1))";
    SHAPES.iter().map(|shape| (shape.kind, shape.rows(by_ids))).collect()
});

/// The entities that are there and not in the trash, in no order.
pub(super) async fn rows(
    conn: &mut SqliteConnection,
    entities: &[(Kind, String)],
) -> Result<HashMap<String, Row>> {
    let mut by_kind: HashMap<Kind, Vec<&str>> = HashMap::new();
    for (kind, id) in entities {
        by_kind.entry(*kind).or_default().push(id);
    }
    let mut found = HashMap::with_capacity(entities.len());
    for (kind, ids) in by_kind {
        let Some(sql) = ROWS.get(&kind) else { continue };
        // Made of constants of ours.
        let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql.as_str()))
            .bind(Json(ids))
            .fetch_all(&mut *conn)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
    }
    Ok(found)
}

/// What a scan of the plan asks.
pub(super) struct Scan<'a> {
    pub(super) product: &'a ProductId,
    /// Up to four patterns that must all fit the name.
    pub(super) patterns: [Option<String>; 4],
    /// The whole text as a prefix pattern.
    pub(super) begins: Option<String>,
    pub(super) kinds: &'a [Kind],
    pub(super) statuses: &'a [String],
    pub(super) label: Option<&'a str>,
    pub(super) changed_since: Option<DateTime<Utc>>,
    pub(super) under: Option<(&'a [u32], &'a [String])>,
    pub(super) open: bool,
    pub(super) over: bool,
    pub(super) shown: Option<&'a str>,
}

const SCAN_FILTER: &str = r"
WHERE (?2 IS NULL OR name LIKE ?2 ESCAPE '\') AND (?3 IS NULL OR name LIKE ?3 ESCAPE '\')
  AND (?4 IS NULL OR name LIKE ?4 ESCAPE '\') AND (?5 IS NULL OR name LIKE ?5 ESCAPE '\')
  AND ((over AND ?12) OR (NOT over AND ?11)) AND id IS NOT ?13
  AND (?7 = '[]' OR status IN (SELECT value FROM json_each(?7)))
  AND (?8 IS NULL OR EXISTS (SELECT 1 FROM json_each(labels) WHERE lower(value) = lower(?8)))
  AND (?9 IS NULL OR updated_at >= ?9)
  AND (?10 IS NULL OR id IN (SELECT value FROM json_each(?10, '$[1]')) OR parent IN (SELECT value FROM json_each(?10, '$[0]')))";

/// A page of entities whose names fit, and how many do, without an index.
pub(super) async fn scan(
    conn: &mut SqliteConnection,
    scan: &Scan<'_>,
    limit: u32,
    offset: u32,
) -> Result<(Vec<(Kind, String)>, u32)> {
    let wanted = |shape: &&Shape| scan.kinds.is_empty() || scan.kinds.contains(&shape.kind);
    let selects: Vec<String> =
        SHAPES.iter().filter(wanted).map(|shape| shape.rows(&shape.in_product())).collect();
    if selects.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let from = format!("({}) {SCAN_FILTER}", selects.join(" UNION ALL "));
    macro_rules! bound {
        ($sql:expr) => {
            $sql.bind(scan.product)
                .bind(&scan.patterns[0])
                .bind(&scan.patterns[1])
                .bind(&scan.patterns[2])
                .bind(&scan.patterns[3])
                .bind(&scan.begins)
                .bind(Json(scan.statuses))
                .bind(scan.label)
                .bind(scan.changed_since)
                .bind(scan.under.map(Json))
                .bind(scan.open)
                .bind(scan.over)
                .bind(scan.shown)
        };
    }
    // Made of constants of ours.
    let page = format!(
        r"SELECT kind, id FROM {from} ORDER BY ?6 IS NOT NULL AND name LIKE ?6 ESCAPE '\' DESC, over, place, id
          LIMIT ?14 OFFSET ?15"
    );
    let rows = bound!(sqlx::query_as(AssertSqlSafe(page)))
        .bind(limit)
        .bind(offset)
        .fetch_all(&mut *conn)
        .await?;
    let count = AssertSqlSafe(format!("SELECT count(*) FROM {from}"));
    let total = bound!(sqlx::query_scalar(count)).fetch_one(conn).await?;
    Ok((rows, total))
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

/// Up to three entities of a kind with the numbers nearest to one, not in the trash.
pub(super) async fn near_numbers(
    conn: &mut SqliteConnection,
    product: &ProductId,
    near: Ref,
) -> Result<Vec<(Kind, String)>> {
    // The table's name is a constant of ours.
    let sql = format!(
        "SELECT id FROM (
           SELECT * FROM (SELECT id, number FROM {0} WHERE product_id = ?1 AND number >= ?2 AND trashed_at IS NULL ORDER BY number LIMIT 3)
           UNION ALL
           SELECT * FROM (SELECT id, number FROM {0} WHERE product_id = ?1 AND number < ?2 AND trashed_at IS NULL ORDER BY number DESC LIMIT 3))
         ORDER BY abs(number - ?2), number LIMIT 3",
        near.kind.table()
    );
    let ids: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(product)
        .bind(near.number)
        .fetch_all(conn)
        .await?;
    Ok(ids.into_iter().map(|id| (near.kind, id)).collect())
}

/// Entities of a kind whose numbers begin with these digits, and how many there are.
pub(super) async fn numbers_beginning(
    conn: &mut SqliteConnection,
    product: &ProductId,
    kind: Kind,
    digits: &str,
    limit: u32,
) -> Result<(Vec<(Kind, String)>, u32)> {
    // The table's name is a constant of ours, and digits are no pattern.
    let from = format!(
        "FROM {} WHERE product_id = ?1 AND trashed_at IS NULL AND number LIKE ?2 || '%'",
        kind.table()
    );
    let page = format!("SELECT id {from} ORDER BY number LIMIT ?3");
    let ids: Vec<String> = sqlx::query_scalar(AssertSqlSafe(page))
        .bind(product)
        .bind(digits)
        .bind(limit)
        .fetch_all(&mut *conn)
        .await?;
    let total = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) {from}")))
        .bind(product)
        .bind(digits)
        .fetch_one(conn)
        .await?;
    Ok((ids.into_iter().map(|id| (kind, id)).collect(), total))
}

/// Kinds that have a name, by which they can be found. The table's indexes serve
/// those kinds that a plan has thousands of.
const NAMED: [Kind; 10] = [
    Kind::Project,
    Kind::Bet,
    Kind::Outcome,
    Kind::Pillar,
    Kind::Persona,
    Kind::Problem,
    Kind::Decision,
    Kind::Task,
    Kind::Capture,
    Kind::Evidence,
];

static BY_NAME: LazyLock<String> = LazyLock::new(|| {
    let one = |kind: Kind| {
        let present = if kind == Kind::Capture { "AND became_id IS NULL" } else { "" };
        format!(
            "SELECT '{}', id FROM {} WHERE product_id = ?1 AND trashed_at IS NULL {present} AND {} = ?2 COLLATE NOCASE",
            kind.word(),
            kind.table(),
            kind.name_column()
        )
    };
    NAMED.map(one).join(" UNION ALL ")
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

/// Links to entities, in the order given, without those that are gone.
pub(super) async fn links(
    conn: &mut SqliteConnection,
    entities: &[(Kind, String)],
) -> Result<Vec<Link>> {
    let mut rows = rows(conn, entities).await?;
    Ok(entities.iter().filter_map(|(_, id)| rows.remove(id)).map(Link::from).collect())
}

impl From<Row> for Link {
    fn from(row: Row) -> Self {
        Link { kind: row.kind, id: row.id, reference: row.reference, name: row.name }
    }
}
