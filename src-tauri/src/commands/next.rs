//! Commands for what to do next.

use openbacklog_plan::{Kind, Next, NextQuery, ProductId, TaskId, Written};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The tasks to do next, best first, of a product or of what is under one entity.
#[tauri::command]
#[specta::specta]
pub(crate) async fn next(
    state: State<'_, AppState>,
    product_id: ProductId,
    under: Option<(Kind, String)>,
    limit: u32,
) -> Result<Next> {
    Ok(state.plan().await?.next(&AppState::you(), &product_id, &NextQuery { under, limit }).await?)
}

/// Puts a task before all others.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pin_task(state: State<'_, AppState>, id: TaskId) -> Result<Written> {
    Ok(state.plan().await?.pin_task(&AppState::you(), &id).await?)
}

/// Gives a task back to the arithmetic.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unpin_task(state: State<'_, AppState>, id: TaskId) -> Result<Written> {
    Ok(state.plan().await?.unpin_task(&AppState::you(), &id).await?)
}

/// Hides a task from what is next until the person's next day.
#[tauri::command]
#[specta::specta]
pub(crate) async fn skip_task(state: State<'_, AppState>, id: TaskId) -> Result<Written> {
    Ok(state.plan().await?.skip_task(&AppState::you(), &id).await?)
}

/// Shows a skipped task again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unskip_task(state: State<'_, AppState>, id: TaskId) -> Result<Written> {
    Ok(state.plan().await?.unskip_task(&AppState::you(), &id).await?)
}
