//! What begins once the plan is open: the windows hear of changes, AI clients
//! find their door, the capture shortcut works.

use openbacklog_plan::{Actor, Plan};
use tauri::{AppHandle, Manager};

use crate::state::AppState;
use crate::{agent_server, capture, events, windows};

pub(crate) async fn after_opening(app: &AppHandle, plan: &Plan) {
    events::forward(app, plan).await;
    make_first_token(app, plan).await;
    apply_settings(app, plan).await;
}

/// Puts the settings into force: at the start, and after every change of one,
/// be it made here, undone, or made by another process.
pub(crate) async fn apply_settings(app: &AppHandle, plan: &Plan) {
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

async fn make_first_token(app: &AppHandle, plan: &Plan) {
    match plan.create_first_connection(&Actor::you()).await {
        Ok(new) => {
            app.state::<AppState>().doors().first_token = new.map(|n| n.token);
        }
        Err(error) => tracing::error!(%error, "no first token could be made"),
    }
}
