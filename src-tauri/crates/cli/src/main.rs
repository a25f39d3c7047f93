//! The `openbacklog` command: the plan's verbs in a terminal, and the servers
//! an AI connects to.

mod arguments;
mod caller;
mod commands;
mod log;
mod open;
mod output;
mod servers;
mod tokens;

use std::process::ExitCode;

use clap::FromArgMatches as _;
use openbacklog_agent::Refusal;

use arguments::{Fixed, Shared};
use output::Outcome;

fn main() -> ExitCode {
    let matches = arguments::command().get_matches();
    let shared = match Shared::from_arg_matches(&matches) {
        Ok(shared) => shared,
        Err(error) => error.exit(),
    };
    let json = shared.json;
    let running = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let outcome = match running {
        Ok(runtime) => runtime.block_on(run(&matches, shared)),
        Err(error) => Err(Refusal::storage(format!("The program could not start: {error}."))),
    };
    output::finish(outcome, json)
}

async fn run(matches: &clap::ArgMatches, shared: Shared) -> Result<Outcome, Refusal> {
    let Some((word, inner)) = matches.subcommand() else {
        return Ok(Outcome::Silent);
    };
    if let Some(verb) = arguments::verb(word) {
        return commands::verb(verb, inner, &shared).await;
    }
    match Fixed::from_arg_matches(matches) {
        Ok(Fixed::Mcp(how)) => servers::mcp(how, &shared).await,
        Ok(Fixed::Serve(how)) => servers::serve(how).await,
        Ok(Fixed::Capture { line }) => commands::capture(&line, &shared).await,
        Ok(Fixed::Done { reference }) => commands::done(&reference, &shared).await,
        Ok(Fixed::Token(what)) => tokens::run(what).await,
        Err(error) => error.exit(),
    }
}
