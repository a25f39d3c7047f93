//! The verbs, one file each; what a verb is, and all of them.

mod archive;
mod brief;
mod check;
mod claim;
mod find;
mod get;
mod guide;
mod next;
mod rank;
pub(crate) mod registry;
mod save;
mod undo;
mod update;
pub(crate) mod verb;

pub(crate) use self::brief::counted;
pub use self::update::report_each;
