//! Commands for whatever the kind of entity: place, trash and links.

use openbacklog_plan::{Kind, Link, Placement, Written};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// Gives an entity a place in its list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn place(
    state: State<'_, AppState>,
    kind: Kind,
    id: String,
    placement: Placement,
) -> Result<Written> {
    Ok(state.plan().await?.place(&AppState::you(), kind, &id, &placement).await?)
}

/// Puts entities into the trash, in one change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn archive(
    state: State<'_, AppState>,
    entities: Vec<(Kind, String)>,
    reason: Option<String>,
) -> Result<Written> {
    Ok(state.plan().await?.archive(&AppState::you(), &entities, reason.as_deref()).await?)
}

/// Brings an entity back from the trash.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore(state: State<'_, AppState>, kind: Kind, id: String) -> Result<Written> {
    Ok(state.plan().await?.restore(&AppState::you(), kind, &id).await?)
}

/// Joins an entity to others, in one change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn link(
    state: State<'_, AppState>,
    kind: Kind,
    id: String,
    others: Vec<(Kind, String)>,
) -> Result<Written> {
    Ok(state.plan().await?.link_each(&AppState::you(), (kind, &id), &others).await?)
}

/// Parts an entity from others, in one change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unlink(
    state: State<'_, AppState>,
    kind: Kind,
    id: String,
    others: Vec<(Kind, String)>,
) -> Result<Written> {
    Ok(state.plan().await?.unlink_each(&AppState::you(), (kind, &id), &others).await?)
}

/// What an entity is joined to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn links_of(
    state: State<'_, AppState>,
    kind: Kind,
    id: String,
) -> Result<Vec<Link>> {
    Ok(state.plan().await?.links_of(kind, &id).await?)
}
