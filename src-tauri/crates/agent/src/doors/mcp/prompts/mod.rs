//! The recipes as prompts: their steps, with what the plan holds right now.

mod arguments;
mod fresh;
mod prompt;

pub(super) use self::prompt::{get, list, named};
