//! The why-chain and the brief: the whole reason of a piece of work on one page.
//!
//! Computed, never stored, and byte for byte the same from every door.

mod chain;
mod files;
mod fit;
#[cfg(test)]
mod golden;
mod grounds;
mod lines;
mod page_sql;
mod pages;
mod sections;
mod sql;
#[cfg(test)]
mod tests;

pub use chain::WhyLine;

use sqlx::SqliteConnection;

use crate::Plan;
use crate::base::entities;
use crate::base::error::{Error, Result};
use crate::base::ids::{ProjectId, TaskId};
use crate::base::records;
use crate::base::refs::Kind;
use crate::concepts::products::Product;
use crate::concepts::projects::Project;
use crate::concepts::tasks::Task;

/// The most tokens a brief has unless asked for in full.
const BUDGET: usize = 1_500;

/// How much of a brief is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// At most 1,500 tokens.
    #[default]
    Short,
    /// Everything.
    Full,
}

impl Plan {
    /// The brief of a task, a project or a bet, as markdown.
    ///
    /// # Errors
    ///
    /// `Invalid` for any other kind; `NotFound` when there is no such entity.
    pub async fn brief(&self, kind: Kind, id: &str, detail: Detail) -> Result<String> {
        let mut conn = self.store().reader().await?;
        let page = match kind {
            Kind::Task => {
                let task: Task = records::known(&mut conn, &TaskId(id.to_owned())).await?;
                let now = self.ambient().now();
                pages::task(&mut conn, &task, detail, now).await?
            }
            Kind::Project => {
                let found = records::known(&mut conn, &ProjectId(id.to_owned())).await?;
                pages::project(&mut conn, &found).await?
            }
            Kind::Bet => pages::bet(&mut conn, id).await?,
            other => {
                return Err(Error::invalid(
                    "ref",
                    format!("A {} has no brief.", other.word()),
                    "Ask for a task, a project or a bet.",
                ));
            }
        };
        let budget = match detail {
            Detail::Short => BUDGET,
            Detail::Full => usize::MAX,
        };
        Ok(fit::fit(page.sections, budget, &page.reference))
    }

    /// The chain of reasons from an entity up to the vision, at most seven lines;
    /// from a persona, a problem or a pain, the bet made for it and on up.
    ///
    /// # Errors
    ///
    /// `Invalid` for a kind that has no place in the chain; `NotFound` when there is
    /// no such entity.
    pub async fn why(&self, kind: Kind, id: &str) -> Result<Vec<WhyLine>> {
        let mut conn = self.store().reader().await?;
        match kind {
            Kind::Task => {
                let task: Task = records::known(&mut conn, &TaskId(id.to_owned())).await?;
                let project: Project = records::known(&mut conn, &task.project_id).await?;
                let product: Product = records::known(&mut conn, &task.product_id).await?;
                why_of_work(&mut conn, Some(&task), &project, &product).await
            }
            Kind::Project => {
                let id = ProjectId(id.to_owned());
                let project: Project = records::known(&mut conn, &id).await?;
                let product: Product = records::known(&mut conn, &project.product_id).await?;
                why_of_work(&mut conn, None, &project, &product).await
            }
            kind => why_of_ground(&mut conn, kind, id).await,
        }
    }
}

/// The chain of a task, or of a project, that was read already.
pub(crate) async fn why_of_work(
    conn: &mut SqliteConnection,
    task: Option<&Task>,
    project: &Project,
    product: &Product,
) -> Result<Vec<WhyLine>> {
    let grounds = grounds::of_project(conn, project).await?;
    Ok(pages::chain_of_work(task, project, product, &grounds))
}

/// The chain of what work rests on.
async fn why_of_ground(conn: &mut SqliteConnection, kind: Kind, id: &str) -> Result<Vec<WhyLine>> {
    let grounds = match kind {
        Kind::Bet => grounds::of_bet(conn, id).await?,
        Kind::Outcome => grounds::of_outcome(conn, id).await?,
        Kind::Pillar => grounds::of_pillar(conn, id).await?,
        Kind::Persona => grounds::of_persona(conn, id).await?,
        Kind::Problem => grounds::of_problem(conn, id).await?,
        Kind::Pain => {
            let ends = sql::ends_of_pain(conn, id).await?;
            let (persona, problem) = ends.ok_or_else(|| entities::missing(kind))?;
            grounds::of_pain(conn, &persona, &problem).await?
        }
        Kind::Product => grounds::Grounds::default(),
        other => {
            return Err(Error::invalid(
                "ref",
                format!("A {} is in no chain of reasons.", other.word()),
                "Ask for a task, a project or what it rests on.",
            ));
        }
    };
    let product = pages::product_of(conn, kind, id).await?;
    Ok(match kind {
        Kind::Product => vec![chain::vision_line(&product)],
        Kind::Pillar => chain::from_pillar(&grounds, &product),
        Kind::Outcome => chain::from_outcome(&grounds, &product),
        Kind::Bet => chain::from_bet(&grounds, &product),
        _ => {
            // From these the chain goes up, so who it is for comes first.
            let mut chain = chain::from_bet(&grounds, &product);
            chain.rotate_right(1);
            chain
        }
    })
}
