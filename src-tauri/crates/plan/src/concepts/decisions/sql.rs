//! The only SQL for decisions.

use std::fmt::Write as _;
use std::sync::LazyLock;

use sqlx::{AssertSqlSafe, SqliteConnection};

use super::Decision;
use crate::base::error::Result;
use crate::base::ids::{DecisionId, ProductId};
use crate::base::records::{Cells, Head, Record};
use crate::base::refs::{Kind, Link};

impl Record for Decision {
    type Id = DecisionId;
    const KIND: Kind = Kind::Decision;

    fn head(&self) -> Head<'_> {
        Head {
            id: self.id.as_str(),
            reference: &self.reference,
            name: &self.what,
            rev: self.rev,
            trashed: self.trashed_at.is_some(),
        }
    }

    fn cells(&self, cells: &mut Cells) {
        cells
            .once("product_id", &self.product_id)
            .put("what", &self.what)
            .put("why", &self.why)
            .put("instead_of", &self.instead_of)
            .put("revisit_on", self.revisit_on)
            .list("labels", &self.labels);
    }
}

/// The decisions of a product, in order.
pub(super) async fn of_product(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<Decision>> {
    Ok(sqlx::query_as(
        "SELECT *, 'D-' || number AS reference FROM decisions
         WHERE product_id = ?1 AND trashed_at IS NULL ORDER BY rank",
    )
    .bind(product)
    .fetch_all(conn)
    .await?)
}

/// The decisions about one entity, in order.
pub(crate) async fn about(conn: &mut SqliteConnection, id: &str) -> Result<Vec<Decision>> {
    Ok(sqlx::query_as(
        "SELECT d.*, 'D-' || d.number AS reference
         FROM decision_about AS a JOIN decisions AS d ON d.id = a.decision_id
         WHERE a.about_id = ?1 AND d.trashed_at IS NULL ORDER BY d.rank",
    )
    .bind(id)
    .fetch_all(conn)
    .await?)
}

#[derive(sqlx::FromRow)]
struct AboutRow {
    decision_id: DecisionId,
    about_kind: Kind,
    about_id: String,
    reference: String,
    name: String,
}

static ABOUT: LazyLock<String> = LazyLock::new(|| {
    let mut sql = "SELECT a.decision_id, a.about_kind, a.about_id,
           'U-' || u.number || '×X-' || x.number AS reference, u.name || ' × ' || x.name AS name, a.id AS at
         FROM decisions AS d JOIN decision_about AS a ON a.decision_id = d.id
         JOIN pains AS e ON e.id = a.about_id
         JOIN personas AS u ON u.id = e.persona_id JOIN problems AS x ON x.id = e.problem_id
         WHERE d.product_id = ?1 AND a.about_kind = 'pain'"
        .to_owned();
    for kind in Kind::ALL.into_iter().filter(|k| !matches!(k, Kind::Pain | Kind::Setting)) {
        let reference = match kind.letter() {
            Some(letter) => format!("'{letter}-' || e.number"),
            None => "e.name".to_owned(),
        };
        let _ = write!(
            sql,
            " UNION ALL SELECT a.decision_id, a.about_kind, a.about_id, {reference}, substr(e.{}, 1, 200), a.id
             FROM decisions AS d JOIN decision_about AS a ON a.decision_id = d.id
             JOIN {} AS e ON e.id = a.about_id
             WHERE d.product_id = ?1 AND a.about_kind = '{}'",
            kind.name_column(),
            kind.table(),
            kind.word()
        );
    }
    sql.push_str(" ORDER BY at");
    sql
});

/// What the decisions of a product are about, in the order it was said.
pub(super) async fn all_about(
    conn: &mut SqliteConnection,
    product: &ProductId,
) -> Result<Vec<(DecisionId, Link)>> {
    // Made of constants of ours.
    let rows: Vec<AboutRow> =
        sqlx::query_as(AssertSqlSafe(ABOUT.as_str())).bind(product).fetch_all(conn).await?;
    let link = |row: AboutRow| Link {
        kind: row.about_kind,
        id: row.about_id,
        reference: row.reference,
        name: row.name,
    };
    Ok(rows.into_iter().map(|row| (row.decision_id.clone(), link(row))).collect())
}

/// The ids of what one decision is about, in the order it was said.
pub(super) async fn about_of(
    conn: &mut SqliteConnection,
    id: &DecisionId,
) -> Result<Vec<(Kind, String)>> {
    Ok(sqlx::query_as(
        "SELECT about_kind, about_id FROM decision_about WHERE decision_id = ?1 ORDER BY id",
    )
    .bind(id)
    .fetch_all(conn)
    .await?)
}
