//! What any plan needs and no concept is part of: the file, the one way to change it,
//! the log, refs, order, links, text, words.

pub(crate) mod action;
pub(crate) mod actor;
pub(crate) mod ambient;
pub(crate) mod bounds;
pub mod capture_line;
pub(crate) mod change;
pub(crate) mod clean;
pub(crate) mod conflicts;
pub(crate) mod dependencies;
pub(crate) mod entities;
pub(crate) mod error;
pub(crate) mod feed;
pub(crate) mod fields;
pub(crate) mod finished;
pub(crate) mod holder;
pub(crate) mod ids;
pub(crate) mod kind_fields;
pub(crate) mod kinds;
pub(crate) mod leases;
pub(crate) mod links;
pub(crate) mod lists;
pub(crate) mod log;
pub(crate) mod pairs;
pub(crate) mod purge;
pub(crate) mod rank;
pub(crate) mod reason;
pub(crate) mod records;
pub(crate) mod refs;
pub(crate) mod statuses;
pub(crate) mod store;
pub(crate) mod text;
pub(crate) mod tokens;
pub mod vocabulary;
pub(crate) mod word_enum;
pub(crate) mod wording;
