//! Commands for what is missing in a plan, and for hints on how it is written.

use openbacklog_plan::{Gap, GapCounts, Hint, Kind, ProductId, Wording, Written};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The gaps of a product, or of one entity and everything below it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn gaps(
    state: State<'_, AppState>,
    product_id: ProductId,
    under: Option<(Kind, String)>,
) -> Result<Vec<Gap>> {
    let under = under.as_ref().map(|(kind, id)| (*kind, id.as_str()));
    Ok(state.plan().await?.gaps(&product_id, under).await?)
}

/// The gaps of these entities alone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn gaps_of(
    state: State<'_, AppState>,
    product_id: ProductId,
    entities: Vec<(Kind, String)>,
) -> Result<Vec<Gap>> {
    Ok(state.plan().await?.gaps_of(&product_id, &entities).await?)
}

/// How many gaps a product has.
#[tauri::command]
#[specta::specta]
pub(crate) async fn gap_counts(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<GapCounts> {
    Ok(state.plan().await?.gap_counts(&product_id).await?)
}

/// The gaps that the person ignores.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ignored_gaps(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<Vec<Gap>> {
    Ok(state.plan().await?.ignored_gaps(&product_id).await?)
}

/// Ignores a gap or a hint of one entity.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ignore_gap(
    state: State<'_, AppState>,
    kind: Kind,
    id: String,
    code: String,
) -> Result<Written> {
    Ok(state.plan().await?.ignore_gap(&AppState::you(), kind, &id, &code).await?)
}

/// Shows a gap or a hint of one entity again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn heed_gap(
    state: State<'_, AppState>,
    kind: Kind,
    id: String,
    code: String,
) -> Result<Written> {
    Ok(state.plan().await?.heed_gap(&AppState::you(), kind, &id, &code).await?)
}

/// The hints on a text that is being typed.
#[tauri::command]
#[specta::specta]
#[allow(clippy::needless_pass_by_value, reason = "commands take what they are sent")]
pub(crate) fn hints(kind: Kind, wording: Wording) -> Vec<Hint> {
    openbacklog_plan::hints(kind, &wording)
}

/// The hints on how an entity is written.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hints_of(
    state: State<'_, AppState>,
    kind: Kind,
    id: String,
) -> Result<Vec<Hint>> {
    Ok(state.plan().await?.hints_of(kind, &id).await?)
}
