//! Bets: problem areas worth a fixed time, in one ordered list cut by horizon.

pub(crate) mod sql;
#[cfg(test)]
mod tests;
mod types;

pub use types::{AppetiteClock, Bet, BetPatch, BetResult, ClosedBet, Horizon, NewBet};

use chrono::{DateTime, Utc};

use crate::Plan;
use crate::base::action::Action;
use crate::base::actor::Actor;
use crate::base::ambient::Ambient;
use crate::base::bounds;
use crate::base::change::{Change, Grouping, Written};
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::fields::{appetite, day, kept, kept_long};
use crate::base::ids::{BetId, OutcomeId, PersonaId, ProblemId, ProductId};
use crate::base::links;
use crate::base::lists;
use crate::base::rank::Placement;
use crate::base::records;
use crate::base::refs::{Kind, Ref};
use crate::base::text;

impl Plan {
    /// Makes a bet, in later unless another horizon is given.
    pub async fn create_bet(
        &self,
        actor: &Actor,
        product: &ProductId,
        new: NewBet,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CreateBet, Grouping::Turn).await?;
        create(&mut change, product, new).await?;
        change.commit().await
    }

    /// Changes the fields given. `rev` is the one the writer last read.
    pub async fn update_bet(
        &self,
        actor: &Actor,
        id: &BetId,
        patch: BetPatch,
        rev: Option<u32>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::UpdateBet, Grouping::Turn).await?;
        update(&mut change, id, patch, rev).await?;
        change.commit().await
    }

    /// Gives a bet a place in the list and a horizon: the one given, or that of the
    /// bet it is placed beside, or else its own.
    pub async fn move_bet(
        &self,
        actor: &Actor,
        id: &BetId,
        horizon: Option<Horizon>,
        placement: &Placement,
        reason: Option<String>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::MoveBet, Grouping::Turn).await?;
        let horizon = match (horizon, placement) {
            (None, Placement::Before(beside) | Placement::After(beside)) => {
                sql::horizon(change.conn(), beside).await?
            }
            (horizon, _) => horizon,
        };
        lists::set_place(&mut change, Kind::Bet, id.as_str(), placement).await?;
        let patch =
            BetPatch { horizon, horizon_reason: reason.clone(), reason, ..BetPatch::default() };
        update(&mut change, id, patch, None).await?;
        change.commit().await
    }

    /// Closes a bet with how it ended and what was learned; what is left out is kept,
    /// and a missing result shows as a gap.
    pub async fn close_bet(
        &self,
        actor: &Actor,
        id: &BetId,
        result: Option<BetResult>,
        learned: Option<String>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::CloseBet, Grouping::Turn).await?;
        let patch = BetPatch {
            closed: Some(true),
            result: result.map(Some),
            learned,
            ..BetPatch::default()
        };
        update(&mut change, id, patch, None).await?;
        change.commit().await
    }

    /// Opens a closed bet again where it was. Its result is cleared, what was learned
    /// stays.
    pub async fn reopen_bet(
        &self,
        actor: &Actor,
        id: &BetId,
        reason: Option<String>,
    ) -> Result<Written> {
        let mut change = Change::open(self, actor, Action::ReopenBet, Grouping::Turn).await?;
        let patch = BetPatch {
            closed: Some(false),
            horizon_reason: reason.clone(),
            reason,
            ..BetPatch::default()
        };
        update(&mut change, id, patch, None).await?;
        change.commit().await
    }
}

