//! Where the plan is, and opening it.

use std::path::PathBuf;

use openbacklog_agent::Refusal;
use openbacklog_plan::{Plan, data_dir};

/// The folder the plan is kept in.
pub(crate) fn folder() -> Result<PathBuf, Refusal> {
    data_dir().ok_or_else(|| {
        Refusal::storage("There is no home folder to keep a plan in. Set OPENBACKLOG_DATA_DIR.")
    })
}

/// The plan.
pub(crate) async fn plan() -> Result<Plan, Refusal> {
    Ok(Plan::open(&folder()?).await?)
}
