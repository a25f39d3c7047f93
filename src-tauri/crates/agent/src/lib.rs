//! The doors an AI or a script uses: MCP over stdio and HTTP, and a JSON API.
//!
//! Every operation is one [`Verb`], defined once in `verbs`: its name, its input
//! type, its description and hints, and what it does. [`VERBS`] lists them, and
//! every door is made from that list: an MCP tool, an endpoint below `/api/v1`,
//! a command of the terminal. A verb holds no rule of the plan; it reads words,
//! calls one use case of `openbacklog_plan` and renders the result as compact
//! lines.
//!
//! What reaches the listener is checked in `doors::http::guard` before anything is read.

mod base;
mod doors;
mod pages;
mod recipes;
mod verbs;

pub use self::{
    base::{
        answer::Answer,
        call::{Call, Caller, mode_word},
        choices::{bet_result, kind},
        fact::Fact,
        product::ChosenProduct,
        refusal::{Code, Refusal},
    },
    doors::{
        http::{ServeError, Server},
        mcp::{INSTRUCTIONS, serve_lines, serve_stdio},
    },
    recipes::skill_files,
    verbs::{
        registry::{VERBS, find_verb, in_terminal, verbs_in},
        report_each,
        verb::{Command, Hints, Takes, Verb},
    },
};
