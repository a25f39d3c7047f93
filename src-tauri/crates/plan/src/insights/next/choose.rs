//! Who may be next, and in which order.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::HeldBack;
use super::score::{Backing, FREES_ENOUGH, Facts, Stage, Started};
use super::sql::{self, BetRow, PackedTask, ProjectRow};
use crate::base::actor::{Actor, ActorName};
use crate::base::ambient::Ambient;
use crate::base::error::Result;
use crate::base::ids::{BetId, ProductId};
use crate::base::leases::{self, Lease};
use crate::base::refs::{Kind, Link, Ref};
use crate::concepts::bets::{AppetiteClock, Horizon};
use crate::concepts::evidence;
use crate::concepts::tasks::Priority;

/// All that a choice looks at: open work only.
pub(super) struct OpenWork {
    bets: Vec<(BetRow, Backing)>,
    projects: Vec<ProjectRow>,
    waits: Waits,
    skipped: HashSet<i64>,
    claims: HashMap<i64, Claimed>,
    pub(super) pinned: Option<i64>,
    /// The projects of open tasks that a finished project has left behind.
    left_behind: Vec<String>,
}

/// A task that can be worked on now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Its row.
    pub(super) row: i64,
    /// Whether the person put it first.
    pub(super) pinned: bool,
    /// Whether it is the asker's by a claim.
    pub(super) own: bool,
    /// Whether someone is at it already, without a claim or with one that stands.
    pub(super) under_way: bool,
    task: PackedTask,
    project: usize,
    /// The place of its bet in the one list.
    bet: Option<usize>,
    started: Started,
    /// Its score in millionths of a point, so that equal is equal.
    score: i64,
    /// Its place in its project.
    place: usize,
}

/// What is in the way of a task.
enum Way {
    Free,
    Held,
    Parked,
    Blocked,
    Skipped,
}

/// Whose a claimed task is, to whoever asks.
enum Claimed {
    /// The asker's.
    Own,
    /// Another's.
    By(ActorName),
    /// Another's that has run out.
    Lapsed,
}

/// What there is to choose from.
pub(super) struct Choice {
    /// The candidates, best first.
    pub(super) candidates: Vec<Candidate>,
    /// Open tasks that are none.
    pub(super) held_back: HeldBack,
    /// Who else holds tasks, by name.
    pub(super) holders: BTreeSet<String>,
}

/// Which unfinished task waits for which.
#[derive(Default)]
struct Waits {
    waiting: HashSet<i64>,
    freed_by: HashMap<i64, Vec<i64>>,
}

impl Waits {
    fn new(pairs: Vec<(i64, i64)>) -> Self {
        let mut waits = Self::default();
        for (task, on) in pairs {
            waits.waiting.insert(task);
            waits.freed_by.entry(on).or_default().push(task);
        }
        waits
    }

    /// How many tasks wait for one, near or far; stops counting at `enough`.
    fn count(&self, row: i64, enough: usize) -> u32 {
        if !self.freed_by.contains_key(&row) {
            return 0;
        }
        let mut found = HashSet::new();
        let mut ahead = vec![row];
        while let Some(at) = ahead.pop() {
            for waiting in self.freed_by.get(&at).into_iter().flatten() {
                if found.insert(*waiting) {
                    ahead.push(*waiting);
                }
                if found.len() == enough {
                    return u32::try_from(enough).unwrap_or(u32::MAX);
                }
            }
        }
        u32::try_from(found.len()).unwrap_or(u32::MAX)
    }
}

impl OpenWork {
    pub(super) async fn read(
        conn: &mut SqliteConnection,
        product: &ProductId,
        asker: &Actor,
        (ambient, now): (&Ambient, DateTime<Utc>),
    ) -> Result<Self> {
        let bets = sql::bets(conn, product).await?;
        let projects = sql::projects(conn, product).await?;
        let seen: usize = projects.iter().map(ProjectRow::open_count).sum();
        let left_behind = if sql::open_total(conn, product).await? > seen {
            sql::left_behind(conn, product).await?
        } else {
            Vec::new()
        };
        Ok(Self {
            bets: backed(conn, product, bets, (ambient, now)).await?,
            projects,
            left_behind,
            waits: Waits::new(sql::waits(conn, product).await?),
            skipped: sql::skipped(conn, product, now).await?.into_iter().collect(),
            pinned: sql::pinned(conn, product).await?,
            claims: claims(conn, product, asker, now).await?,
        })
    }

    /// The best candidates in order, at most so many, and what is held back. Only
    /// projects that `within` accepts are looked at.
    pub(super) fn choice(&self, most: usize, within: impl Fn(&str) -> bool) -> Choice {
        let places: HashMap<&str, usize> =
            self.bets.iter().enumerate().map(|(n, (bet, _))| (bet.id.as_str(), n)).collect();
        let (mut candidates, mut held) = (Vec::new(), HeldBack::default());
        let mut holders = BTreeSet::new();
        for (number, project) in self.projects.iter().enumerate() {
            if !within(&project.id) {
                continue;
            }
            let bet = project.bet.as_deref().and_then(|id| places.get(id).copied());
            for (place, task) in project.open_tasks().enumerate() {
                match self.way(project, bet, task) {
                    Way::Free => candidates.push(self.candidate((number, bet), place, task)),
                    Way::Held => {
                        held.held += 1;
                        holders.extend(self.holder(task.row));
                    }
                    Way::Parked => held.parked += 1,
                    Way::Blocked => held.blocked += 1,
                    Way::Skipped => held.skipped += 1,
                }
            }
        }
        if candidates.len() > most {
            candidates.select_nth_unstable_by_key(most, Candidate::order);
            candidates.truncate(most);
        }
        candidates.sort_unstable_by_key(Candidate::order);
        let left = self.left_behind.iter().filter(|project| within(project)).count();
        held.left_behind = u32::try_from(left).unwrap_or(u32::MAX);
        Choice { candidates, held_back: held, holders }
    }

