//! Commands for tasks and their parts.

use openbacklog_plan::{
    CheckId, NewTask, OpenChecks, Placement, ProjectId, StepId, TaskFilter, TaskId, TaskPage,
    TaskPatch, TaskRow, TaskStatus, Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The tasks of a product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn task_list(
    state: State<'_, AppState>,
    filter: TaskFilter,
) -> Result<Vec<TaskRow>> {
    Ok(state.plan().await?.task_list(&filter).await?)
}

/// Everything a task's page shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn task_page(state: State<'_, AppState>, id: TaskId) -> Result<TaskPage> {
    Ok(state.plan().await?.task_page(&id).await?)
}

/// Makes a task.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_task(state: State<'_, AppState>, input: NewTask) -> Result<Written> {
    Ok(state.plan().await?.create_task(&AppState::you(), input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_task(
    state: State<'_, AppState>,
    id: TaskId,
    patch: TaskPatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_task(&AppState::you(), &id, patch, rev).await?)
}

/// Changes the fields given of several tasks, in one change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_tasks(
    state: State<'_, AppState>,
    ids: Vec<TaskId>,
    patch: TaskPatch,
    open_checks: OpenChecks,
) -> Result<Written> {
    Ok(state.plan().await?.update_tasks(&AppState::you(), &ids, patch, open_checks).await?)
}

/// Gives tasks a place, one after the other, and a project or status where one is
/// given, in one change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn move_tasks(
    state: State<'_, AppState>,
    ids: Vec<TaskId>,
    project_id: Option<ProjectId>,
    status: Option<TaskStatus>,
    placement: Placement,
) -> Result<Written> {
    Ok(state
        .plan()
        .await?
        .move_tasks(&AppState::you(), &ids, project_id.as_ref(), status, &placement)
        .await?)
}

/// Adds a step.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_step(
    state: State<'_, AppState>,
    task_id: TaskId,
    text: String,
) -> Result<Written> {
    Ok(state.plan().await?.add_step(&AppState::you(), &task_id, &text).await?)
}

/// Rewords or ticks a step.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_step(
    state: State<'_, AppState>,
    id: StepId,
    text: Option<String>,
    done: Option<bool>,
) -> Result<Written> {
    Ok(state.plan().await?.update_step(&AppState::you(), &id, text.as_deref(), done).await?)
}

/// Moves a step.
#[tauri::command]
#[specta::specta]
pub(crate) async fn move_step(
    state: State<'_, AppState>,
    id: StepId,
    placement: Placement,
) -> Result<Written> {
    Ok(state.plan().await?.move_step(&AppState::you(), &id, &placement).await?)
}

/// Removes a step.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_step(state: State<'_, AppState>, id: StepId) -> Result<Written> {
    Ok(state.plan().await?.remove_step(&AppState::you(), &id).await?)
}

/// Adds a check.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_check(
    state: State<'_, AppState>,
    task_id: TaskId,
    text: String,
) -> Result<Written> {
    Ok(state.plan().await?.add_check(&AppState::you(), &task_id, &text).await?)
}

/// Rewords or answers a check.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_check(
    state: State<'_, AppState>,
    id: CheckId,
    text: Option<String>,
    done: Option<bool>,
    how: Option<String>,
) -> Result<Written> {
    Ok(state
        .plan()
        .await?
        .update_check(&AppState::you(), &id, text.as_deref(), done, how.as_deref())
        .await?)
}

/// Moves a check.
#[tauri::command]
#[specta::specta]
pub(crate) async fn move_check(
    state: State<'_, AppState>,
    id: CheckId,
    placement: Placement,
) -> Result<Written> {
    Ok(state.plan().await?.move_check(&AppState::you(), &id, &placement).await?)
}

/// Removes a check.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_check(state: State<'_, AppState>, id: CheckId) -> Result<Written> {
    Ok(state.plan().await?.remove_check(&AppState::you(), &id).await?)
}

/// Adds a line to a task's log.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_note(
    state: State<'_, AppState>,
    task_id: TaskId,
    text: String,
) -> Result<Written> {
    Ok(state.plan().await?.add_note(&AppState::you(), &task_id, &text).await?)
}

/// Makes a task wait for another.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_dependency(
    state: State<'_, AppState>,
    task_id: TaskId,
    depends_on: TaskId,
) -> Result<Written> {
    Ok(state.plan().await?.add_dependency(&AppState::you(), &task_id, &depends_on).await?)
}

/// Makes a task wait for another no longer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_dependency(
    state: State<'_, AppState>,
    task_id: TaskId,
    depends_on: TaskId,
) -> Result<Written> {
    Ok(state.plan().await?.remove_dependency(&AppState::you(), &task_id, &depends_on).await?)
}
