//! Commands for what happened while the person was away.

use openbacklog_plan::{ProductId, Recap};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// What others did in a product since the person last marked it as seen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recap(state: State<'_, AppState>, product_id: ProductId) -> Result<Recap> {
    Ok(state.plan().await?.recap(&AppState::you(), &product_id).await?)
}

/// Marks what happened up to `seq`, a recap's, as seen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mark_seen(
    state: State<'_, AppState>,
    product_id: ProductId,
    seq: u32,
) -> Result<()> {
    Ok(state.plan().await?.mark_seen(&AppState::you(), &product_id, seq).await?)
}
