//! Commands for decisions.

use openbacklog_plan::{
    Decision, DecisionId, DecisionPage, DecisionPatch, DecisionRow, Kind, NewDecision, ProductId,
    Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The decisions of a product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decision_list(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<Vec<DecisionRow>> {
    Ok(state.plan().await?.decision_list(&product_id).await?)
}

/// Everything a decision's page shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decision_page(
    state: State<'_, AppState>,
    id: DecisionId,
) -> Result<DecisionPage> {
    Ok(state.plan().await?.decision_page(&id).await?)
}

/// The decisions about one entity.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decisions_about(
    state: State<'_, AppState>,
    kind: Kind,
    id: String,
) -> Result<Vec<Decision>> {
    Ok(state.plan().await?.decisions_about(kind, &id).await?)
}

/// Makes a decision.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_decision(
    state: State<'_, AppState>,
    product_id: ProductId,
    input: NewDecision,
) -> Result<Written> {
    Ok(state.plan().await?.create_decision(&AppState::you(), &product_id, input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_decision(
    state: State<'_, AppState>,
    id: DecisionId,
    patch: DecisionPatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_decision(&AppState::you(), &id, patch, rev).await?)
}
