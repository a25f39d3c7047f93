//! Commands for settings.

use openbacklog_plan::{Settings, SettingsPatch};
use tauri::{AppHandle, State};

use crate::error::Result;
use crate::state::AppState;
use crate::{agent_server, capture, windows};

/// The settings in force.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settings(state: State<'_, AppState>) -> Result<Settings> {
    Ok(state.plan().await?.settings().await?)
}

/// Changes the settings given, and applies them at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_settings(
    app: AppHandle,
    state: State<'_, AppState>,
    patch: SettingsPatch,
) -> Result<Settings> {
    let plan = state.plan().await?;
    let before = plan.settings().await?;
    let now = plan.update_settings(&AppState::you(), patch).await?;
    if now.theme != before.theme {
        windows::set_theme(&app, now.theme);
    }
    if now.capture_shortcut != before.capture_shortcut {
        capture::set_shortcut(&app, &now.capture_shortcut);
    }
    if now.server_port != before.server_port {
        agent_server::start(&app, &plan, now.server_port).await;
    }
    Ok(now)
}
