//! What screens show of several concepts at once.

pub(crate) mod bet;
pub(crate) mod project;
mod project_sql;
pub(crate) mod task;
