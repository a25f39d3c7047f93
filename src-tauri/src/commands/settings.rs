//! Commands for settings.

use openbacklog_plan::{Settings, SettingsPatch};
use tauri::{AppHandle, State};

use crate::error::Result;
use crate::settings_in_force;
use crate::state::AppState;

/// The settings in force.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settings(state: State<'_, AppState>) -> Result<Settings> {
    Ok(state.plan().await?.settings().await?)
}

/// Changes the settings given. They are in force when it answers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_settings(
    app: AppHandle,
    state: State<'_, AppState>,
    patch: SettingsPatch,
) -> Result<Settings> {
    let plan = state.plan().await?;
    let settings = plan.update_settings(&AppState::you(), patch).await?;
    settings_in_force::apply(&app, &plan).await;
    Ok(settings)
}
