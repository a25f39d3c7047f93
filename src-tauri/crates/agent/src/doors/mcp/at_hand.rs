//! The plan of a server, opened when it is first needed.
//!
//! A stdio server has to be up before its client loses patience, and has to stay
//! up when the plan cannot be opened: each call then says why and tries again.

use std::{path::PathBuf, sync::Arc};

use openbacklog_plan::{Error, Plan};
use tokio::sync::OnceCell;

/// A plan that is open, or will be.
#[derive(Debug, Clone)]
pub(crate) struct PlanAtHand {
    folder: PathBuf,
    plan: Arc<OnceCell<Plan>>,
}

impl PlanAtHand {
    pub(crate) fn open(plan: Plan) -> Self {
        let folder = plan.folder().to_owned();
        Self { folder, plan: Arc::new(OnceCell::new_with(Some(plan))) }
    }

    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self { folder, plan: Arc::new(OnceCell::new()) }
    }

    /// The plan; concurrent first calls open it once.
    pub(crate) async fn get(&self) -> Result<Plan, Error> {
        self.plan.get_or_try_init(|| Plan::open(&self.folder)).await.cloned()
    }

    /// Closes the plan if it was opened.
    pub(crate) async fn close(&self) {
        if let Some(plan) = self.plan.get() {
            plan.close().await;
        }
    }
}
