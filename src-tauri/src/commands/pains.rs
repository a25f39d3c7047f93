//! Commands for pains.

use openbacklog_plan::{
    NewPain, PainId, PainPage, PainPatch, PainRow, ProductId, ProjectId, Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The pains of a product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pain_list(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<Vec<PainRow>> {
    Ok(state.plan().await?.pain_list(&product_id).await?)
}

/// Everything a pain's page shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pain_page(state: State<'_, AppState>, id: PainId) -> Result<PainPage> {
    Ok(state.plan().await?.pain_page(&id).await?)
}

/// Makes a pain.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_pain(state: State<'_, AppState>, input: NewPain) -> Result<Written> {
    Ok(state.plan().await?.create_pain(&AppState::you(), input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_pain(
    state: State<'_, AppState>,
    id: PainId,
    patch: PainPatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_pain(&AppState::you(), &id, patch, rev).await?)
}

/// Says that a project solved a pain.
#[tauri::command]
#[specta::specta]
pub(crate) async fn solve_pain(
    state: State<'_, AppState>,
    id: PainId,
    project_id: ProjectId,
) -> Result<Written> {
    Ok(state.plan().await?.solve_pain(&AppState::you(), &id, &project_id).await?)
}
