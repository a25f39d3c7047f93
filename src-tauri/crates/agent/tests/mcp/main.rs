//! The MCP door over a line, as clients of both eras speak it: prompts, resources,
//! completion, and being told of changes.

#![allow(clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

mod completion;
mod line;
mod prompts;
mod resources;
mod roots;
mod subscriptions;
