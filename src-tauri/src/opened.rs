//! What begins once the plan is open: the windows hear of changes, AI clients
//! find their door, the capture shortcut works.

use openbacklog_plan::{Actor, Plan};
use tauri::{AppHandle, Manager};

use crate::state::AppState;
use crate::{events, settings_in_force};

pub(crate) async fn after_opening(app: &AppHandle, plan: &Plan) {
    events::forward(app, plan).await;
    make_first_token(app, plan).await;
    settings_in_force::apply(app, plan).await;
}

async fn make_first_token(app: &AppHandle, plan: &Plan) {
    match plan.create_first_connection(&Actor::you()).await {
        Ok(new) => {
            app.state::<AppState>().doors().first_token = new.map(|n| n.token);
        }
        Err(error) => tracing::error!(%error, "no first token could be made"),
    }
}
