//! Into the trash and back.
//!
//! What goes to the trash leaves its links: children stay where they are and
//! show the gap. Only what cannot stand alone goes along: a project's tasks, the
//! pains of a persona or a problem. Coming back is read from the log, so that it
//! brings back the links as well.

use sqlx::AssertSqlSafe;

use crate::Plan;
use crate::acts::undo;
use crate::base::action::Action;
use crate::base::actor::{Actor, ActorKind};
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::ids::{BetId, CaptureId, ProductId, ProjectId, TaskId};
use crate::base::links;
use crate::base::reason::Reason;
use crate::base::records;
use crate::base::refs::Kind;
use crate::concepts::bets::{self, Bet};
use crate::concepts::captures;
use crate::concepts::outcomes;
use crate::concepts::pains;
use crate::concepts::pillars;
use crate::concepts::projects;
use crate::concepts::tasks;

impl Plan {
    /// Puts entities into the trash, as one change.
    pub async fn archive(
        &self,
        actor: &Actor,
        entities: &[(Kind, String)],
        reason: Option<&str>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::Archive, Grouping::Turn).await?;
        for (kind, id) in entities {
            put_away(&mut change, *kind, id).await?;
        }
        if let Some(reason) = reason {
            change.because(reason).await?;
        }
        change.commit().await
    }

    /// Puts a product, with all that is in it, into the trash. `name` is the product's,
    /// said again by the person who means it.
    pub async fn delete_product(
        &self,
        actor: &Actor,
        id: &ProductId,
        name: &str,
    ) -> Result<Written> {
        let product = self.product(id).await?;
        if name.trim() != product.name {
            return Err(Error::invalid(
                "name",
                "Nothing was deleted.",
                format!("Write the product's name as it is: {}.", product.name),
            ));
        }
        self.archive(actor, &[(Kind::Product, id.0.clone())], None).await
    }

    /// Brings an entity back from the trash, with the links it had and what went
    /// with it.
    pub async fn restore(&self, actor: &Actor, kind: Kind, id: &str) -> Result<Written> {
        self.restore_each(actor, &[(kind, id.to_owned())], None).await
    }

    /// Brings entities back from the trash, as one change.
    pub async fn restore_each(
        &self,
        actor: &Actor,
        entities: &[(Kind, String)],
        reason: Option<&str>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::Restore, Grouping::Turn).await?;
        for (kind, id) in entities {
            bring_back(&mut change, *kind, id).await?;
        }
        if let Some(reason) = reason {
            change.because(reason).await?;
        }
        change.commit().await
    }
}

pub(crate) async fn put_away(change: &mut Change, kind: Kind, id: &str) -> Result<()> {
    match kind {
        Kind::Project => projects::archive(change, &ProjectId(id.to_owned())).await,
        Kind::Task => tasks::archive(change, &TaskId(id.to_owned())).await,
        Kind::Capture => captures::archive(change, &CaptureId(id.to_owned())).await,
        Kind::Product if change.actor.kind != ActorKind::You => {
            Err(Error::Refused(Reason::PersonOnly))
        }
        kind => put_away_plain(change, kind, id).await,
    }
}

async fn put_away_plain(change: &mut Change, kind: Kind, id: &str) -> Result<()> {
    let common = entities::existing(change, kind, id).await?;
    change.within(&common.product_id).await?;
    let at = change.at;
    let column = match kind {
        Kind::Persona => Some("persona_id"),
        Kind::Problem => Some("problem_id"),
        _ => None,
    };
    if let Some(column) = column {
        // The column's name is a constant of ours.
        let sql =
            format!("UPDATE pains SET trashed_at = ?2 WHERE {column} = ?1 AND trashed_at IS NULL");
        sqlx::query(AssertSqlSafe(sql)).bind(id).bind(at).execute(change.conn()).await?;
    }
    if kind != Kind::Product {
        links::part_from_all(change, kind, id).await?;
    }
    // The table's name is a constant of ours.
    let sql = format!("UPDATE {} SET trashed_at = ?2 WHERE id = ?1", kind.table());
    sqlx::query(AssertSqlSafe(sql)).bind(id).bind(at).execute(change.conn()).await?;
    Ok(())
}

pub(crate) async fn bring_back(change: &mut Change, kind: Kind, id: &str) -> Result<()> {
    match kind {
        Kind::Project => projects::restore(change, &ProjectId(id.to_owned())).await?,
        Kind::Task => tasks::restore(change, &TaskId(id.to_owned())).await?,
        Kind::Capture => captures::restore(change, &CaptureId(id.to_owned())).await?,
        _ => {
            let common = entities::get(change.conn(), kind, id)
                .await?
                .ok_or_else(|| entities::missing(kind))?;
            let product: ProductId = common.product_id;
            change.within(&product).await?;
            if common.trashed_at.is_none() {
                return Ok(());
            }
            if kind == Kind::Pain {
                pains::refuse_dead_end(change, id).await?;
            }
            undo::yield_primary(change.conn(), kind.table(), id).await?;
            // The table's name is a constant of ours.
            let sql = format!("UPDATE {} SET trashed_at = NULL WHERE id = ?1", kind.table());
            sqlx::query(AssertSqlSafe(sql)).bind(id).execute(change.conn()).await?;
            advise(change, kind, id, &product).await?;
        }
    }
    undo::put_back_with(change, id).await
}

/// What came back counts again: soft limits explain themselves as for a new one.
async fn advise(change: &mut Change, kind: Kind, id: &str, product: &ProductId) -> Result<()> {
    match kind {
        Kind::Pillar => pillars::advise(change, product).await,
        Kind::Outcome => outcomes::advise(change, product).await,
        Kind::Bet => {
            let bet = records::existing::<Bet>(change, &BetId(id.to_owned())).await?;
            bets::advise(change, &bet).await
        }
        _ => Ok(()),
    }
}
