//! What is joined to what: pillars to outcomes, outcomes, problems and personas
//! to bets, problems and personas to projects, evidence and decisions to what
//! they are about.
//!
//! Each pair of kinds has a table of its own, whose rows belong to one of the
//! two, its *owner*: linking is a change of the owner. Links that an entity has
//! at most one of (a project's bet, a task's project) are fields of it instead;
//! those, and dependencies, are joined by the same words (`acts/joins.rs`).

use std::fmt::Write as _;

use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::Plan;
use crate::base::change::Change;
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::pairs::{PAIRS, Pair};
use crate::base::reason::Reason;
use crate::base::refs::{Kind, Link};
use crate::base::wording;

/// An entity by kind and id.
pub(crate) type Entity<'a> = (Kind, &'a str);

impl Plan {
    /// Everything an entity is joined to, from either side, in the order of kinds
    /// and lists.
    pub async fn links_of(&self, kind: Kind, id: &str) -> Result<Vec<Link>> {
        let mut conn = self.store().reader().await?;
        of(&mut conn, kind, id).await
    }
}

/// Whether two kinds can be joined, in whichever order they are given.
pub(crate) fn can_join(one: Kind, other: Kind) -> bool {
    PAIRS.iter().any(|pair| pair.joins(one, other) || pair.joins(other, one))
}

/// Joins two entities of one product, in whichever order they are given.
pub(crate) async fn add(change: &mut Change, one: Entity<'_>, other: Entity<'_>) -> Result<()> {
    let (pair, owner, other) = directed(one, other)?;
    if owner == other {
        return Err(Error::invalid("links", "Nothing is linked to itself.", "Name another."));
    }
    let owned = entities::existing(change, owner.0, owner.1).await?;
    let far = entities::existing(change, other.0, other.1).await?;
    if owned.product_id != far.product_id {
        let name = entities::link(change.conn(), other.0, other.1).await?.reference;
        return Err(Error::Refused(Reason::OtherProduct(name)));
    }
    change.within(&owned.product_id).await?;
    let kind = if pair.other.is_none() { ", about_kind" } else { "" };
    let value = if pair.other.is_none() { ", ?4" } else { "" };
    // Names of tables and columns are constants of ours.
    let sql = format!(
        "INSERT INTO {} (id, {}, {}{kind}) SELECT ?1, ?2, ?3{value}
         WHERE NOT EXISTS (SELECT 1 FROM {} WHERE {} = ?2 AND {} = ?3)",
        pair.table,
        pair.owner_column,
        pair.other_column,
        pair.table,
        pair.owner_column,
        pair.other_column
    );
    let id = change.id();
    let query = sqlx::query(AssertSqlSafe(sql)).bind(id).bind(owner.1).bind(other.1);
    let query = if pair.other.is_none() { query.bind(other.0) } else { query };
    query.execute(change.conn()).await?;
    Ok(())
}

/// Joins an entity to several of one kind.
pub(crate) async fn add_each<'a>(
    change: &mut Change,
    one: Entity<'_>,
    kind: Kind,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<()> {
    for id in ids {
        add(change, one, (kind, id)).await?;
    }
    Ok(())
}

/// Parts two entities, in whichever order they are given.
pub(crate) async fn remove(change: &mut Change, one: Entity<'_>, other: Entity<'_>) -> Result<()> {
    let (pair, owner, other) = directed(one, other)?;
    let owned = entities::existing(change, owner.0, owner.1).await?;
    change.within(&owned.product_id).await?;
    // Names of tables and columns are constants of ours.
    let sql = format!(
        "DELETE FROM {} WHERE {} = ?1 AND {} = ?2",
        pair.table, pair.owner_column, pair.other_column
    );
    sqlx::query(AssertSqlSafe(sql)).bind(owner.1).bind(other.1).execute(change.conn()).await?;
    Ok(())
}

/// The pair that joins two kinds, its owner first.
fn directed<'a>(
    one: Entity<'a>,
    other: Entity<'a>,
) -> Result<(&'static Pair, Entity<'a>, Entity<'a>)> {
    for (owner, far) in [(one, other), (other, one)] {
        if let Some(pair) = PAIRS.iter().find(|p| p.joins(owner.0, far.0)) {
            return Ok((pair, owner, far));
        }
    }
    if let (Kind::Persona, Kind::Problem) | (Kind::Problem, Kind::Persona) = (one.0, other.0) {
        return Err(Error::invalid(
            "links",
            "A persona and a problem are joined by a pain.",
            "Make one of the two, and say what it costs.",
        ));
    }
    Err(Error::invalid(
        "links",
        format!("{} is not linked to {}.", wording::sentence(one.0.one()), other.0.one()),
        format!("It can be linked to {}.", partners_in_words(one.0)),
    ))
}

