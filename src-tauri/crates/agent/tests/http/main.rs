//! The listener over real sockets: its guard, and MCP behind it.

#![allow(clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

mod door;
mod guard;
mod listed;
mod listening;
mod mcp;
mod order;
mod tokens;
mod wire;
