//! The real `openbacklog`: as a person types it, as clients drive it over stdio,
//! and as they reach it over HTTP.

#![allow(clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

mod broken;
mod doors;
mod ending;
mod home;
mod kept;
mod planning;
mod rules;
mod skills;
mod stdio;
mod terminal;
