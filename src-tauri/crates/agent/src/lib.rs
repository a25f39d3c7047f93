//! The doors an AI or a script uses: MCP over stdio and HTTP, and a JSON API.
//!
//! Every operation is one [`Verb`], defined once in `verbs`: its name, its input
//! type, its description and hints, and what it does. [`VERBS`] lists them, and
//! every door is made from that list: an MCP tool, an endpoint below `/api/v1`,
//! a command of the terminal. A verb holds no rule of the plan; it reads words,
//! calls one use case of `openbacklog_plan` and renders the result as compact
//! lines.
//!
//! What reaches the listener is checked in `http::guard` before anything is read.

mod cost;
mod fact;
mod http;
mod mcp;
mod page;
mod product;
mod recipes;
mod refusal;
mod registry;
mod render;
mod schema;
mod verb;
mod verbs;
mod words;

pub use self::{
    fact::Fact,
    http::{ServeError, Server},
    mcp::{INSTRUCTIONS, serve_lines, serve_stdio},
    product::Chosen,
    recipes::skill_files,
    refusal::{Code, Refusal},
    registry::{VERBS, find_verb, verbs_in},
    verb::{Answer, Call, Caller, Command, Hints, Takes, Verb, mode_word},
    verbs::report_each,
    words::{bet_result, kind},
};