impl Bet {
    /// Its clock at `now`, in the person's days: `began` is when its first project
    /// began building. A closed bet's clock has stopped.
    pub(crate) fn clock(
        &self,
        ambient: &Ambient,
        began: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Option<AppetiteClock> {
        let until = self.closed_at.unwrap_or(now);
        let days = (ambient.date(began?), ambient.date(until));
        Some(AppetiteClock::between(days.0, days.1, self.appetite_days?))
    }
}

pub(crate) async fn create(change: &mut Change, product: &ProductId, new: NewBet) -> Result<BetId> {
    entities::product(change.conn(), product).await?;
    let place = new.placement.unwrap_or_default();
    let rank = lists::rank_of_new(change, Kind::Bet, product.as_str(), &place).await?;
    let number = change.next_number(product, Kind::Bet).await?;
    let reason = new.horizon_reason.unwrap_or_default();
    let bet = Bet {
        id: BetId(change.id()),
        product_id: product.clone(),
        reference: Ref { kind: Kind::Bet, number }.to_string(),
        name: text::name("name", &new.name)?,
        belief: text::markdown("belief", &new.belief.unwrap_or_default())?,
        horizon: new.horizon.unwrap_or(Horizon::Later),
        horizon_reason: text::short("horizon_reason", &reason)?,
        appetite_days: appetite(new.appetite_days)?,
        signals: text::markdown("signals", &new.signals.unwrap_or_default())?,
        review_on: new.review_on.map(|d| day("review_on", d)).transpose()?,
        closed_at: None,
        result: None,
        learned: String::new(),
        labels: text::list("labels", &new.labels.unwrap_or_default())?,
        ignored: Vec::new(),
        rev: 0,
        created_at: change.at,
        created_by: change.actor.shown(),
        updated_at: change.at,
        updated_by: change.actor.shown(),
        trashed_at: None,
    };
    records::insert(change, &bet, Some(number), &rank).await?;
    change.within(product).await?;
    let own = (Kind::Bet, bet.id.as_str());
    let outcomes = new.outcomes.iter().flatten().map(OutcomeId::as_str);
    links::add_each(change, own, Kind::Outcome, outcomes).await?;
    let problems = new.problems.iter().flatten().map(ProblemId::as_str);
    links::add_each(change, own, Kind::Problem, problems).await?;
    let personas = new.personas.iter().flatten().map(PersonaId::as_str);
    links::add_each(change, own, Kind::Persona, personas).await?;
    advise(change, &bet).await?;
    Ok(bet.id)
}

pub(crate) async fn update(
    change: &mut Change,
    id: &BetId,
    patch: BetPatch,
    rev: Option<u32>,
) -> Result<()> {
    let old: Bet = records::existing(change, id).await?;
    let reason = patch.reason.clone();
    let new = patched(&old, patch, change.at)?;
    change.within(&old.product_id).await?;
    records::replace(change, &old, &new, rev).await?;
    if let Some(reason) = reason {
        change.because(&reason).await?;
    }
    if (new.horizon, new.closed_at) != (old.horizon, old.closed_at) {
        advise(change, &new).await?;
    }
    Ok(())
}

/// Says so when more is taken on soon than one person can finish.
pub(crate) async fn advise(change: &mut Change, bet: &Bet) -> Result<()> {
    if bet.closed_at.is_some() || !matches!(bet.horizon, Horizon::Now | Horizon::Next) {
        return Ok(());
    }
    let (now, next) = sql::soon(change.conn(), &bet.product_id).await?;
    let crowded = (bet.horizon == Horizon::Now).then(|| too_many_in_now(now)).flatten();
    for advice in crowded.into_iter().chain(too_many_soon(now.saturating_add(next))) {
        change.warn(advice);
    }
    Ok(())
}

pub(crate) fn too_many_in_now(bets: u32) -> Option<String> {
    (bets > bounds::BETS_IN_NOW).then(|| {
        format!(
            "{bets} bets in Now is a lot for one person: each one makes the others wait. Choose which waits."
        )
    })
}

pub(crate) fn too_many_soon(bets: u32) -> Option<String> {
    (bets > bounds::BETS_SOON).then(|| {
        format!(
            "{bets} bets in Now and Next together are more than one can foresee: what is learned from the first will change the last. Move some to Later."
        )
    })
}

fn patched(old: &Bet, patch: BetPatch, at: DateTime<Utc>) -> Result<Bet> {
    let mut ended = old.clone();
    set_end(&mut ended, &patch, at)?;
    let horizon = patch.horizon.unwrap_or(old.horizon);
    // A reason belongs to one move: the next move takes it away or brings its own.
    let reason = if horizon == old.horizon { old.horizon_reason.as_str() } else { "" };
    Ok(Bet {
        name: kept(&old.name, patch.name, |t| text::name("name", t))?,
        belief: kept_long("belief", &old.belief, patch.belief, patch.replace)?,
        horizon,
        horizon_reason: kept(reason, patch.horizon_reason, |t| text::short("horizon_reason", t))?,
        appetite_days: kept(&old.appetite_days, patch.appetite_days, |days| appetite(*days))?,
        signals: kept_long("signals", &old.signals, patch.signals, patch.replace)?,
        review_on: kept(&old.review_on, patch.review_on, |d| {
            d.map(|d| day("review_on", d)).transpose()
        })?,
        learned: kept_long("learned", &old.learned, patch.learned, patch.replace)?,
        labels: kept(&old.labels, patch.labels, |l| text::list("labels", l))?,
        ..ended
    })
}

/// Closes a bet or opens it again. A result closes; an open bet has none.
fn set_end(bet: &mut Bet, patch: &BetPatch, at: DateTime<Utc>) -> Result<()> {
    let ended = matches!(patch.result, Some(Some(_)));
    if patch.closed == Some(false) && ended {
        return Err(Error::invalid(
            "result",
            "An open bet has no result.",
            "Close it, or leave the result out.",
        ));
    }
    bet.result = patch.result.unwrap_or(bet.result);
    if patch.closed == Some(true) || ended {
        bet.closed_at = bet.closed_at.or(Some(at));
    } else if patch.closed == Some(false) {
        (bet.closed_at, bet.result) = (None, None);
    }
    Ok(())
}
