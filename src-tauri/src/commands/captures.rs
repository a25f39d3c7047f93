//! Commands for captures.

use openbacklog_plan::{
    Actor, Capture, CaptureId, CaptureSource, CaptureTarget, Captured, ParsedLine, ProductId,
    Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The captures waiting.
#[tauri::command]
#[specta::specta]
pub(crate) async fn inbox(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<Vec<Capture>> {
    Ok(state.plan().await?.inbox(&product_id).await?)
}

/// Reads a capture line without saving anything.
#[tauri::command]
#[specta::specta]
pub(crate) async fn parse_capture(
    state: State<'_, AppState>,
    product_id: Option<ProductId>,
    line: String,
) -> Result<ParsedLine> {
    Ok(state.plan().await?.parse_capture(product_id.as_ref(), &line).await?)
}

/// Saves a capture line.
#[tauri::command]
#[specta::specta]
pub(crate) async fn capture(
    state: State<'_, AppState>,
    product_id: Option<ProductId>,
    line: String,
    source: CaptureSource,
) -> Result<Captured> {
    // The capture line is a window of its own, which the undo key does not reach.
    let actor = match source {
        CaptureSource::Hotkey | CaptureSource::Tray => Actor::you(),
        _ => AppState::you(),
    };
    Ok(state.plan().await?.capture(&actor, product_id.as_ref(), &line, source).await?)
}

/// Saves several capture lines, in one change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn capture_each(
    state: State<'_, AppState>,
    product_id: Option<ProductId>,
    lines: Vec<String>,
    source: CaptureSource,
) -> Result<Written> {
    Ok(state
        .plan()
        .await?
        .capture_each(&AppState::you(), product_id.as_ref(), &lines, source)
        .await?)
}

/// Makes a capture a task or a project.
#[tauri::command]
#[specta::specta]
pub(crate) async fn place_capture(
    state: State<'_, AppState>,
    id: CaptureId,
    target: CaptureTarget,
) -> Result<Captured> {
    Ok(state.plan().await?.place_capture(&AppState::you(), &id, &target).await?)
}
