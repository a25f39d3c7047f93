//! Commands for settings.

use openbacklog_plan::{Settings, SettingsPatch};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The settings in force.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settings(state: State<'_, AppState>) -> Result<Settings> {
    Ok(state.plan().await?.settings().await?)
}

/// Changes the settings given. They come into force as the change is heard of.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_settings(
    state: State<'_, AppState>,
    patch: SettingsPatch,
) -> Result<Settings> {
    Ok(state.plan().await?.update_settings(&AppState::you(), patch).await?)
}
