//! How what the plan holds looks to an agent: entities whole, rows of lists, and
//! what a write did.

pub(crate) mod beside;
pub(crate) mod page;
mod parts;
mod reader;
pub(crate) mod rows;
mod strategy;
mod work;
pub(crate) mod written;
