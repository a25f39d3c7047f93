//! Whose changes a command makes.

use std::{
    env,
    path::PathBuf,
    process,
    time::{SystemTime, UNIX_EPOCH},
};

use openbacklog_agent::Caller;
use openbacklog_plan::{Actor, Mode};

use crate::arguments::Shared;

/// Session ids that Claude Code gives to the programs it starts.
const SESSION: &str = "CLAUDE_CODE_SESSION_ID";
/// The folder Claude Code works in.
const PROJECT_DIR: &str = "CLAUDE_PROJECT_DIR";

/// The person, unless an AI runs the command.
pub(crate) fn in_terminal(shared: &Shared) -> Caller {
    let session = set(SESSION);
    let actor = match (&shared.client, &session) {
        (Some(client), _) => Actor::ai(client),
        (None, Some(_)) => Actor::ai("Claude Code"),
        (None, None) => Actor::you(),
    };
    caller(actor, Mode::Plan, shared)
}

/// The AI that started the stdio server.
pub(crate) fn over_stdio(mode: Mode, shared: &Shared) -> Caller {
    let known = set(SESSION).map_or("AI", |_| "Claude Code");
    let mut caller = caller(Actor::ai(shared.client.as_deref().unwrap_or(known)), mode, shared);
    caller.actor.session.get_or_insert_with(of_this_process);
    caller
}

/// A session for a client that tells none: two servers of it serve two agents, and
/// what one claims is not the other's.
fn of_this_process() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("process {} of {}", process::id(), since.as_millis())
}

fn caller(mut actor: Actor, mode: Mode, shared: &Shared) -> Caller {
    let folders = folders();
    actor.session = set(SESSION);
    actor.folder = folders.first().map(|folder| folder.display().to_string());
    Caller { product: shared.product.clone(), folders, ..Caller::new(actor, mode) }
}

/// Where the work is done: what Claude Code says before where the command runs.
fn folders() -> Vec<PathBuf> {
    let said = set(PROJECT_DIR).map(PathBuf::from);
    let mut folders: Vec<PathBuf> = said.into_iter().chain(env::current_dir().ok()).collect();
    folders.dedup();
    folders
}

fn set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
