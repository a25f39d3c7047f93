//! Commands for products.

use openbacklog_plan::{
    NewProduct, Product, ProductId, ProductPatch, ProductRow, TrashedProduct, Written,
};
use tauri::State;

use crate::error::Result;
use crate::state::AppState;

/// All products.
#[tauri::command]
#[specta::specta]
pub(crate) async fn products(state: State<'_, AppState>) -> Result<Vec<ProductRow>> {
    Ok(state.plan().await?.products().await?)
}

/// One product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn product(state: State<'_, AppState>, id: ProductId) -> Result<Product> {
    Ok(state.plan().await?.product(&id).await?)
}

/// Makes a product.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_product(
    state: State<'_, AppState>,
    input: NewProduct,
) -> Result<Written> {
    Ok(state.plan().await?.create_product(&AppState::you(), input).await?)
}

/// Changes the fields given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_product(
    state: State<'_, AppState>,
    id: ProductId,
    patch: ProductPatch,
    rev: Option<u32>,
) -> Result<Written> {
    Ok(state.plan().await?.update_product(&AppState::you(), &id, patch, rev).await?)
}

/// The products in the trash, the latest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn trashed_products(state: State<'_, AppState>) -> Result<Vec<TrashedProduct>> {
    Ok(state.plan().await?.trashed_products().await?)
}

/// Puts a product, with all that is in it, into the trash. `name` is the product's,
/// written again by the person who means it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_product(
    state: State<'_, AppState>,
    id: ProductId,
    name: String,
) -> Result<Written> {
    Ok(state.plan().await?.delete_product(&AppState::you(), &id, &name).await?)
}
