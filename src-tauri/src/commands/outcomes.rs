//! Commands for outcomes and their readings.

use openbacklog_plan::{
    NewOutcome, NewReading, OutcomeId, OutcomeList, OutcomePage, OutcomePatch, ProductId,
    ReadingId, ReadingPatch, Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The outcomes of a product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn outcome_list(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<OutcomeList> {
    Ok(state.plan().await?.outcome_list(&product_id).await?)
}

/// Everything an outcome's page shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn outcome_page(state: State<'_, AppState>, id: OutcomeId) -> Result<OutcomePage> {
    Ok(state.plan().await?.outcome_page(&id).await?)
}

/// Makes an outcome.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_outcome(
    state: State<'_, AppState>,
    product_id: ProductId,
    input: NewOutcome,
) -> Result<Written> {
    Ok(state.plan().await?.create_outcome(&AppState::you(), &product_id, input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_outcome(
    state: State<'_, AppState>,
    id: OutcomeId,
    patch: OutcomePatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_outcome(&AppState::you(), &id, patch, rev).await?)
}

/// Adds a reading.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_reading(
    state: State<'_, AppState>,
    outcome_id: OutcomeId,
    input: NewReading,
) -> Result<Written> {
    Ok(state.plan().await?.add_reading(&AppState::you(), &outcome_id, input).await?)
}

/// Changes what is given of a reading.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_reading(
    state: State<'_, AppState>,
    id: ReadingId,
    patch: ReadingPatch,
) -> Result<Written> {
    Ok(state.plan().await?.update_reading(&AppState::you(), &id, patch).await?)
}

/// Removes a reading.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_reading(state: State<'_, AppState>, id: ReadingId) -> Result<Written> {
    Ok(state.plan().await?.remove_reading(&AppState::you(), &id).await?)
}
