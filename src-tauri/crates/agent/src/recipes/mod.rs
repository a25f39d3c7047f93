//! The seven recipes: how an agent goes about the common jobs of planning.
//!
//! Each is one file of data here, and nothing else says it: the prompts of the MCP
//! door and the skill folders are both made from it.

pub(crate) mod recipe;
mod skills;

pub use self::skills::skill_files;
