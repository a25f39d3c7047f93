//! What a piece of work rests on: its bet, outcomes and pillars, and beside them
//! who it is for, from what problem, at what cost.
//!
//! Where there are several of a kind, the first is the one that is told: the
//! primary one, then the order of the list.

use sqlx::SqliteConnection;

use super::sql;
use crate::base::error::Result;
use crate::base::ids::BetId;
use crate::base::refs::{Kind, Link, Ref};
use crate::concepts::projects::Project;

/// A bet, as far as a chain or a brief tells it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Bet {
    pub(super) id: String,
    number: u32,
    pub(super) name: String,
    pub(super) belief: String,
    pub(super) horizon: String,
    pub(super) horizon_reason: String,
    pub(super) closed: bool,
    pub(super) result: Option<String>,
}

/// An outcome with its latest number.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Outcome {
    pub(super) id: String,
    number: u32,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) now: Option<f64>,
    pub(super) target: Option<f64>,
    pub(super) due: Option<String>,
}

/// A pillar with what it refuses.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Pillar {
    id: String,
    number: u32,
    pub(super) name: String,
    pub(super) we_wont: String,
}

/// A persona. The smaller `tier`, the closer it is joined to the work.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Persona {
    pub(super) id: String,
    number: u32,
    pub(super) name: String,
    pub(super) wants: String,
    tier: u32,
}

/// A problem. The smaller `tier`, the closer it is joined to the work.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Problem {
    pub(super) id: String,
    number: u32,
    pub(super) name: String,
    pub(super) severity: Option<u32>,
    tier: u32,
}

/// What the told problem costs the told persona.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Pain {
    problem_id: String,
    pub(super) impact: String,
    pub(super) stakes: String,
}

macro_rules! linked {
    ($($entity:ident),+) => {
        $(impl $entity {
            pub(super) fn link(&self) -> Link {
                let kind = Kind::$entity;
                let reference = Ref { kind, number: self.number }.to_string();
                Link { kind, id: self.id.clone(), reference, name: self.name.clone() }
            }
        })+
    };
}
linked!(Bet, Outcome, Pillar, Persona, Problem);

/// Everything a chain is told from. The first of each is the one told.
#[derive(Debug, Default)]
pub(super) struct Grounds {
    pub(super) bets: Vec<Bet>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) pillars: Vec<Pillar>,
    pub(super) personas: Vec<Persona>,
    pub(super) problems: Vec<Problem>,
    pub(super) pain: Option<Pain>,
}

/// What a project rests on.
pub(super) async fn of_project(conn: &mut SqliteConnection, project: &Project) -> Result<Grounds> {
    let bet = project.bet_id.as_ref().map(BetId::as_str);
    let mut grounds = Grounds::default();
    if let Some(bet) = bet {
        grounds.bets = sql::bets(conn, sql::BetsOf::Bet, bet).await?;
    }
    climb(conn, &mut grounds).await?;
    if grounds.pillars.is_empty()
        && let Some(own) = &project.pillar_id
    {
        grounds.pillars = sql::pillar(conn, own.as_str()).await?;
    }
    people(conn, &mut grounds, Some(project.id.as_str()), bet).await?;
    Ok(grounds)
}

/// What a bet rests on.
pub(super) async fn of_bet(conn: &mut SqliteConnection, bet: &str) -> Result<Grounds> {
    let bets = sql::bets(conn, sql::BetsOf::Bet, bet).await?;
    let mut grounds = Grounds { bets, ..Grounds::default() };
    climb(conn, &mut grounds).await?;
    people(conn, &mut grounds, None, Some(bet)).await?;
    Ok(grounds)
}

/// What an outcome rests on.
pub(super) async fn of_outcome(conn: &mut SqliteConnection, outcome: &str) -> Result<Grounds> {
    let outcomes = sql::outcome(conn, outcome).await?;
    let mut grounds = Grounds { outcomes, ..Grounds::default() };
    grounds.pillars = sql::pillars(conn, &[outcome]).await?;
    Ok(grounds)
}

