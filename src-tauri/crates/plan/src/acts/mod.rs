//! Use cases that span concepts.

pub(crate) mod capture;
pub(crate) mod claim;
pub(crate) mod joins;
pub(crate) mod pain;
pub(crate) mod place;
pub(crate) mod sample;
pub(crate) mod save;
pub(crate) mod trash;
pub(crate) mod undo;
