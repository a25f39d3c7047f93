//! What the windows may call: one adapter per use case, and no rule.

pub(crate) mod bets;
pub(crate) mod captures;
pub(crate) mod coaching;
pub(crate) mod connections;
pub(crate) mod decisions;
pub(crate) mod entities;
pub(crate) mod evidence;
pub(crate) mod find;
pub(crate) mod gaps;
pub(crate) mod history;
pub(crate) mod labels;
pub(crate) mod next;
pub(crate) mod outcomes;
pub(crate) mod pains;
pub(crate) mod personas;
pub(crate) mod pillars;
pub(crate) mod problems;
pub(crate) mod products;
pub(crate) mod projects;
pub(crate) mod recap;
pub(crate) mod sample;
pub(crate) mod settings;
pub(crate) mod tasks;
pub(crate) mod window;
