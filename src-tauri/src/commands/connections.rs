//! Commands for the doors AI clients use.

use openbacklog_plan::{Connection, ConnectionId, Mode, NewConnection};
use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::command_copy;
use crate::error::Result;
use crate::state::AppState;

/// The ways into the plan beside this window.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct Doors {
    /// Where the listener waits.
    pub(crate) url: String,
    /// Why it does not run, with the way out.
    pub(crate) problem: Option<String>,
    /// The `openbacklog` command, for client configurations.
    pub(crate) command: String,
    /// The folder the plan is kept in.
    pub(crate) data_dir: String,
    /// Why the capture shortcut does not work, with the other ways in.
    pub(crate) shortcut_problem: Option<String>,
    /// Whether the desktop shows a tray.
    pub(crate) tray: bool,
    /// The token made on the very first start, until it was seen.
    pub(crate) first_token: Option<String>,
}

/// The ways into the plan beside this window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn doors(state: State<'_, AppState>) -> Result<Doors> {
    let plan = state.plan().await?;
    let doors = state.doors().clone();
    Ok(Doors {
        url: doors.url,
        problem: doors.problem,
        command: command_copy::path(plan.folder()).display().to_string(),
        data_dir: state.folder(),
        shortcut_problem: doors.shortcut_problem,
        tray: doors.tray,
        first_token: doors.first_token,
    })
}

/// Forgets the first token: the person has seen it.
#[tauri::command]
#[specta::specta]
#[allow(clippy::unused_async, reason = "a command with state that may fail is async")]
pub(crate) async fn dismiss_first_token(state: State<'_, AppState>) -> Result<()> {
    state.doors().first_token = None;
    Ok(())
}

/// The clients that may use the listener.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connections(state: State<'_, AppState>) -> Result<Vec<Connection>> {
    Ok(state.plan().await?.connections().await?)
}

/// Makes a token for a client; it is never shown again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_connection(
    state: State<'_, AppState>,
    label: String,
    mode: Mode,
) -> Result<NewConnection> {
    Ok(state.plan().await?.create_connection(&AppState::you(), &label, mode).await?)
}

/// Changes what a client may do; its token stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_connection_mode(
    state: State<'_, AppState>,
    id: ConnectionId,
    mode: Mode,
) -> Result<()> {
    Ok(state.plan().await?.set_connection_mode(&AppState::you(), &id, mode).await?)
}

/// Makes a client's token worthless.
#[tauri::command]
#[specta::specta]
pub(crate) async fn revoke_connection(state: State<'_, AppState>, id: ConnectionId) -> Result<()> {
    Ok(state.plan().await?.revoke_connection(&AppState::you(), &id).await?)
}
