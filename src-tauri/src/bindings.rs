//! The only list of commands and events, and the TypeScript made from it.

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::commands::{
    captures, connections, find, history, products, projects, settings, tasks, window,
};
use crate::events::{PlanChangedEvent, PlanReread};

/// Everything the windows may call or hear.
pub(crate) fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .commands(collect_commands![
            products::products,
            products::product,
            products::create_product,
            products::update_product,
            projects::project_board,
            projects::project_page,
            projects::create_project,
            projects::update_project,
            projects::move_project,
            projects::archive_project,
            tasks::task_list,
            tasks::task_page,
            tasks::create_task,
            tasks::update_task,
            tasks::move_task,
            tasks::archive_task,
            tasks::add_step,
            tasks::update_step,
            tasks::move_step,
            tasks::remove_step,
            tasks::add_check,
            tasks::update_check,
            tasks::move_check,
            tasks::remove_check,
            tasks::add_note,
            tasks::add_dependency,
            tasks::remove_dependency,
            captures::inbox,
            captures::parse_capture,
            captures::capture,
            captures::place_capture,
            captures::archive_capture,
            history::activity,
            history::change_set,
            history::undo,
            history::redo,
            history::undo_set,
            history::undo_latest_ai,
            history::restore,
            find::brief,
            find::find,
            settings::settings,
            settings::update_settings,
            connections::doors,
            connections::dismiss_first_token,
            connections::connections,
            connections::create_connection,
            connections::revoke_connection,
            window::hide_capture,
            window::show_capture,
            window::open_link,
        ])
        .events(collect_events![PlanChangedEvent, PlanReread])
}

#[cfg(test)]
mod tests {
    use super::*;
    use specta_typescript::Typescript;

    const BINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/bindings.ts");

    /// Write them anew with `OPENBACKLOG_WRITE_BINDINGS=1 cargo test -p openbacklog-app`.
    #[test]
    fn the_committed_bindings_are_fresh() {
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        builder().export(Typescript::default(), &fresh).unwrap();
        let fresh = std::fs::read_to_string(fresh).unwrap();
        if std::env::var_os("OPENBACKLOG_WRITE_BINDINGS").is_some() {
            std::fs::write(BINDINGS, &fresh).unwrap();
        }
        let committed = std::fs::read_to_string(BINDINGS).unwrap();
        assert!(fresh == committed, "ui/src/bindings.ts is not what the commands say it is");
    }
}
