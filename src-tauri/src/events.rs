//! The one event: a change was committed, by whatever process.

use openbacklog_plan::{Kind, Plan, PlanChanged};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;
use tauri_specta::Event;
use tokio::sync::broadcast::error::RecvError;

use crate::settings_in_force;

/// A committed change, as the windows hear of it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub(crate) struct PlanChangedEvent(pub(crate) PlanChanged);

impl Event for PlanChangedEvent {
    const NAME: &'static str = "plan-changed";
}

/// Windows that fell behind the feed read everything afresh.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct PlanReread;

pub(crate) async fn forward(app: &AppHandle, plan: &Plan) {
    let mut changes = match plan.subscribe().await {
        Ok(changes) => changes,
        Err(error) => {
            tracing::error!(%error, "the windows will not hear of changes");
            return;
        }
    };
    let (app, plan) = (app.clone(), plan.clone());
    tauri::async_runtime::spawn(async move {
        loop {
            let told = match changes.recv().await {
                Ok(change) => {
                    if change.entities.iter().any(|entity| entity.kind == Kind::Setting) {
                        settings_in_force::apply(&app, &plan).await;
                    }
                    PlanChangedEvent((*change).clone()).emit(&app)
                }
                Err(RecvError::Lagged(_)) => {
                    settings_in_force::apply(&app, &plan).await;
                    PlanReread.emit(&app)
                }
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = told {
                tracing::warn!(%error, "a window could not be told of a change");
            }
        }
    });
}
