//! Commands for evidence.

use openbacklog_plan::{
    EvidenceId, EvidencePage, EvidencePatch, EvidenceRow, NewEvidence, ProductId, Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The evidence of a product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn evidence_list(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<Vec<EvidenceRow>> {
    Ok(state.plan().await?.evidence_list(&product_id).await?)
}

/// Everything a piece of evidence's page shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn evidence_page(
    state: State<'_, AppState>,
    id: EvidenceId,
) -> Result<EvidencePage> {
    Ok(state.plan().await?.evidence_page(&id).await?)
}

/// Makes a piece of evidence.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_evidence(
    state: State<'_, AppState>,
    product_id: ProductId,
    input: NewEvidence,
) -> Result<Written> {
    Ok(state.plan().await?.create_evidence(&AppState::you(), &product_id, input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_evidence(
    state: State<'_, AppState>,
    id: EvidenceId,
    patch: EvidencePatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_evidence(&AppState::you(), &id, patch, rev).await?)
}
