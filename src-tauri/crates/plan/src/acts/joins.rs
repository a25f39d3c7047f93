//! Joining and parting any two entities. Most pairs are links
//! ([`crate::base::links`]); a project's bet and pillar are fields of it, and what a
//! project or a task waits for are dependencies. The same words serve all three.

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::change::{Change, Grouping, Written};
use crate::base::dependencies::{PROJECTS, TASKS, Waits};
use crate::base::error::Result;
use crate::base::ids::{BetId, PillarId, ProjectId};
use crate::base::links::{self, Entity};
use crate::base::records;
use crate::base::refs::Kind;
use crate::concepts::projects::{self, Project, ProjectPatch};

impl Plan {
    /// Joins two entities; joining what is joined changes nothing.
    pub async fn link(
        &self,
        actor: &Actor,
        one: (Kind, &str),
        other: (Kind, &str),
    ) -> Result<Written> {
        self.link_each(actor, one, &[(other.0, other.1.to_owned())]).await
    }

    /// Joins one entity to several others, as one change: to all, or to none.
    pub async fn link_each(
        &self,
        actor: &Actor,
        one: (Kind, &str),
        others: &[(Kind, String)],
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::Link, Grouping::Turn).await?;
        for (kind, id) in others {
            join(&mut change, one, (*kind, id)).await?;
        }
        change.commit().await
    }

    /// Parts two entities.
    pub async fn unlink(
        &self,
        actor: &Actor,
        one: (Kind, &str),
        other: (Kind, &str),
    ) -> Result<Written> {
        self.unlink_each(actor, one, &[(other.0, other.1.to_owned())]).await
    }

    /// Parts one entity from several others, as one change: from all, or from none.
    pub async fn unlink_each(
        &self,
        actor: &Actor,
        one: (Kind, &str),
        others: &[(Kind, String)],
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::Unlink, Grouping::Turn).await?;
        for (kind, id) in others {
            part(&mut change, one, (*kind, id)).await?;
        }
        change.commit().await
    }
}

/// Joins two entities of one product, in whichever order they are given: by a
/// field or a dependency where the model has one, else by a link.
pub(crate) async fn join(change: &mut Change, one: Entity<'_>, other: Entity<'_>) -> Result<()> {
    match FieldLink::between(one, other) {
        Some(link) => link.join(change).await,
        None => links::add(change, one, other).await,
    }
}

/// Parts two entities, in whichever order they are given.
pub(crate) async fn part(change: &mut Change, one: Entity<'_>, other: Entity<'_>) -> Result<()> {
    match FieldLink::between(one, other) {
        Some(link) => link.part(change).await,
        None => links::remove(change, one, other).await,
    }
}

/// A link that is no row of a pair's table.
#[derive(Debug)]
enum FieldLink<'a> {
    /// A project serves a bet.
    Bet(&'a str, &'a str),
    /// A project serves a pillar by itself.
    Pillar(&'a str, &'a str),
    /// The first waits for the second.
    Waits(&'static Waits, &'a str, &'a str),
}

impl<'a> FieldLink<'a> {
    /// The link of this sort between two entities, if their kinds have one. The
    /// order matters only where the kinds are the same: the first waits.
    fn between(one: Entity<'a>, other: Entity<'a>) -> Option<Self> {
        match (one.0, other.0) {
            (Kind::Project, Kind::Bet) => Some(Self::Bet(one.1, other.1)),
            (Kind::Bet, Kind::Project) => Some(Self::Bet(other.1, one.1)),
            (Kind::Project, Kind::Pillar) => Some(Self::Pillar(one.1, other.1)),
            (Kind::Pillar, Kind::Project) => Some(Self::Pillar(other.1, one.1)),
            (Kind::Project, Kind::Project) => Some(Self::Waits(&PROJECTS, one.1, other.1)),
            (Kind::Task, Kind::Task) => Some(Self::Waits(&TASKS, one.1, other.1)),
            _ => None,
        }
    }

    async fn join(&self, change: &mut Change) -> Result<()> {
        match self {
            Self::Bet(project, bet) => serve(change, project, bet_is(Some(bet))).await,
            Self::Pillar(project, pillar) => serve(change, project, pillar_is(Some(pillar))).await,
            Self::Waits(waits, one, on) => waits.add(change, one, on).await,
        }
    }

    /// Parts them; a project that serves another bet or pillar keeps that one.
    async fn part(&self, change: &mut Change) -> Result<()> {
        match self {
            Self::Bet(project, bet) => {
                let found =
                    records::existing::<Project>(change, &ProjectId::from(*project)).await?;
                match found.bet_id {
                    Some(id) if id.as_str() == *bet => serve(change, project, bet_is(None)).await,
                    _ => Ok(()),
                }
            }
            Self::Pillar(project, pillar) => {
                let found =
                    records::existing::<Project>(change, &ProjectId::from(*project)).await?;
                match found.pillar_id {
                    Some(id) if id.as_str() == *pillar => {
                        serve(change, project, pillar_is(None)).await
                    }
                    _ => Ok(()),
                }
            }
            Self::Waits(waits, one, on) => waits.remove(change, one, on).await,
        }
    }
}

async fn serve(change: &mut Change, project: &str, patch: ProjectPatch) -> Result<()> {
    projects::update(change, &ProjectId::from(project), patch, None).await
}

fn bet_is(bet: Option<&str>) -> ProjectPatch {
    ProjectPatch { bet_id: Some(bet.map(BetId::from)), ..ProjectPatch::default() }
}

fn pillar_is(pillar: Option<&str>) -> ProjectPatch {
    ProjectPatch { pillar_id: Some(pillar.map(PillarId::from)), ..ProjectPatch::default() }
}
