//! Commands for finding and for briefs.

use openbacklog_plan::{Detail, FindQuery, Hit, Kind, ProductId};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The brief of a project or a task, as markdown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn brief(state: State<'_, AppState>, kind: Kind, id: String) -> Result<String> {
    Ok(state.plan().await?.brief(kind, &id, Detail::Short).await?)
}

/// What fits a text, best first, of these kinds or, when there are none, of every
/// kind; finished work too.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find(
    state: State<'_, AppState>,
    product_id: ProductId,
    text: String,
    kinds: Vec<Kind>,
    limit: u32,
) -> Result<Vec<Hit>> {
    let query = FindQuery { kinds, finished: true, ..FindQuery::words(&product_id, &text, limit) };
    Ok(state.plan().await?.find(&query).await?.rows)
}
