//! The main window: made hidden in its own colour, shown when it has content.

use openbacklog_plan::{Theme, data_dir};
use tauri::webview::PageLoadEvent;
use tauri::window::Color;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};

use crate::state::AppState;

pub(crate) const MAIN: &str = "main";

const LIGHT: Color = Color(0xF5, 0xF6, 0xF8, 0xFF);
const DARK: Color = Color(0x0E, 0x10, 0x14, 0xFF);

/// The colour windows have before their first paint, so that none flashes white.
pub(crate) fn background(app: &AppHandle) -> Color {
    let theme = app.get_webview_window(MAIN).and_then(|window| window.theme().ok());
    if theme == Some(tauri::Theme::Dark) { DARK } else { LIGHT }
}

/// A window whose page keeps its drafts beside the plan they are for.
pub(crate) fn builder<'a>(
    app: &'a AppHandle,
    label: &str,
    url: WebviewUrl,
) -> WebviewWindowBuilder<'a, tauri::Wry, AppHandle> {
    let builder = WebviewWindowBuilder::new(app, label, url);
    match data_dir() {
        Some(folder) => builder.data_directory(folder.join("webview")),
        None => builder,
    }
}

/// Makes the main window. It shows itself once its page has loaded.
pub(crate) fn make_main(app: &AppHandle, theme: Theme) -> tauri::Result<()> {
    let window = builder(app, MAIN, WebviewUrl::default())
        .title("OpenBacklog")
        .inner_size(1280.0, 800.0)
        .min_inner_size(760.0, 520.0)
        .visible(false)
        .theme(window_theme(theme))
        .background_color(if theme == Theme::Dark { DARK } else { LIGHT })
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished
                && let Err(error) = window.show().and_then(|()| window.set_focus())
            {
                tracing::warn!(%error, "the main window could not be shown");
            }
        })
        .build()?;
    if theme == Theme::System && window.theme().is_ok_and(|t| t == tauri::Theme::Dark) {
        window.set_background_color(Some(DARK))?;
    }
    let handle = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            // Without a tray a hidden window could not be brought back.
            if handle.state::<AppState>().doors().tray {
                api.prevent_close();
                hide_main(&handle);
            } else {
                handle.exit(0);
            }
        }
    });
    Ok(())
}

/// Gives every window the theme the person chose.
pub(crate) fn set_theme(app: &AppHandle, theme: Theme) {
    for window in app.webview_windows().values() {
        if let Err(error) = window.set_theme(window_theme(theme)) {
            tracing::warn!(%error, "a window keeps its theme");
        }
    }
}

/// Brings the main window to the front.
pub(crate) fn show_main(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the main window could not be shown");
    }
}

fn hide_main(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN)
        && let Err(error) = window.hide()
    {
        tracing::warn!(%error, "the main window could not be hidden");
    }
}

fn window_theme(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}
