//! The tray: capture, open, quit. Never the only way to anything.

use tauri::image::Image;
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Manager};

use crate::state::AppState;
use crate::{capture, windows};

const CAPTURE: &str = "capture";
const OPEN: &str = "open";
const QUIT: &str = "quit";

/// Puts the icon into the tray where the desktop has one.
pub(crate) fn make(app: &AppHandle) {
    let shown = exists()
        && build(app)
            .inspect_err(|error| tracing::warn!(%error, "the tray icon could not be made"))
            .is_ok();
    app.state::<AppState>().doors().tray = shown;
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    let menu = Menu::with_items(
        app,
        &[
            &MenuItem::with_id(app, CAPTURE, "Capture…", true, None::<&str>)?,
            &MenuItem::with_id(app, OPEN, "Open OpenBacklog", true, None::<&str>)?,
            &PredefinedMenuItem::separator(app)?,
            &MenuItem::with_id(app, QUIT, "Quit", true, None::<&str>)?,
        ],
    )?;
    TrayIconBuilder::with_id("main")
        .tooltip("OpenBacklog")
        .icon(icon(app)?)
        .icon_as_template(cfg!(target_os = "macos"))
        .menu(&menu)
        .on_menu_event(|app, event| choose(app, event.id().as_ref()))
        .build(app)?;
    Ok(())
}

fn choose(app: &AppHandle, item: &str) {
    match item {
        CAPTURE => capture::show(app),
        OPEN => windows::show_main(app),
        QUIT => app.exit(0),
        other => tracing::warn!(other, "an unknown item of the tray's menu was chosen"),
    }
}

fn icon(app: &AppHandle) -> tauri::Result<Image<'static>> {
    const FOR_LIGHT: &[u8] = include_bytes!("../../icons/tray-light-32.png");
    const FOR_DARK: &[u8] = include_bytes!("../../icons/tray-dark-32.png");
    let theme = app.get_webview_window(windows::MAIN).and_then(|window| window.theme().ok());
    // macOS recolours a template by itself; trays elsewhere are mostly dark.
    let dark = cfg!(target_os = "linux") || theme == Some(tauri::Theme::Dark);
    Image::from_bytes(if dark { FOR_DARK } else { FOR_LIGHT })
}

/// Whether the desktop shows trays. macOS and Windows always do; on Linux a host
/// has to be on the session bus.
#[cfg(not(target_os = "linux"))]
fn exists() -> bool {
    true
}

#[cfg(target_os = "linux")]
fn exists() -> bool {
    let asked: zbus::Result<bool> = tauri::async_runtime::block_on(async {
        let bus = zbus::Connection::session().await?;
        let watcher = zbus::Proxy::new(
            &bus,
            "org.kde.StatusNotifierWatcher",
            "/StatusNotifierWatcher",
            "org.kde.StatusNotifierWatcher",
        )
        .await?;
        watcher.get_property("IsStatusNotifierHostRegistered").await
    });
    asked.unwrap_or(false)
}