/// A pillar alone.
pub(super) async fn of_pillar(conn: &mut SqliteConnection, pillar: &str) -> Result<Grounds> {
    Ok(Grounds { pillars: sql::pillar(conn, pillar).await?, ..Grounds::default() })
}

/// Who feels a problem, and the bets that take it on.
pub(super) async fn of_problem(conn: &mut SqliteConnection, problem: &str) -> Result<Grounds> {
    let mut grounds = Grounds {
        problems: sql::problem(conn, problem).await?,
        bets: sql::bets(conn, sql::BetsOf::Problem, problem).await?,
        ..Grounds::default()
    };
    climb(conn, &mut grounds).await?;
    grounds.personas = sql::personas(conn, None, None, &[problem]).await?;
    pain(conn, &mut grounds).await?;
    Ok(grounds)
}

/// What a persona feels, and the bets made for them.
pub(super) async fn of_persona(conn: &mut SqliteConnection, persona: &str) -> Result<Grounds> {
    let mut grounds = Grounds {
        personas: sql::persona(conn, persona).await?,
        problems: sql::problems_of_persona(conn, persona).await?,
        bets: sql::bets(conn, sql::BetsOf::Persona, persona).await?,
        ..Grounds::default()
    };
    climb(conn, &mut grounds).await?;
    pain(conn, &mut grounds).await?;
    Ok(grounds)
}

/// What one persona feels of one problem, and the bets that take it on.
pub(super) async fn of_pain(
    conn: &mut SqliteConnection,
    persona: &str,
    problem: &str,
) -> Result<Grounds> {
    let mut grounds = of_problem(conn, problem).await?;
    if grounds.bets.is_empty() {
        grounds.bets = sql::bets(conn, sql::BetsOf::Persona, persona).await?;
        climb(conn, &mut grounds).await?;
    }
    grounds.personas = sql::persona(conn, persona).await?;
    pain(conn, &mut grounds).await?;
    Ok(grounds)
}

/// From the told bet to its outcomes and their pillars.
async fn climb(conn: &mut SqliteConnection, grounds: &mut Grounds) -> Result<()> {
    let Some(bet) = grounds.bets.first() else { return Ok(()) };
    grounds.outcomes = sql::outcomes(conn, &bet.id).await?;
    let outcomes: Vec<&str> = grounds.outcomes.iter().map(|o| o.id.as_str()).collect();
    grounds.pillars = sql::pillars(conn, &outcomes).await?;
    Ok(())
}

/// Who it is for: the project's own personas and problems, or else the bet's; with
/// a problem and no persona, those who feel it.
async fn people(
    conn: &mut SqliteConnection,
    grounds: &mut Grounds,
    project: Option<&str>,
    bet: Option<&str>,
) -> Result<()> {
    grounds.problems = sql::problems(conn, project, bet).await?;
    keep_closest(&mut grounds.problems, |problem| problem.tier);
    let problems: Vec<&str> = grounds.problems.iter().map(|x| x.id.as_str()).collect();
    grounds.personas = sql::personas(conn, project, bet, &problems).await?;
    keep_closest(&mut grounds.personas, |persona| persona.tier);
    pain(conn, grounds).await
}

/// Finds what the told persona feels, and tells the problem they feel before one
/// they do not.
async fn pain(conn: &mut SqliteConnection, grounds: &mut Grounds) -> Result<()> {
    let Some(persona) = grounds.personas.first() else { return Ok(()) };
    let problems: Vec<&str> = grounds.problems.iter().map(|x| x.id.as_str()).collect();
    grounds.pain = sql::pain(conn, &persona.id, &problems).await?;
    let felt = grounds
        .pain
        .as_ref()
        .and_then(|pain| grounds.problems.iter().position(|problem| problem.id == pain.problem_id));
    if let Some(felt) = felt {
        grounds.problems[..=felt].rotate_right(1);
    }
    Ok(())
}

fn keep_closest<T>(found: &mut Vec<T>, tier: impl Fn(&T) -> u32) {
    let closest = found.first().map(&tier);
    found.retain(|one| Some(tier(one)) == closest);
}
