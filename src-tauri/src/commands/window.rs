//! Commands for the windows themselves.
#![allow(clippy::needless_pass_by_value, reason = "commands take what they are sent")]

use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt;

use crate::capture;
use crate::error::{Result, WireError};

/// Hides the capture window.
#[tauri::command]
#[specta::specta]
pub(crate) fn hide_capture(app: AppHandle) {
    capture::hide(&app);
}

/// Shows the capture window.
#[tauri::command]
#[specta::specta]
pub(crate) fn show_capture(app: AppHandle) {
    capture::show(&app);
}

/// Opens a link outside the app: http, https or mailto, nothing else.
#[tauri::command]
#[specta::specta]
pub(crate) fn open_link(app: AppHandle, url: String) -> Result<()> {
    let lower = url.trim().to_ascii_lowercase();
    if !["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)) {
        return Err(WireError::internal(
            "Only http, https and mailto links open. Copy the address to use it elsewhere.",
        ));
    }
    app.opener()
        .open_url(url.trim(), None::<&str>)
        .map_err(|error| WireError::internal(format!("The link could not be opened: {error}.")))
}
