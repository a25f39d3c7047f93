//! Commands for the sample plan.

use openbacklog_plan::Written;
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// Adds the sample plan, as a product of its own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn load_sample(state: State<'_, AppState>) -> Result<Written> {
    Ok(state.plan().await?.load_sample(&AppState::you()).await?)
}

/// Removes the sample plan and everything that happened in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_sample(state: State<'_, AppState>) -> Result<Written> {
    Ok(state.plan().await?.remove_sample(&AppState::you()).await?)
}
