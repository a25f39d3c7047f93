//! Quick capture: a small window, shown by a global shortcut, the tray or the app.

use std::time::Duration;

use tauri::{
    AppHandle, LogicalSize, Manager, PhysicalPosition, WebviewUrl, WebviewWindow, WindowEvent,
};
use tauri_plugin_global_shortcut::{GlobalShortcutExt, Shortcut, ShortcutState};

use crate::state::AppState;
use crate::windows;

pub(crate) const LABEL: &str = "capture";
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 176.0;
/// Making it at once would slow the first paint of the main window.
const WARM_UP: Duration = Duration::from_secs(2);

/// Makes the hidden window once the main one has had time to settle.
pub(crate) fn prepare(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(WARM_UP).await;
        if let Err(error) = window(&app).await {
            tracing::warn!(%error, "the capture window could not be made");
        }
    });
}

/// Shows the window on the screen with the pointer, ready to type. In a task of
/// its own: on Windows a webview made inside an event handler blocks for ever.
pub(crate) fn show(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let shown = window(&app).await.and_then(|window| {
            if let Err(error) = place(&app, &window) {
                tracing::warn!(%error, "the capture window stays where it was");
            }
            window.show()?;
            window.set_focus()
        });
        if let Err(error) = shown {
            tracing::warn!(%error, "the capture window could not be shown");
        }
    });
}

/// Hides the window; the system gives the focus back to the app before it.
pub(crate) fn hide(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL)
        && let Err(error) = window.hide()
    {
        tracing::warn!(%error, "the capture window could not be hidden");
    }
}

async fn window(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    // One at a time, so that it is made once.
    static MAKING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _making = MAKING.lock().await;
    if let Some(window) = app.get_webview_window(LABEL) {
        return Ok(window);
    }
    let window = windows::builder(app, LABEL, WebviewUrl::App("capture.html".into()))
        .title("Capture")
        .inner_size(WIDTH, HEIGHT)
        .resizable(false)
        .maximizable(false)
        .minimizable(false)
        .decorations(false)
        .always_on_top(true)
        .skip_taskbar(true)
        .visible(false)
        .background_color(windows::background(app))
        .build()?;
    let handle = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            hide(&handle);
        }
    });
    Ok(window)
}

/// In the upper third of the screen with the pointer, centred.
fn place(app: &AppHandle, window: &WebviewWindow) -> tauri::Result<()> {
    let pointer = app.cursor_position()?;
    let Some(monitor) = app.monitor_from_point(pointer.x, pointer.y)?.or(app.primary_monitor()?)
    else {
        return window.center();
    };
    let size = LogicalSize::new(WIDTH, HEIGHT).to_physical::<i32>(monitor.scale_factor());
    let (at, screen) = (monitor.position(), monitor.size());
    let width = i32::try_from(screen.width).unwrap_or(size.width);
    let height = i32::try_from(screen.height).unwrap_or(size.height);
    window.set_position(PhysicalPosition::new(at.x + (width - size.width) / 2, at.y + height / 4))
}

/// Makes `keys` the shortcut that shows the window, in place of any other. A
/// shortcut that cannot be had is told, with the other ways in.
pub(crate) fn set_shortcut(app: &AppHandle, keys: &str) {
    let state = app.state::<AppState>();
    if state.doors().shortcut.as_deref() == Some(keys) {
        return;
    }
    state.doors().shortcut = Some(keys.to_owned());
    let problem = match register(app, keys) {
        Ok(()) => None,
        Err(why) => {
            tracing::warn!(%why, keys, "the capture shortcut does not work");
            Some(format!(
                "{why} Choose another one, or bind `openbacklog capture` to a key in your system's settings."
            ))
        }
    };
    state.doors().shortcut_problem = problem;
}

fn register(app: &AppHandle, keys: &str) -> Result<(), String> {
    let shortcuts = app.global_shortcut();
    shortcuts.unregister_all().map_err(|error| format!("The old shortcut stays: {error}."))?;
    if keys.is_empty() {
        return Ok(());
    }
    if is_wayland() {
        return Err("This desktop gives apps no global shortcuts.".to_owned());
    }
    let shortcut: Shortcut =
        keys.parse().map_err(|_| format!("“{keys}” is no shortcut this system knows."))?;
    shortcuts
        .on_shortcut(shortcut, |app, _, event| {
            if event.state() == ShortcutState::Pressed {
                show(app);
            }
        })
        .map_err(|_| format!("{keys} is taken by another program."))
}

fn is_wayland() -> bool {
    cfg!(target_os = "linux") && std::env::var_os("WAYLAND_DISPLAY").is_some()
}