    /// Who else holds a task.
    fn holder(&self, row: i64) -> Option<String> {
        match self.claims.get(&row)? {
            Claimed::By(name) => Some(name.to_string()),
            Claimed::Own | Claimed::Lapsed => None,
        }
    }

    /// A pin is stronger than a parked bet or a skip, but does not clear the way.
    fn way(&self, project: &ProjectRow, bet: Option<usize>, task: PackedTask) -> Way {
        let pinned = self.pinned == Some(task.row);
        let open = bet.is_none_or(|at| matches!(self.bets[at].1.stage, Stage::Open { .. }));
        if matches!(self.claims.get(&task.row), Some(Claimed::By(_))) {
            Way::Held
        } else if !open && !pinned {
            Way::Parked
        } else if task.blocked || project.waits > 0 || self.waits.waiting.contains(&task.row) {
            Way::Blocked
        } else if self.skipped.contains(&task.row) && !pinned {
            Way::Skipped
        } else {
            Way::Free
        }
    }

    fn candidate(
        &self,
        (project, bet): (usize, Option<usize>),
        place: usize,
        task: PackedTask,
    ) -> Candidate {
        let started = match (task.doing, self.projects[project].building > 0) {
            (true, _) => Started::Task,
            (false, true) => Started::Project,
            (false, false) => Started::No,
        };
        let pinned = self.pinned == Some(task.row);
        let claim = self.claims.get(&task.row);
        let mut candidate = Candidate {
            row: task.row,
            pinned,
            own: matches!(claim, Some(Claimed::Own)),
            under_way: task.doing && !matches!(claim, Some(Claimed::Lapsed)),
            task,
            project,
            bet,
            started,
            score: 0,
            place,
        };
        let enough = usize::try_from(FREES_ENOUGH).unwrap_or(usize::MAX);
        let score = self.facts(&candidate, enough).score();
        #[allow(clippy::cast_possible_truncation, reason = "a score is at most 100")]
        let millionths = (score * 1e6).round() as i64;
        candidate.score = millionths;
        candidate
    }

    /// What a candidate's score is made of, with waiting tasks counted as far as
    /// `enough`.
    pub(super) fn facts(&self, candidate: &Candidate, enough: usize) -> Facts<'_> {
        Facts {
            bet: candidate.bet.map(|at| &self.bets[at].1),
            started: candidate.started,
            frees: self.waits.count(candidate.row, enough),
            priority: Priority::ALL.get(candidate.task.priority).copied().unwrap_or(Priority::None),
        }
    }

    /// The bet behind a candidate.
    pub(super) fn bet(&self, candidate: &Candidate) -> Option<Link> {
        let (bet, _) = &self.bets[candidate.bet?];
        let reference = Ref { kind: Kind::Bet, number: bet.number }.to_string();
        Some(Link { kind: Kind::Bet, id: bet.id.clone(), reference, name: bet.name.clone() })
    }
}

impl Candidate {
    /// The pinned one, then by score; ties by the order of bets, projects, tasks.
    /// Ranks are unique within a list, and equal ones were read in order of refs.
    fn order(&self) -> impl Ord + use<> {
        let bet = self.bet.unwrap_or(usize::MAX);
        (Reverse(self.pinned), Reverse(self.score), bet, self.project, self.place)
    }
}

/// Whose the claimed tasks of a product are.
async fn claims(
    conn: &mut SqliteConnection,
    product: &ProductId,
    asker: &Actor,
    now: DateTime<Utc>,
) -> Result<HashMap<i64, Claimed>> {
    let whose = |lease: Lease| {
        if lease.is_of(asker) {
            Claimed::Own
        } else if lease.is_over(now) {
            Claimed::Lapsed
        } else {
            Claimed::By(lease.holder)
        }
    };
    let leases = leases::sql::in_product(conn, product).await?;
    Ok(leases.into_iter().map(|(row, lease)| (row, whose(lease))).collect())
}

/// Bets with their place among the open ones of their horizon, and what they rest on.
async fn backed(
    conn: &mut SqliteConnection,
    product: &ProductId,
    bets: Vec<BetRow>,
    (ambient, now): (&Ambient, DateTime<Utc>),
) -> Result<Vec<(BetRow, Backing)>> {
    let today = ambient.date(now);
    let mut bases = evidence::confidence_of_bets(conn, product, today).await?;
    let mut of: HashMap<Horizon, u32> = HashMap::new();
    for bet in bets.iter().filter(|bet| !bet.closed) {
        *of.entry(bet.horizon).or_default() += 1;
    }
    let mut before: HashMap<Horizon, u32> = HashMap::new();
    let backed = bets.into_iter().map(|bet| {
        let stage = match (bet.closed, bet.horizon) {
            (true, _) => Stage::Closed,
            (false, Horizon::Parked) => Stage::Parked,
            (false, horizon) => {
                let place = before.entry(horizon).or_default();
                *place += 1;
                Stage::Open { horizon, place: *place, of: of[&horizon] }
            }
        };
        let clock = bet
            .began
            .zip(bet.appetite_days)
            .map(|(began, days)| AppetiteClock::between(ambient.date(began), today, days));
        let basis = bases.remove(&BetId(bet.id.clone())).unwrap_or_default();
        (bet, Backing { stage, basis, clock })
    });
    Ok(backed.collect())
}