/// The kinds that one can be joined to, in words.
fn partners_in_words(kind: Kind) -> String {
    partners(kind).into_iter().map(Kind::plural).collect::<Vec<_>>().join(", ")
}

/// The kinds that one can be joined to: by a link, or by a field or dependency
/// that is joined by the same words.
#[must_use]
pub fn partners(kind: Kind) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = PAIRS
        .iter()
        .filter_map(|pair| match pair.other {
            Some(other) if pair.owner == kind => Some(other),
            Some(other) if other == kind => Some(pair.owner),
            _ => None,
        })
        .collect();
    kinds.extend(field_partners(kind));
    if kind == Kind::Decision {
        kinds.extend(Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Setting)));
    } else if kind != Kind::Setting {
        kinds.push(Kind::Decision);
    }
    kinds
}

/// The kinds that one can be joined to by a field or a dependency.
fn field_partners(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Project => &[Kind::Bet, Kind::Pillar, Kind::Project],
        Kind::Bet | Kind::Pillar => &[Kind::Project],
        Kind::Task => &[Kind::Task],
        _ => &[],
    }
}

/// Everything an entity is joined to, from either side.
pub(crate) async fn of(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Vec<Link>> {
    let mut found: Vec<(Kind, String)> = Vec::new();
    for pair in &PAIRS {
        if pair.owner == kind {
            found.extend(far_of(conn, pair, id).await?);
        }
        if pair.other.is_none_or(|other| other == kind) {
            // Names of tables and columns are constants of ours.
            let sql = format!(
                "SELECT '{}', {} FROM {} WHERE {} = ?1 ORDER BY id",
                pair.owner.word(),
                pair.owner_column,
                pair.table,
                pair.other_column
            );
            found.extend(pairs_of(conn, sql, id).await?);
        }
    }
    let mut links = Vec::with_capacity(found.len());
    for (kind, id) in found {
        links.push(entities::link(conn, kind, &id).await?);
    }
    links.sort_by_key(|link| link.kind);
    Ok(links)
}

/// The links to entities of one kind.
pub(crate) fn only(links: &[Link], kind: Kind) -> Vec<Link> {
    links.iter().filter(|link| link.kind == kind).cloned().collect()
}

/// What an entity is joined to by fields of its own.
pub(crate) async fn owned(
    conn: &mut SqliteConnection,
    kind: Kind,
    id: &str,
) -> Result<Vec<(Kind, String)>> {
    let mut found = Vec::new();
    for pair in PAIRS.iter().filter(|pair| pair.owner == kind) {
        found.extend(far_of(conn, pair, id).await?);
    }
    Ok(found)
}

async fn far_of(
    conn: &mut SqliteConnection,
    pair: &Pair,
    owner: &str,
) -> Result<Vec<(Kind, String)>> {
    let far = pair.other.map_or("about_kind".to_owned(), |k| format!("'{}'", k.word()));
    // Names of tables and columns are constants of ours.
    let sql = format!(
        "SELECT {far}, {} FROM {} WHERE {} = ?1 ORDER BY id",
        pair.other_column, pair.table, pair.owner_column
    );
    pairs_of(conn, sql, owner).await
}

async fn pairs_of(
    conn: &mut SqliteConnection,
    sql: String,
    id: &str,
) -> Result<Vec<(Kind, String)>> {
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_all(conn).await?)
}

/// Parts an entity from everything, and takes it out of every field that points
/// to it: what is left behind shows the gap.
pub(crate) async fn part_from_all(change: &mut Change, kind: Kind, id: &str) -> Result<()> {
    let mut statements: Vec<String> = Vec::new();
    for pair in &PAIRS {
        for (is, column) in [
            (pair.owner == kind, pair.owner_column),
            (pair.other.is_none_or(|other| other == kind), pair.other_column),
        ] {
            if is {
                let mut sql = String::new();
                let _ = write!(sql, "DELETE FROM {} WHERE {column} = ?1", pair.table);
                statements.push(sql);
            }
        }
    }
    let field = match kind {
        Kind::Bet => Some("UPDATE projects SET bet_id = NULL WHERE bet_id = ?1"),
        Kind::Pillar => Some("UPDATE projects SET pillar_id = NULL WHERE pillar_id = ?1"),
        Kind::Project => Some("UPDATE pains SET solved_by = NULL WHERE solved_by = ?1"),
        _ => None,
    };
    statements.extend(field.map(str::to_owned));
    for sql in statements {
        // Names of tables and columns are constants of ours.
        sqlx::query(AssertSqlSafe(sql)).bind(id).execute(change.conn()).await?;
    }
    Ok(())
}
