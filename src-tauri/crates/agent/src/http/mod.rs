//! The HTTP door: MCP and the JSON API on one loopback port.

mod api;
mod guard;
mod limits;
mod openapi;
mod server;

pub use self::server::{ServeError, Server};
