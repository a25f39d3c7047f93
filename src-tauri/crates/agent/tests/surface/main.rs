//! What a model sees: the tools, what they cost it, whether it finds the right
//! one, and what they answer.

#![allow(clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

mod answers;
mod desk;
mod discover;
mod errors;
mod guide;
mod same;
mod sentences;
mod tools;
