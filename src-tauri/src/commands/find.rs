//! Commands for finding and for briefs.

use openbacklog_plan::{Detail, FindQuery, Found, Kind, WhyLine};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The brief of a task, a project or a bet, as markdown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn brief(state: State<'_, AppState>, kind: Kind, id: String) -> Result<String> {
    Ok(state.plan().await?.brief(kind, &id, Detail::Short).await?)
}

/// Why an entity exists, link by link, with the gaps where a link is missing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn why(
    state: State<'_, AppState>,
    kind: Kind,
    id: String,
) -> Result<Vec<WhyLine>> {
    Ok(state.plan().await?.why(kind, &id).await?)
}

/// What fits a query, best first, with the size of the whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find(state: State<'_, AppState>, query: FindQuery) -> Result<Found> {
    Ok(state.plan().await?.find(&query).await?)
}
