//! Commands for problems.

use openbacklog_plan::{
    Link, NewProblem, ProblemId, ProblemPage, ProblemPatch, ProblemRow, ProductId, ProjectId,
    Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The problems of a product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn problem_list(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<Vec<ProblemRow>> {
    Ok(state.plan().await?.problem_list(&product_id).await?)
}

/// Everything a problem's page shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn problem_page(state: State<'_, AppState>, id: ProblemId) -> Result<ProblemPage> {
    Ok(state.plan().await?.problem_page(&id).await?)
}

/// What a done project suggests to be solved: problems, then pains.
#[tauri::command]
#[specta::specta]
pub(crate) async fn solved_suggestions(
    state: State<'_, AppState>,
    project_id: ProjectId,
) -> Result<Vec<Link>> {
    Ok(state.plan().await?.solved_suggestions(&project_id).await?)
}

/// Makes a problem.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_problem(
    state: State<'_, AppState>,
    product_id: ProductId,
    input: NewProblem,
) -> Result<Written> {
    Ok(state.plan().await?.create_problem(&AppState::you(), &product_id, input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_problem(
    state: State<'_, AppState>,
    id: ProblemId,
    patch: ProblemPatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_problem(&AppState::you(), &id, patch, rev).await?)
}
