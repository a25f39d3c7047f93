pub(crate) mod brief;
pub(crate) mod coaching;
pub(crate) mod find;
pub(crate) mod gaps;
pub(crate) mod next;
pub(crate) mod recap;
pub(crate) mod standing;
