//! The links that are fields or dependencies: a project's bet and pillar, what a
//! project or a task waits for. They are joined and parted by the same words as
//! the links of [`crate::base::links`].

use crate::base::change::Change;
use crate::base::dependencies::{PROJECTS, TASKS, Waits};
use crate::base::error::Result;
use crate::base::ids::{BetId, PillarId, ProjectId};
use crate::base::links::Entity;
use crate::base::refs::Kind;
use crate::concepts::projects::{self, ProjectPatch};

/// A link that is no row of a pair's table.
#[derive(Debug)]
pub(crate) enum FieldLink<'a> {
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
    pub(crate) fn between(one: Entity<'a>, other: Entity<'a>) -> Option<Self> {
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

    /// The kinds that an entity can be joined to this way.
    pub(crate) fn partners(kind: Kind) -> &'static [Kind] {
        match kind {
            Kind::Project => &[Kind::Bet, Kind::Pillar, Kind::Project],
            Kind::Bet | Kind::Pillar => &[Kind::Project],
            Kind::Task => &[Kind::Task],
            _ => &[],
        }
    }

    pub(crate) async fn join(&self, change: &mut Change) -> Result<()> {
        match self {
            Self::Bet(project, bet) => serve(change, project, bet_is(Some(bet))).await,
            Self::Pillar(project, pillar) => serve(change, project, pillar_is(Some(pillar))).await,
            Self::Waits(waits, one, on) => waits.add(change, one, on).await,
        }
    }

    /// Parts them; a project that serves another bet or pillar keeps that one.
    pub(crate) async fn part(&self, change: &mut Change) -> Result<()> {
        match self {
            Self::Bet(project, bet) => {
                let found = projects::existing(change, &ProjectId::from(*project)).await?;
                match found.bet_id {
                    Some(id) if id.as_str() == *bet => serve(change, project, bet_is(None)).await,
                    _ => Ok(()),
                }
            }
            Self::Pillar(project, pillar) => {
                let found = projects::existing(change, &ProjectId::from(*project)).await?;
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
