//! Commands for bets.

use openbacklog_plan::{
    BetBoard, BetId, BetPage, BetPatch, BetResult, Horizon, NewBet, Placement, ProductId, Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// All bets of a product: the open ones by horizon, and the closed ones.
#[tauri::command]
#[specta::specta]
pub(crate) async fn bet_board(
    state: State<'_, AppState>,
    product_id: ProductId,
) -> Result<BetBoard> {
    Ok(state.plan().await?.bet_board(&product_id).await?)
}

/// Everything a bet's page shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn bet_page(state: State<'_, AppState>, id: BetId) -> Result<BetPage> {
    Ok(state.plan().await?.bet_page(&id).await?)
}

/// Makes a bet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_bet(
    state: State<'_, AppState>,
    product_id: ProductId,
    input: NewBet,
) -> Result<Written> {
    Ok(state.plan().await?.create_bet(&AppState::you(), &product_id, input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_bet(
    state: State<'_, AppState>,
    id: BetId,
    patch: BetPatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_bet(&AppState::you(), &id, patch, rev).await?)
}

/// Gives a bet a place, and a horizon where one is given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn move_bet(
    state: State<'_, AppState>,
    id: BetId,
    horizon: Option<Horizon>,
    placement: Placement,
    reason: Option<String>,
) -> Result<Written> {
    Ok(state.plan().await?.move_bet(&AppState::you(), &id, horizon, &placement, reason).await?)
}

/// Closes a bet, with what came of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_bet(
    state: State<'_, AppState>,
    id: BetId,
    result: Option<BetResult>,
    learned: Option<String>,
) -> Result<Written> {
    Ok(state.plan().await?.close_bet(&AppState::you(), &id, result, learned).await?)
}

/// Opens a closed bet again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reopen_bet(
    state: State<'_, AppState>,
    id: BetId,
    reason: Option<String>,
) -> Result<Written> {
    Ok(state.plan().await?.reopen_bet(&AppState::you(), &id, reason).await?)
}
