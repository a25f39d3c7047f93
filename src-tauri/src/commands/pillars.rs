//! Commands for pillars.

use openbacklog_plan::{
    NewPillar, PillarId, PillarList, PillarPage, PillarPatch, ProductId, Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The pillars of a product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pillar_list(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<PillarList> {
    Ok(state.plan().await?.pillar_list(&product_id).await?)
}

/// Everything a pillar's page shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pillar_page(state: State<'_, AppState>, id: PillarId) -> Result<PillarPage> {
    Ok(state.plan().await?.pillar_page(&id).await?)
}

/// Makes a pillar.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_pillar(
    state: State<'_, AppState>,
    product_id: ProductId,
    input: NewPillar,
) -> Result<Written> {
    Ok(state.plan().await?.create_pillar(&AppState::you(), &product_id, input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_pillar(
    state: State<'_, AppState>,
    id: PillarId,
    patch: PillarPatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_pillar(&AppState::you(), &id, patch, rev).await?)
}
