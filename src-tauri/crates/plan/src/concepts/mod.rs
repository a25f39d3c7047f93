//! The nouns of a plan, one room each: what it is, its rules, its use cases and the
//! only SQL of it.

pub(crate) mod bets;
pub(crate) mod captures;
pub mod connections;
pub(crate) mod decisions;
pub(crate) mod evidence;
pub(crate) mod labels;
pub(crate) mod outcomes;
pub(crate) mod pains;
pub(crate) mod personas;
pub(crate) mod pillars;
pub(crate) mod problems;
pub(crate) mod products;
pub(crate) mod projects;
pub(crate) mod settings;
pub(crate) mod tasks;
