//! The `OpenBacklog` desktop app.

// A release build on Windows opens no terminal.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    openbacklog_app::run();
}
