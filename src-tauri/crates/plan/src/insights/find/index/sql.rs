//! The SQL of the index file.

use sqlx::types::Json;
use sqlx::{AssertSqlSafe, FromRow, SqliteConnection};

use super::documents::Document;

/// The layout of the file, kept in its `user_version`. A file of another layout
/// is built anew.
pub(super) const LAYOUT: i64 = 2;

/// `docs` is narrow and parted by `doc` into open and finished, so that a search
/// among the open ones reads few pages however much is finished. The two full
/// text tables are parted for the same reason: the list of entities with a common
/// beginning is put together anew for each search. Their texts lie in a table of
/// their own, which only taking a document out reads. `sizes` counts the documents
/// of each status, so that a long list need not be gone through to tell its length.
const TABLES: &str = r"
CREATE TABLE about (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	seq INTEGER NOT NULL,
	mark TEXT NOT NULL,
	building INTEGER,
	after TEXT NOT NULL
) STRICT;
CREATE TABLE products (serial INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE docs (
	doc INTEGER PRIMARY KEY,
	product INTEGER NOT NULL,
	over INTEGER NOT NULL,
	kind INTEGER NOT NULL,
	status TEXT NOT NULL,
	place TEXT NOT NULL,
	parent INTEGER,
	updated_at TEXT NOT NULL,
	key TEXT NOT NULL
) STRICT;
CREATE INDEX docs_in_order ON docs (product, over, place, kind, status, parent, updated_at);
CREATE INDEX docs_by_parent ON docs (product, parent) WHERE parent IS NOT NULL;
CREATE TABLE sizes (
	product INTEGER NOT NULL, over INTEGER NOT NULL, kind INTEGER NOT NULL, status TEXT NOT NULL,
	docs INTEGER NOT NULL,
	PRIMARY KEY (product, over, kind, status)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER docs_in AFTER INSERT ON docs BEGIN
	INSERT INTO sizes VALUES (new.product, new.over, new.kind, new.status, 1)
	ON CONFLICT (product, over, kind, status) DO UPDATE SET docs = docs + 1;
END;
CREATE TRIGGER docs_out AFTER DELETE ON docs BEGIN
	UPDATE sizes SET docs = docs - 1
	WHERE product = old.product AND over = old.over AND kind = old.kind AND status = old.status;
END;
CREATE TABLE ids (id TEXT PRIMARY KEY NOT NULL, doc INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE labels (
	product INTEGER NOT NULL, label TEXT NOT NULL, doc INTEGER NOT NULL,
	PRIMARY KEY (product, label, doc)
) STRICT, WITHOUT ROWID;
CREATE INDEX labels_by_doc ON labels (doc);
CREATE TABLE texts (doc INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE vocabulary (
	product INTEGER NOT NULL, length INTEGER NOT NULL, word TEXT NOT NULL, uses INTEGER NOT NULL,
	PRIMARY KEY (product, length, word)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE open_text USING fts5 (
	name, body, content = 'texts', content_rowid = 'doc', tokenize = 'ascii', prefix = '1 2');
CREATE VIRTUAL TABLE over_text USING fts5 (
	name, body, content = 'texts', content_rowid = 'doc', tokenize = 'ascii', prefix = '1 2');
";

/// How far the index has come.
#[derive(Debug, Clone, FromRow)]
pub(super) struct About {
    /// The last change of the log that is in it.
    pub(super) seq: u32,
    /// What that change looked like, to tell one plan from another.
    pub(super) mark: String,
    /// The kind now being gone through; none when all have been.
    pub(super) building: Option<u32>,
    /// The last id of that kind that is in.
    pub(super) after: String,
}

pub(super) async fn layout(conn: &mut SqliteConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar("PRAGMA user_version").fetch_one(conn).await
}

pub(super) async fn create(conn: &mut SqliteConnection) -> sqlx::Result<()> {
    sqlx::raw_sql(TABLES).execute(&mut *conn).await?;
    // The number is a constant of ours.
    let version = format!("PRAGMA user_version = {LAYOUT}");
    sqlx::query(AssertSqlSafe(version)).execute(conn).await?;
    Ok(())
}

pub(super) async fn about(conn: &mut SqliteConnection) -> sqlx::Result<Option<About>> {
    sqlx::query_as("SELECT seq, mark, building, after FROM about").fetch_optional(conn).await
}

pub(super) async fn set_about(conn: &mut SqliteConnection, about: &About) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT OR REPLACE INTO about (one, seq, mark, building, after) VALUES (1, ?1, ?2, ?3, ?4)",
    )
    .bind(about.seq)
    .bind(&about.mark)
    .bind(about.building)
    .bind(&about.after)
    .execute(conn)
    .await?;
    Ok(())
}

/// The number of a product in this file.
pub(super) async fn serial(conn: &mut SqliteConnection, product: &str) -> sqlx::Result<i64> {
    let known = known_serial(conn, product).await?;
    if let Some(serial) = known {
        return Ok(serial);
    }
    sqlx::query_scalar("INSERT INTO products (id) VALUES (?1) RETURNING serial")
        .bind(product)
        .fetch_one(conn)
        .await
}

pub(in crate::insights::find) async fn known_serial(
    conn: &mut SqliteConnection,
    product: &str,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar("SELECT serial FROM products WHERE id = ?1")
        .bind(product)
        .fetch_optional(conn)
        .await
}

/// The products that have anything in the index.
pub(super) async fn products(conn: &mut SqliteConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "SELECT id FROM products AS p WHERE EXISTS (SELECT 1 FROM docs WHERE product = p.serial)",
    )
    .fetch_all(conn)
    .await
}

/// The names of entities in the index, each with its product.
pub(super) async fn names(
    conn: &mut SqliteConnection,
    ids: &[&str],
) -> sqlx::Result<Vec<(i64, String)>> {
    sqlx::query_as(
        "SELECT product, key FROM docs WHERE doc IN (SELECT doc FROM ids WHERE id IN (SELECT value FROM json_each(?1)))",
    )
    .bind(Json(ids))
    .fetch_all(conn)
    .await
}

const TAKE_OUT: [&str; 6] = [
    "DELETE FROM open_text WHERE rowid IN (SELECT doc FROM docs WHERE over = 0 AND doc IN (SELECT doc FROM ids WHERE id IN (SELECT value FROM json_each(?1))))",
    "DELETE FROM over_text WHERE rowid IN (SELECT doc FROM docs WHERE over = 1 AND doc IN (SELECT doc FROM ids WHERE id IN (SELECT value FROM json_each(?1))))",
    "DELETE FROM texts WHERE doc IN (SELECT doc FROM ids WHERE id IN (SELECT value FROM json_each(?1)))",
    "DELETE FROM labels WHERE doc IN (SELECT doc FROM ids WHERE id IN (SELECT value FROM json_each(?1)))",
    "DELETE FROM docs WHERE doc IN (SELECT doc FROM ids WHERE id IN (SELECT value FROM json_each(?1)))",
    "DELETE FROM ids WHERE id IN (SELECT value FROM json_each(?1))",
];

/// Takes entities out, those that are not in as well.
pub(super) async fn take_out(conn: &mut SqliteConnection, ids: &[&str]) -> sqlx::Result<()> {
    for sql in TAKE_OUT {
        sqlx::query(sql).bind(Json(ids)).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Puts entities in that are not in yet.
pub(super) async fn put_in(
    conn: &mut SqliteConnection,
    documents: &[Document],
) -> sqlx::Result<()> {
    let docs: Vec<_> = documents
        .iter()
        .map(|d| {
            let place = (d.doc, d.serial, d.over, d.kind, &d.status, &d.place);
            (place, d.parent, &d.updated_at, &d.key)
        })
        .collect();
    run(
        conn,
        "INSERT INTO docs SELECT value ->> '$[0][0]', value ->> '$[0][1]', value ->> '$[0][2]', value ->> '$[0][3]',
           value ->> '$[0][4]', value ->> '$[0][5]', value ->> '$[1]', value ->> '$[2]', value ->> '$[3]'
         FROM json_each(?1)",
        &docs,
    )
    .await?;
    let ids: Vec<_> = documents.iter().map(|d| (&d.id, d.doc)).collect();
    run(conn, "INSERT INTO ids SELECT value ->> 0, value ->> 1 FROM json_each(?1)", &ids).await?;
    let labels: Vec<_> = documents
        .iter()
        .flat_map(|d| d.labels.iter().map(move |label| (d.serial, label, d.doc)))
        .collect();
    run(
        conn,
        "INSERT OR IGNORE INTO labels SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)",
        &labels,
    )
    .await?;
    let texts: Vec<_> = documents.iter().map(|d| (d.doc, &d.id, &d.name, &d.body)).collect();
    run(
        conn,
        "INSERT INTO texts SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1)",
        &texts,
    )
    .await?;
    for (over, sql) in [
        (
            0,
            "INSERT INTO open_text (rowid, name, body) SELECT doc, name, body FROM texts WHERE doc IN (SELECT value FROM json_each(?1)) ORDER BY doc",
        ),
        (
            1,
            "INSERT INTO over_text (rowid, name, body) SELECT doc, name, body FROM texts WHERE doc IN (SELECT value FROM json_each(?1)) ORDER BY doc",
        ),
    ] {
        let docs: Vec<i64> = documents.iter().filter(|d| d.over == over).map(|d| d.doc).collect();
        run(conn, sql, &docs).await?;
    }
    Ok(())
}

async fn run<T: serde::Serialize + Sync>(
    conn: &mut SqliteConnection,
    sql: &'static str,
    rows: &[T],
) -> sqlx::Result<()> {
    if !rows.is_empty() {
        let rows = serde_json::to_string(rows).map_err(|e| sqlx::Error::Encode(e.into()))?;
        sqlx::query(sql).bind(rows).execute(conn).await?;
    }
    Ok(())
}

/// Counts words of names: what is added, or taken away.
pub(super) async fn count_words(
    conn: &mut SqliteConnection,
    words: &[(i64, usize, &str, i64)],
) -> sqlx::Result<()> {
    run(
        conn,
        "INSERT INTO vocabulary (product, length, word, uses)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1) WHERE TRUE
         ON CONFLICT (product, length, word) DO UPDATE SET uses = uses + excluded.uses",
        words,
    )
    .await?;
    let less: Vec<_> = words.iter().filter(|w| w.3 < 0).collect();
    run(
        conn,
        "DELETE FROM vocabulary WHERE uses <= 0 AND (product, length, word) IN
           (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1))",
        &less,
    )
    .await
}

/// Puts the tasks of a project where the project now is.
pub(super) async fn move_tasks(
    conn: &mut SqliteConnection,
    serial: i64,
    project: u32,
    place: &str,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE docs SET place = ?3 || substr(place, instr(place, ' ') + 1)
         WHERE product = ?1 AND parent = ?2 AND substr(place, 1, length(?3)) <> ?3",
    )
    .bind(serial)
    .bind(project)
    .bind(place)
    .execute(conn)
    .await?;
    Ok(())
}
