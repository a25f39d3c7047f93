//! The command for what the app teaches.

use openbacklog_plan::Coaching;

/// What each kind is, what good looks like and what to ask.
#[tauri::command]
#[specta::specta]
pub(crate) fn coaching() -> Coaching {
    openbacklog_plan::coaching().clone()
}
