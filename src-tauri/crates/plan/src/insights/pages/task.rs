//! What the page of a task shows.

use serde::{Deserialize, Serialize};

use crate::Plan;
use crate::base::error::Result;
use crate::base::holder::Holder;
use crate::base::ids::TaskId;
use crate::base::leases;
use crate::base::log::{HistoryRow, entity_history};
use crate::base::records;
use crate::base::refs::Kind;
use crate::concepts::products::Product;
use crate::concepts::projects::Project;
use crate::concepts::tasks::{self, Check, Dependency, Step, Task, TaskNote};
use crate::insights::brief::{self, WhyLine};

/// How much of an entity's past its page carries.
const HISTORY_SHOWN: u32 = 30;

/// Everything a task's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TaskPage {
    /// The task.
    pub task: Task,
    /// Its project.
    pub project: Project,
    /// How.
    pub steps: Vec<Step>,
    /// How one knows it is done.
    pub checks: Vec<Check>,
    /// Its log, oldest first.
    pub notes: Vec<TaskNote>,
    /// The chain of reasons, from the task up to the vision.
    pub why: Vec<WhyLine>,
    /// The tasks it waits for.
    pub waits_for: Vec<Dependency>,
    /// The tasks that wait for it.
    pub frees: Vec<Dependency>,
    /// Its latest changes.
    pub history: Vec<HistoryRow>,
    /// The task before it in its project.
    pub previous: Option<TaskId>,
    /// The task after it in its project.
    pub next: Option<TaskId>,
    /// Who is at work on it, when somebody claimed it.
    pub held: Option<Holder>,
}

impl Plan {
    /// Everything a task's page shows.
    pub async fn task_page(&self, id: &TaskId) -> Result<TaskPage> {
        let mut conn = self.store().reader().await?;
        let task = records::known::<Task>(&mut conn, id).await?;
        let project = records::known::<Project>(&mut conn, &task.project_id).await?;
        let product = records::known::<Product>(&mut conn, &task.product_id).await?;
        let (previous, next) = tasks::sql::neighbours(&mut conn, id).await?;
        let now = self.ambient().now();
        let held = leases::sql::holders(&mut conn, &[id.as_str()], now).await?.remove(id.as_str());
        Ok(TaskPage {
            why: brief::why_of_work(&mut conn, Some(&task), &project, &product).await?,
            steps: tasks::steps(&mut conn, id).await?,
            checks: tasks::checks(&mut conn, id).await?,
            notes: tasks::notes(&mut conn, id).await?,
            waits_for: tasks::sql::waits_for(&mut conn, id).await?,
            frees: tasks::sql::frees(&mut conn, id).await?,
            history: entity_history(&mut conn, Kind::Task, id.as_str(), HISTORY_SHOWN).await?,
            previous,
            next,
            held,
            task,
            project,
        })
    }
}
