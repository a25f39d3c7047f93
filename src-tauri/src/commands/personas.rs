//! Commands for personas.

use openbacklog_plan::{
    NewPersona, PersonaId, PersonaPage, PersonaPatch, PersonaRow, ProductId, Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// The personas of a product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn persona_list(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<Vec<PersonaRow>> {
    Ok(state.plan().await?.persona_list(&product_id).await?)
}

/// Everything a persona's page shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn persona_page(state: State<'_, AppState>, id: PersonaId) -> Result<PersonaPage> {
    Ok(state.plan().await?.persona_page(&id).await?)
}

/// Makes a persona.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_persona(
    state: State<'_, AppState>,
    product_id: ProductId,
    input: NewPersona,
) -> Result<Written> {
    Ok(state.plan().await?.create_persona(&AppState::you(), &product_id, input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_persona(
    state: State<'_, AppState>,
    id: PersonaId,
    patch: PersonaPatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_persona(&AppState::you(), &id, patch, rev).await?)
}
