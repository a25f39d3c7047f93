//! Commands for what happened, and for taking it back.

use openbacklog_plan::{ChangeRow, ChangeSetRow, FieldChange, ProductId, Undone};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The change sets of a product, latest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn activity(
    state: State<'_, AppState>,
    product_id: ProductId,
    before_set: Option<u32>,
    limit: u32,
) -> Result<Vec<ChangeSetRow>> {
    Ok(state.plan().await?.activity(&product_id, before_set, limit).await?)
}

/// What each field of a change set was before and after.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_set(state: State<'_, AppState>, set: u32) -> Result<Vec<FieldChange>> {
    Ok(state.plan().await?.change_set(set).await?)
}

/// The changes of a set, in order, each of which can be taken back alone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn changes_of_set(state: State<'_, AppState>, set: u32) -> Result<Vec<ChangeRow>> {
    Ok(state.plan().await?.changes_of_set(set).await?)
}

/// Takes back the person's latest change made in this window.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(state: State<'_, AppState>) -> Result<Undone> {
    Ok(state.plan().await?.undo(&AppState::you()).await?)
}

/// Puts back what undo took away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn redo(state: State<'_, AppState>) -> Result<Undone> {
    Ok(state.plan().await?.redo(&AppState::you()).await?)
}

/// Takes back any one change set.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_set(state: State<'_, AppState>, set: u32) -> Result<Undone> {
    Ok(state.plan().await?.undo_set(&AppState::you(), set).await?)
}

/// Takes back any one change; the rest of its set stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_change(state: State<'_, AppState>, seq: u32) -> Result<Undone> {
    Ok(state.plan().await?.undo_change(&AppState::you(), seq).await?)
}

/// Takes back the latest change set of an AI.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_latest_ai(state: State<'_, AppState>) -> Result<Undone> {
    Ok(state.plan().await?.undo_latest_ai(&AppState::you()).await?)
}
