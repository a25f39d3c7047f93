pub(crate) mod joins;
pub(crate) mod sample;
pub(crate) mod save;
pub(crate) mod trash;
