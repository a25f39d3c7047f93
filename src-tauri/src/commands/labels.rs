//! Commands for labels.

use openbacklog_plan::{Kind, ProductId, Written};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The labels in use in a product, with how many entities carry each.
#[tauri::command]
#[specta::specta]
pub(crate) async fn labels(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<Vec<(String, u32)>> {
    Ok(state.plan().await?.labels(&product_id).await?)
}

/// Renames a label wherever it is carried.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_label(
    state: State<'_, AppState>,
    product_id: ProductId,
    from: String,
    to: String,
) -> Result<Written> {
    Ok(state.plan().await?.rename_label(&AppState::you(), &product_id, &from, &to).await?)
}

/// Gives a label to those that lack it, in one change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_label(
    state: State<'_, AppState>,
    entities: Vec<(Kind, String)>,
    label: String,
) -> Result<Written> {
    Ok(state.plan().await?.add_label(&AppState::you(), &entities, &label).await?)
}

/// Takes a label from those that have it, in one change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_label(
    state: State<'_, AppState>,
    entities: Vec<(Kind, String)>,
    label: String,
) -> Result<Written> {
    Ok(state.plan().await?.remove_label(&AppState::you(), &entities, &label).await?)
}
