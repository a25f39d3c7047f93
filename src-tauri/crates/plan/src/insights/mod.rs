//! What is computed and never stored: reasons, gaps, what is next, searches, and the
//! pages that join several concepts.

pub(crate) mod brief;
pub(crate) mod coaching;
pub(crate) mod find;
pub(crate) mod gaps;
pub(crate) mod hints;
pub(crate) mod next;
pub(crate) mod pages;
pub(crate) mod progress;
pub(crate) mod recap;
pub(crate) mod standing;
