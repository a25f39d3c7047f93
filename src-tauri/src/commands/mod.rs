//! What the windows may call: one adapter per use case, and no rule.

pub(crate) mod captures;
pub(crate) mod connections;
pub(crate) mod find;
pub(crate) mod history;
pub(crate) mod products;
pub(crate) mod projects;
pub(crate) mod settings;
pub(crate) mod tasks;
pub(crate) mod window;
