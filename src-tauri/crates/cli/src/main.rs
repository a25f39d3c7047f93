//! The `openbacklog` command: the plan's verbs in a terminal, and the servers
//! an AI connects to.

mod act;
mod arguments;
mod caller;
mod commands;
mod log;
mod look;
mod open;
mod output;
mod servers;
mod shell;
mod skills;
mod stop;
mod tokens;
mod write;

use std::process::ExitCode;

use clap::FromArgMatches as _;
use openbacklog_agent::Refusal;
use openbacklog_plan::OpenChecks;

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
        Ok(runtime) => {
            let outcome = runtime.block_on(run(&matches, shared));
            // A server that was asked to end may still be reading its input.
            runtime.shutdown_background();
            outcome
        }
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
        Ok(command) => fixed(command, &shared).await,
        Err(error) => error.exit(),
    }
}

async fn fixed(command: Fixed, shared: &Shared) -> Result<Outcome, Refusal> {
    match command {
        Fixed::Mcp(how) => servers::mcp(how, shared).await,
        Fixed::Serve(how) => servers::serve(how).await,
        Fixed::Capture { line } => commands::capture(&line, shared).await,
        Fixed::Done { refs, anyway } => {
            let open = if anyway { OpenChecks::Overrule } else { OpenChecks::Ask };
            commands::done(&refs, open, shared).await
        }
        Fixed::List(narrowed) => look::list(narrowed, shared).await,
        Fixed::Why { reference } => look::why(&reference, shared).await,
        Fixed::Recap { seen } => look::recap(seen, shared).await,
        Fixed::New { kind, name, fields } => write::new(&kind, &name, &fields, shared).await,
        Fixed::Set { reference, fields, reason, rev } => {
            write::set(&reference, &fields, (reason, rev), shared).await
        }
        Fixed::Decide(what) => write::decide(what, shared).await,
        Fixed::Evidence(what) => write::evidence(what, shared).await,
        Fixed::Link(what) => act::link(&what, shared).await,
        Fixed::Unlink(what) => act::unlink(&what, shared).await,
        Fixed::Outcome(what) => act::outcome(what, shared).await,
        Fixed::Bet(what) => act::bet(what, shared).await,
        Fixed::Pin(what) => act::pin(&what, shared).await,
        Fixed::Skip(what) => act::skip(&what, shared).await,
        Fixed::Ignore { reference, code, off } => act::ignore(&reference, &code, off, shared).await,
        Fixed::Product(what) => act::products(what, shared).await,
        Fixed::Sample(what) => act::sample(what, shared).await,
        Fixed::Token(what) => tokens::run(what).await,
        Fixed::Skills { folder } => skills::write(&folder),
        Fixed::Completions { shell } => Ok(shell::completions(shell)),
        Fixed::Man => shell::man(),
    }
}
