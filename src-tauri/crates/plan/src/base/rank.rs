//! The order of a list: a fractional key per row, so that an insert between two
//! rows renumbers neither.
//!
//! Callers never see a key or a position; they say where with [`Placement`].

use fractional_index::FractionalIndex;
use serde::{Deserialize, Serialize};

use crate::base::error::{Error, Result};

/// A place in a list, named by a neighbour.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(tag = "at", content = "id", rename_all = "lowercase")]
pub enum Placement {
    /// Before everything else.
    First,
    /// After everything else.
    #[default]
    Last,
    /// Directly before the entity with this id.
    Before(String),
    /// Directly after the entity with this id.
    After(String),
}

/// A key that sorts between two others by plain text comparison; `None` stands
/// for the end of the list on that side.
pub(crate) fn between(before: Option<&str>, after: Option<&str>) -> Result<String> {
    let read = |key: Option<&str>| {
        key.map(FractionalIndex::from_string)
            .transpose()
            .map_err(|_| Error::damaged("A rank in the plan cannot be read."))
    };
    let (before, after) = (read(before)?, read(after)?);
    FractionalIndex::new(before.as_ref(), after.as_ref())
        .map(|key| key.to_string())
        .ok_or_else(|| Error::damaged("Two ranks in the plan are out of order."))
}

/// The statements that find neighbours in one kind of list. Each list's `sql.rs`
/// provides them; every statement takes the list's owner as `?1`, the moved
/// row's id as `?2` (ignored as a neighbour) and the anchor's rank as `?3`.
pub(crate) struct ListSql {
    /// `SELECT rank … WHERE owner = ?1 AND id = ?2`.
    pub(crate) rank_of: &'static str,
    /// The least rank above `?3`.
    pub(crate) next: &'static str,
    /// The greatest rank below `?3`.
    pub(crate) previous: &'static str,
    /// Whether another row has the rank `?3`.
    pub(crate) taken: &'static str,
    /// The list that the row `?1` is in, and its rank there.
    pub(crate) place_of: &'static str,
}

/// The statements for a table whose rows are in one list per `owner` column.
macro_rules! list {
    ($table:literal, $owner:literal) => {
        $crate::base::rank::ListSql {
            rank_of: concat!("SELECT rank FROM ", $table, " WHERE ", $owner, " = ?1 AND id = ?2"),
            next: concat!(
                "SELECT min(rank) FROM ",
                $table,
                " WHERE ",
                $owner,
                " = ?1 AND id <> ?2 AND rank > ?3"
            ),
            previous: concat!(
                "SELECT max(rank) FROM ",
                $table,
                " WHERE ",
                $owner,
                " = ?1 AND id <> ?2 AND rank < ?3"
            ),
            taken: concat!(
                "SELECT EXISTS (SELECT 1 FROM ",
                $table,
                " WHERE ",
                $owner,
                " = ?1 AND id <> ?2 AND rank = ?3)"
            ),
            place_of: concat!("SELECT ", $owner, ", rank FROM ", $table, " WHERE id = ?1"),
        }
    };
}

pub(crate) use list;

/// Gives a row that came back to its old place a rank of its own, directly
/// after, if another row has taken that rank meanwhile.
pub(crate) async fn make_unique(
    conn: &mut sqlx::SqliteConnection,
    list: &ListSql,
    table: &'static str,
    id: &str,
) -> Result<()> {
    let place: Option<(String, String)> =
        sqlx::query_as(list.place_of).bind(id).fetch_optional(&mut *conn).await?;
    let Some((owner, rank)) = place else { return Ok(()) };
    let taken: bool = sqlx::query_scalar(list.taken)
        .bind(&owner)
        .bind(id)
        .bind(&rank)
        .fetch_one(&mut *conn)
        .await?;
    if !taken {
        return Ok(());
    }
    let next: Option<String> = sqlx::query_scalar(list.next)
        .bind(&owner)
        .bind(id)
        .bind(&rank)
        .fetch_one(&mut *conn)
        .await?;
    let free = between(Some(&rank), next.as_deref())?;
    // The table's name is a constant of ours.
    let sql = format!("UPDATE {table} SET rank = ?2 WHERE id = ?1");
    sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id).bind(free).execute(conn).await?;
    Ok(())
}

/// The key for a row that goes to `place` in the list of `owner`. `moved` is the
/// row's own id, or empty for a new row.
pub(crate) async fn key_for(
    conn: &mut sqlx::SqliteConnection,
    list: &ListSql,
    owner: &str,
    moved: &str,
    place: &Placement,
) -> Result<String> {
    const BEFORE_ALL: &str = "";
    const AFTER_ALL: &str = "~"; // sorts after every hexadecimal key
    let neighbour = async |conn: &mut sqlx::SqliteConnection, sql: &'static str, rank: &str| {
        sqlx::query_scalar::<_, Option<String>>(sql)
            .bind(owner)
            .bind(moved)
            .bind(rank)
            .fetch_one(conn)
            .await
    };
    let anchor = match place {
        Placement::First => {
            let first = neighbour(conn, list.next, BEFORE_ALL).await?;
            return between(None, first.as_deref());
        }
        Placement::Last => {
            let last = neighbour(conn, list.previous, AFTER_ALL).await?;
            return between(last.as_deref(), None);
        }
        Placement::Before(id) | Placement::After(id) => {
            if id == moved {
                return Err(Error::invalid(
                    "placement",
                    "Nothing can be placed beside itself.",
                    "Name another row.",
                ));
            }
            sqlx::query_scalar::<_, String>(list.rank_of)
                .bind(owner)
                .bind(id)
                .fetch_optional(&mut *conn)
                .await?
                .ok_or_else(|| {
                    Error::invalid(
                        "placement",
                        "The row to place this beside is no longer in that list.",
                        "Pick another.",
                    )
                })?
        }
    };
    if matches!(place, Placement::Before(_)) {
        let previous = neighbour(conn, list.previous, &anchor).await?;
        between(previous.as_deref(), Some(&anchor))
    } else {
        let next = neighbour(conn, list.next, &anchor).await?;
        between(Some(&anchor), next.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_run_of_moves_keeps_the_order_of_a_model_list(seed in any::<u64>()) {
            let mut state = seed | 1;
            let mut random = move |n: usize| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                usize::try_from(state % n as u64).unwrap()
            };
            let mut list: Vec<(String, u32)> = Vec::new();
            for name in 0..50 {
                let last = list.last().map(|(k, _)| k.clone());
                list.push((between(last.as_deref(), None).unwrap(), name));
            }
            for _ in 0..200 {
                let row = list.remove(random(list.len()));
                let to = random(list.len() + 1);
                let before = to.checked_sub(1).map(|i| list[i].0.clone());
                let key = between(before.as_deref(), list.get(to).map(|(k, _)| k.as_str())).unwrap();
                list.insert(to, (key, row.1));
            }
            prop_assert!(list.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }
}
