//! The desktop shell: windows, tray, shortcut and typed commands around a plan.
//! It knows Tauri and holds no rule of the plan.

mod agent_server;
mod bindings;
mod capture;
mod command_copy;
mod commands;
mod error;
mod events;
mod log;
mod opened;
mod settings_in_force;
mod state;
mod tray;
mod windows;

use openbacklog_plan::{Theme, data_dir};
use tauri::{App, Manager, RunEvent};
use tauri_plugin_window_state::StateFlags;

use crate::state::AppState;

/// Runs the app until it quits.
pub fn run() {
    let folder = data_dir();
    log::begin(folder.as_deref());
    let bindings = bindings::builder();
    let built = tauri::Builder::default()
        // The single-instance plugin must be the first.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            windows::show_main(app);
        }))
        .plugin(tauri_plugin_global_shortcut::Builder::new().build())
        .plugin(tauri_plugin_opener::init())
        .plugin(window_state())
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            let state = AppState::new(app.handle().clone(), folder.clone(), |app, plan| {
                Box::pin(opened::after_opening(app, plan))
            });
            app.manage(state);
            set_up(app)?;
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => app.run(|app, event| match event {
            RunEvent::Exit => close(app),
            // A click on the dock's icon while the window is hidden.
            #[cfg(target_os = "macos")]
            RunEvent::Reopen { .. } => windows::show_main(app),
            _ => {}
        }),
        Err(error) => {
            tracing::error!(%error, "OpenBacklog could not start");
            std::process::exit(1);
        }
    }
}

fn set_up(app: &App) -> tauri::Result<()> {
    let handle = app.handle();
    let state = app.state::<AppState>();
    // A plan that cannot be opened is told by the window, which needs none.
    let theme = tauri::async_runtime::block_on(async {
        let settings = state.plan().await.ok()?.settings().await.ok()?;
        Some(settings.theme)
    });
    windows::make_main(handle, theme.unwrap_or(Theme::System))?;
    tray::make(handle);
    capture::prepare(handle);
    renew_command();
    Ok(())
}

fn renew_command() {
    std::thread::spawn(|| {
        if let Some(folder) = data_dir()
            && let Err(error) = command_copy::renew(&folder)
        {
            tracing::warn!(%error, "the openbacklog command could not be copied");
        }
    });
}

fn close(app: &tauri::AppHandle) {
    let state = app.state::<AppState>();
    tauri::async_runtime::block_on(async {
        if let Some(server) = state.server.lock().await.take() {
            server.stop().await;
        }
        if let Some(plan) = state.open_plan().await {
            plan.close().await;
        }
    });
}

fn window_state<R: tauri::Runtime>() -> tauri::plugin::TauriPlugin<R> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_denylist(&[capture::LABEL])
        .build()
}
