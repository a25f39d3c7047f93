//! The doors that serve the verbs.

pub(crate) mod http;
pub(crate) mod mcp;
