//! The settings in force.

use openbacklog_plan::Plan;
use tauri::AppHandle;

use crate::{agent_server, capture, windows};

/// Puts the settings into force: at the start, and after every change of one,
/// be it made here, undone, or made by another process.
pub(crate) async fn apply(app: &AppHandle, plan: &Plan) {
    // One at a time, so that older settings are never put into force over newer ones.
    static APPLYING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _applying = APPLYING.lock().await;
    match plan.settings().await {
        Ok(settings) => {
            windows::set_theme(app, settings.theme);
            agent_server::start(app, plan, settings.server_port).await;
            capture::set_shortcut(app, &settings.capture_shortcut);
        }
        Err(error) => tracing::error!(%error, "the settings could not be read"),
    }
}
