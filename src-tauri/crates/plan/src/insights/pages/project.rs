//! What the screens show of projects: the board, a page.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::project_sql as sql;
use crate::Plan;
use crate::base::entities;
use crate::base::error::Result;
use crate::base::ids::{BetId, ProductId, ProjectId};
use crate::base::log::{HistoryRow, entity_history};
use crate::base::records;
use crate::base::refs::{Kind, Link};
use crate::concepts::decisions::{self, Decision};
use crate::concepts::products::Product;
use crate::concepts::projects::{self, Project, ProjectKind, ProjectStatus};
use crate::concepts::tasks::{self, TaskRow, TaskStatus};
use crate::insights::brief::{self, WhyLine};
use crate::insights::gaps::{self, Moment};

/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

/// A project on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProjectCard {
    /// Its id.
    pub id: ProjectId,
    /// Its short ref.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name.
    pub name: String,
    /// What sort of work.
    pub kind: ProjectKind,
    /// Where it stands.
    pub status: ProjectStatus,
    /// Why in one line.
    pub why_line: String,
    /// Free labels.
    pub labels: Vec<String>,
    /// The bet it serves.
    pub bet: Option<Link>,
    /// Who it is for: the primary persona if it is linked, else the first.
    pub persona: Option<Link>,
    /// How many days it is worth.
    pub appetite_days: Option<u32>,
    /// When building began.
    pub started_at: Option<DateTime<Utc>>,
    /// Tasks done.
    pub tasks_done: u32,
    /// Tasks that count: all but the dropped ones.
    pub tasks_total: u32,
    /// Tasks being worked on.
    pub tasks_doing: u32,
    /// Open tasks flagged as blocked.
    pub tasks_blocked: u32,
    /// What is missing, one phrase each.
    pub gaps: Vec<String>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Its rev.
    pub rev: u32,
}

/// One column of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BoardColumn {
    /// The status its cards have.
    pub status: ProjectStatus,
    /// Its cards, in the person's order.
    pub cards: Vec<ProjectCard>,
    /// Advice about the column, if any.
    pub hint: Option<String>,
}

/// All projects of a product, in columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProjectBoard {
    /// The product.
    pub product: Link,
    /// The five statuses in order.
    pub columns: Vec<BoardColumn>,
}

/// What a project is joined to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProjectLinks {
    /// The bet it serves.
    pub bet: Option<Link>,
    /// The pillar it serves by itself.
    pub pillar: Option<Link>,
    /// Who it is for, the primary persona first.
    pub personas: Vec<Link>,
    /// The problems it solves, in their order.
    pub problems: Vec<Link>,
    /// The projects it waits for, finished ones included.
    pub waits_for: Vec<Link>,
    /// The projects that wait for it.
    pub frees: Vec<Link>,
}

/// Everything a project's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProjectPage {
    /// The project.
    pub project: Project,
    /// Its product.
    pub product: Product,
    /// The chain of reasons, from the project up to the vision.
    pub why: Vec<WhyLine>,
    /// What it is joined to.
    pub links: ProjectLinks,
    /// Decisions about it, in the person's order.
    pub decisions: Vec<Decision>,
    /// Its tasks, in the person's order.
    pub tasks: Vec<TaskRow>,
    /// Whether all its tasks are over, at least one is done, and it is not.
    pub suggest_done: bool,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
}

impl Plan {
    /// All projects of a product, in columns by status.
    pub async fn project_board(&self, product: &ProductId) -> Result<ProjectBoard> {
        let mut conn = self.store().reader().await?;
        let found = records::known::<Product>(&mut conn, product).await?;
        let mut cards = sql::cards(&mut conn, product).await?;
        let moment = Moment::now(self.ambient());
        let mut missing = gaps::phrases(&mut conn, product, moment, Kind::Project, None).await?;
        for card in &mut cards {
            card.gaps = missing.remove(card.id.as_str()).unwrap_or_default();
        }
        let column = |status: &ProjectStatus| {
            let cards: Vec<ProjectCard> =
                cards.iter().filter(|c| c.status == *status).cloned().collect();
            let building = u32::try_from(cards.len()).unwrap_or(u32::MAX);
            let hint = (*status == ProjectStatus::Building)
                .then(|| projects::too_many(building))
                .flatten();
            BoardColumn { status: *status, cards, hint }
        };
        Ok(ProjectBoard {
            product: Link {
                kind: Kind::Product,
                id: found.id.0,
                reference: found.name.clone(),
                name: found.name,
            },
            columns: ProjectStatus::ALL.iter().map(column).collect(),
        })
    }

    /// The projects that serve a bet, in the person's order.
    pub async fn projects_of_bet(&self, bet: &BetId) -> Result<Vec<ProjectCard>> {
        let mut conn = self.store().reader().await?;
        let common = entities::get(&mut conn, Kind::Bet, bet.as_str())
            .await?
            .ok_or_else(|| entities::missing(Kind::Bet))?;
        let mut cards = sql::cards_of_bet(&mut conn, bet).await?;
        let ids: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
        let (moment, product) = (Moment::now(self.ambient()), &common.product_id);
        let mut missing =
            gaps::phrases(&mut conn, product, moment, Kind::Project, Some(&ids)).await?;
        for card in &mut cards {
            card.gaps = missing.remove(card.id.as_str()).unwrap_or_default();
        }
        Ok(cards)
    }

    /// Everything a project's page shows.
    pub async fn project_page(&self, id: &ProjectId) -> Result<ProjectPage> {
        let mut conn = self.store().reader().await?;
        let project = records::known::<Project>(&mut conn, id).await?;
        let product = records::known::<Product>(&mut conn, &project.product_id).await?;
        let tasks = tasks::sql::rows_of_project(&mut conn, id, self.ambient().now()).await?;
        let suggest_done = !project.status.is_over()
            && tasks.iter().all(|t| t.status.is_over())
            && tasks.iter().any(|t| t.status == TaskStatus::Done);
        let history = entity_history(&mut conn, Kind::Project, id.as_str(), HISTORY_SHOWN).await?;
        Ok(ProjectPage {
            why: brief::why_of_work(&mut conn, None, &project, &product).await?,
            links: sql::links(&mut conn, id).await?,
            decisions: decisions::sql::about(&mut conn, id.as_str()).await?,
            project,
            product,
            tasks,
            suggest_done,
            history,
        })
    }
}
