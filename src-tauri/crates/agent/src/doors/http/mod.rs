//! The HTTP door: MCP and the JSON API on one loopback port.

mod access;
mod answers;
mod api;
mod body;
mod guard;
mod limits;
mod openapi;
mod server;
#[cfg(test)]
mod tests;

pub use self::server::{ServeError, Server};
