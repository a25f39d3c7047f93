//! Commands for projects.

use openbacklog_plan::{
    NewProject, Placement, ProductId, ProjectBoard, ProjectId, ProjectPage, ProjectPatch,
    ProjectStatus, Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// All projects of a product, in columns.
#[tauri::command]
#[specta::specta]
pub(crate) async fn project_board(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<ProjectBoard> {
    Ok(state.plan().await?.project_board(&product_id).await?)
}

/// Everything a project's page shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn project_page(state: State<'_, AppState>, id: ProjectId) -> Result<ProjectPage> {
    Ok(state.plan().await?.project_page(&id).await?)
}

/// Makes a project.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_project(
    state: State<'_, AppState>,
    product_id: ProductId,
    input: NewProject,
) -> Result<Written> {
    Ok(state.plan().await?.create_project(&AppState::you(), &product_id, input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_project(
    state: State<'_, AppState>,
    id: ProjectId,
    patch: ProjectPatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_project(&AppState::you(), &id, patch, rev).await?)
}

/// Gives a project a status and a place.
#[tauri::command]
#[specta::specta]
pub(crate) async fn move_project(
    state: State<'_, AppState>,
    id: ProjectId,
    status: ProjectStatus,
    placement: Placement,
) -> Result<Written> {
    Ok(state.plan().await?.move_project(&AppState::you(), &id, status, &placement).await?)
}

/// Puts a project and its tasks into the trash.
#[tauri::command]
#[specta::specta]
pub(crate) async fn archive_project(state: State<'_, AppState>, id: ProjectId) -> Result<Written> {
    Ok(state.plan().await?.archive_project(&AppState::you(), &id).await?)
}
