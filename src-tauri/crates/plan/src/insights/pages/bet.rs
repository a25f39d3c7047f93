//! What the screens show of bets.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::Plan;
use crate::base::ambient::Ambient;
use crate::base::entities;
use crate::base::error::Result;
use crate::base::ids::{BetId, ProductId};
use crate::base::links;
use crate::base::log::{HistoryRow, entity_history};
use crate::base::records;
use crate::base::refs::{Kind, Link};
use crate::concepts::bets::{
    AppetiteClock, Bet, ClosedBet, Horizon, sql, too_many_in_now, too_many_soon,
};
use crate::concepts::evidence::{self, ConfidenceBasis, EvidenceRow};

/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;
/// How many closed bets the board carries.
const CLOSED_SHOWN: u32 = 100;

/// An open bet on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BetCard {
    /// Its id.
    pub id: BetId,
    /// Its short ref.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// When it is meant to be taken.
    pub horizon: Horizon,
    /// Why it was parked, moved or opened again.
    pub horizon_reason: String,
    /// How many days it is worth.
    pub appetite_days: Option<u32>,
    /// How much of that is used; `None` until a project of it is built.
    pub clock: Option<AppetiteClock>,
    /// When to look at it again.
    pub review_on: Option<NaiveDate>,
    /// How sure one may be of it.
    pub confidence: ConfidenceBasis,
    /// The outcomes it should move.
    pub outcomes: Vec<Link>,
    /// The problems it is about.
    pub problems: Vec<Link>,
    /// Its projects that are not over.
    pub projects_open: u32,
    /// Its projects that are done.
    pub projects_done: u32,
    /// Free labels.
    pub labels: Vec<String>,
    /// The codes of gaps and hints ignored here.
    pub ignored: Vec<String>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Its rev.
    pub rev: u32,
}

/// The open bets of one horizon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BetColumn {
    /// The horizon its cards have.
    pub horizon: Horizon,
    /// Its cards, in the person's order.
    pub cards: Vec<BetCard>,
    /// The days its bets are worth together.
    pub appetite_days: u32,
    /// Advice about the column, if any.
    pub hint: Option<String>,
}

/// All bets of a product: one ordered list, cut by horizon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BetBoard {
    /// The product.
    pub product: Link,
    /// The four horizons in order.
    pub columns: Vec<BetColumn>,
    /// The bets closed last, at most 100, the latest first.
    pub closed: Vec<ClosedBet>,
    /// How many bets are closed in all.
    pub closed_total: u32,
}

/// Everything a bet's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BetPage {
    /// The bet.
    pub bet: Bet,
    /// Its product.
    pub product: Link,
    /// How much of its time is used; `None` until a project of it is built.
    pub clock: Option<AppetiteClock>,
    /// How sure one may be of it.
    pub confidence: ConfidenceBasis,
    /// The outcomes it should move.
    pub outcomes: Vec<Link>,
    /// The problems it is about.
    pub problems: Vec<Link>,
    /// Who it is for.
    pub personas: Vec<Link>,
    /// Its projects, in the person's order.
    pub projects: Vec<Link>,
    /// All it rests on, the latest first: what is about it, its problems and its
    /// outcomes.
    pub evidence: Vec<EvidenceRow>,
    /// The decisions about it.
    pub decisions: Vec<Link>,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
}

impl Plan {
    /// The bets of a product by horizon, and those closed.
    pub async fn bet_board(&self, product: &ProductId) -> Result<BetBoard> {
        let mut conn = self.store().reader().await?;
        entities::product(&mut conn, product).await?;
        let cards = cards(&mut conn, product, self.ambient()).await?;
        let column = |horizon: &Horizon| {
            let cards: Vec<BetCard> =
                cards.iter().filter(|c| c.horizon == *horizon).cloned().collect();
            BetColumn {
                horizon: *horizon,
                appetite_days: cards.iter().filter_map(|c| c.appetite_days).sum(),
                cards,
                hint: None,
            }
        };
        let mut columns: Vec<BetColumn> = Horizon::ALL.iter().map(column).collect();
        if let [now, next, ..] = columns.as_mut_slice() {
            let count = |column: &BetColumn| u32::try_from(column.cards.len()).unwrap_or(u32::MAX);
            now.hint = too_many_in_now(count(now));
            next.hint = too_many_soon(count(now).saturating_add(count(next)));
        }
        Ok(BetBoard {
            product: entities::link(&mut conn, Kind::Product, product.as_str()).await?,
            columns,
            closed: sql::closed(&mut conn, product, CLOSED_SHOWN).await?,
            closed_total: sql::closed_total(&mut conn, product).await?,
        })
    }

    /// Everything a bet's page shows.
    pub async fn bet_page(&self, id: &BetId) -> Result<BetPage> {
        let now = self.ambient().now();
        let today = self.ambient().date(now);
        let mut conn = self.store().reader().await?;
        let bet = records::known::<Bet>(&mut conn, id).await?;
        let joined = links::of(&mut conn, Kind::Bet, id.as_str()).await?;
        let projects = sql::projects(&mut conn, id).await?;
        Ok(BetPage {
            product: entities::link(&mut conn, Kind::Product, bet.product_id.as_str()).await?,
            clock: bet.clock(self.ambient(), sql::began(&mut conn, id).await?, now),
            confidence: evidence::confidence_of_bet(&mut conn, id, today).await?,
            bet,
            outcomes: links::only(&joined, Kind::Outcome),
            problems: links::only(&joined, Kind::Problem),
            personas: links::only(&joined, Kind::Persona),
            evidence: evidence::sql::behind_bet(&mut conn, id).await?,
            decisions: links::only(&joined, Kind::Decision),
            projects: entities::links(&mut conn, Kind::Project, projects).await?,
            history: entity_history(&mut conn, Kind::Bet, id.as_str(), HISTORY_SHOWN).await?,
        })
    }
}

/// The cards of a product's open bets, in order.
async fn cards(
    conn: &mut sqlx::SqliteConnection,
    product: &ProductId,
    ambient: &Ambient,
) -> Result<Vec<BetCard>> {
    let now = ambient.now();
    let today = ambient.date(now);
    let mut confidence = evidence::confidence_of_bets(conn, product, today).await?;
    let mut joined = sql::joined(conn, product).await?;
    let rows = sql::open(conn, product).await?;
    let cards = rows.into_iter().map(|row| {
        let links = joined.remove(&row.bet.id).unwrap_or_default();
        let bet = row.bet;
        BetCard {
            clock: bet.clock(ambient, row.began, now),
            confidence: confidence.remove(&bet.id).unwrap_or_default(),
            outcomes: links::only(&links, Kind::Outcome),
            problems: links::only(&links, Kind::Problem),
            projects_open: row.projects_open,
            projects_done: row.projects_done,
            id: bet.id,
            reference: bet.reference,
            name: bet.name,
            horizon: bet.horizon,
            horizon_reason: bet.horizon_reason,
            appetite_days: bet.appetite_days,
            review_on: bet.review_on,
            labels: bet.labels,
            ignored: bet.ignored,
            updated_at: bet.updated_at,
            rev: bet.rev,
        }
    });
    Ok(cards.collect())
}
