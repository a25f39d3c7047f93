//! Commands for projects.

use openbacklog_plan::{
    BetId, NewProject, Placement, ProductId, ProjectBoard, ProjectCard, ProjectId, ProjectPage,
    ProjectPatch, ProjectStatus, Written,
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

/// The projects that serve a bet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn projects_of_bet(
    state: State<'_, AppState>,
    id: BetId,
) -> Result<Vec<ProjectCard>> {
    Ok(state.plan().await?.projects_of_bet(&id).await?)
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

/// Changes the fields given of several projects, in one change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_projects(
    state: State<'_, AppState>,
    ids: Vec<ProjectId>,
    patch: ProjectPatch,
) -> Result<Written> {
    Ok(state.plan().await?.update_projects(&AppState::you(), &ids, patch).await?)
}

/// Gives projects a status and a place, one after the other, in one change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn move_projects(
    state: State<'_, AppState>,
    ids: Vec<ProjectId>,
    status: ProjectStatus,
    placement: Placement,
) -> Result<Written> {
    Ok(state.plan().await?.move_projects(&AppState::you(), &ids, status, &placement).await?)
}

/// Makes a project wait for another.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_project_dependency(
    state: State<'_, AppState>,
    project_id: ProjectId,
    depends_on: ProjectId,
) -> Result<Written> {
    Ok(state
        .plan()
        .await?
        .add_project_dependency(&AppState::you(), &project_id, &depends_on)
        .await?)
}

/// Makes a project wait for another no longer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_project_dependency(
    state: State<'_, AppState>,
    project_id: ProjectId,
    depends_on: ProjectId,
) -> Result<Written> {
    Ok(state
        .plan()
        .await?
        .remove_project_dependency(&AppState::you(), &project_id, &depends_on)
        .await?)
}
