//! The MCP door: one handler for both eras of the protocol and both transports.
//!
//! Clients up to 2025-11-25 open with `initialize`; from 2026-07-28 on each
//! request carries its own version and client, and `server/discover` replaces
//! the handshake. Neither era keeps anything here between two calls.

mod at_hand;
mod completion;
mod desk;
mod methods;
mod prompts;
mod reading;
mod resources;
mod roots;
mod stdio;
mod subscriptions;
mod transport;

pub(crate) use self::desk::Desk;
pub use self::{
    desk::INSTRUCTIONS,
    stdio::{serve_lines, serve_stdio},
};
