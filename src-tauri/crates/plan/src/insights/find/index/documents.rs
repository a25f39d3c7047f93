//! What the index keeps of an entity, read from the plan.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::types::Json;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::super::fold;
use super::super::shapes::{SHAPES, Shape};
use super::sql;
use crate::base::error::Result;
use crate::base::refs::Kind;

/// Words of names shorter than this are not corrected.
const SHORTEST_WORD: usize = 3;

/// One entity as it is written into the index.
#[derive(Debug)]
pub(super) struct Document {
    /// Its number in the index: equal in every index of a plan but for the
    /// product's part.
    pub(super) doc: i64,
    /// Its product's number.
    pub(super) serial: i64,
    pub(super) over: i64,
    pub(super) kind: i64,
    pub(super) status: String,
    pub(super) place: String,
    pub(super) parent: Option<u32>,
    pub(super) updated_at: String,
    pub(super) key: String,
    pub(super) id: String,
    pub(super) labels: Vec<String>,
    pub(super) name: String,
    pub(super) body: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    product_id: String,
    number: i64,
    name: String,
    body: String,
    status: String,
    over: i64,
    place: String,
    parent: Option<u32>,
    labels: Json<Vec<String>>,
    updated_at: String,
}

/// Where the numbers of a product's open or finished entities begin: 1 bit says
/// finished, then 12 bits the product, 4 bits the kind, 46 bits the entity.
pub(in crate::insights::find) const fn first_doc(serial: i64, over: i64) -> i64 {
    (over << 62) | ((serial & 0xFFF) << 50)
}

/// Where they end.
pub(in crate::insights::find) const fn last_doc(serial: i64, over: i64) -> i64 {
    first_doc(serial, over) | ((1 << 50) - 1)
}

/// A label as it is compared.
pub(in crate::insights::find) fn label_key(label: &str) -> String {
    label.trim().to_lowercase()
}

impl Row {
    fn document(self, kind: Kind, serial: i64) -> Document {
        let kind = i64::from(kind as u8);
        Document {
            doc: first_doc(serial, self.over) | (kind << 46) | (self.number & ((1 << 46) - 1)),
            serial,
            over: self.over,
            kind,
            status: self.status,
            place: self.place,
            parent: self.parent,
            updated_at: self.updated_at,
            key: fold::key(&self.name),
            id: self.id,
            labels: self.labels.0.iter().map(|label| label_key(label)).collect(),
            name: fold::indexed(&self.name),
            body: fold::indexed(&self.body),
        }
    }
}

/// The next entities of the kinds from `kind` on, after an id of it: at most
/// `most`, of one kind; and the kind to go on with, if there is more.
pub(super) async fn batch(
    plan: &mut SqliteConnection,
    kind: usize,
    after: &str,
    most: u32,
) -> Result<Option<(Kind, Vec<String>)>> {
    let Some(shape) = SHAPES.get(kind) else { return Ok(None) };
    // Made of constants of ours.
    let sql = format!("SELECT id FROM {} WHERE id > ?1 ORDER BY id LIMIT ?2", shape.kind.table());
    let ids = sqlx::query_scalar(AssertSqlSafe(sql)).bind(after).bind(most).fetch_all(plan).await?;
    Ok(Some((shape.kind, ids)))
}

/// Brings entities of one kind in the index to how they are in the plan, which
/// may be: not there.
pub(super) async fn renew(
    plan: &mut SqliteConnection,
    index: &mut SqliteConnection,
    kind: Kind,
    ids: &[&str],
) -> Result<(), super::Failure> {
    let Some(shape) = Shape::of(kind) else { return Ok(()) };
    let documents = read(plan, index, shape, ids).await?;
    let mut words: BTreeMap<(i64, String), i64> = BTreeMap::new();
    for (serial, key) in sql::names(index, ids).await? {
        count(&mut words, serial, &key, -1);
    }
    for document in &documents {
        count(&mut words, document.serial, &document.key, 1);
    }
    sql::take_out(index, ids).await?;
    sql::put_in(index, &documents).await?;
    let changed: Vec<(i64, usize, &str, i64)> = words
        .iter()
        .filter(|(_, uses)| **uses != 0)
        .map(|((serial, word), uses)| (*serial, word.chars().count(), word.as_str(), *uses))
        .collect();
    sql::count_words(index, &changed).await?;
    if kind == Kind::Project {
        for document in &documents {
            let number = u32::try_from(document.doc & 0xFFFF_FFFF).unwrap_or(u32::MAX);
            sql::move_tasks(index, document.serial, number, &document.place).await?;
        }
    }
    Ok(())
}

async fn read(
    plan: &mut SqliteConnection,
    index: &mut SqliteConnection,
    shape: &Shape,
    ids: &[&str],
) -> Result<Vec<Document>, super::Failure> {
    // Made of constants of ours.
    let sql = shape.documents("e.id IN (SELECT value FROM json_each(?1))");
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(Json(ids))
        .fetch_all(plan)
        .await
        .map_err(|error| super::Failure::Plan(error.into()))?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let serial = sql::serial(index, &row.product_id).await?;
        documents.push(row.document(shape.kind, serial));
    }
    Ok(documents)
}

fn count(words: &mut BTreeMap<(i64, String), i64>, serial: i64, key: &str, by: i64) {
    let distinct: BTreeSet<&str> = key
        .split(' ')
        .filter(|word| word.chars().take(SHORTEST_WORD).count() == SHORTEST_WORD)
        .filter(|word| word.chars().all(char::is_alphabetic))
        .collect();
    for word in distinct {
        *words.entry((serial, word.to_owned())).or_default() += by;
    }
}
