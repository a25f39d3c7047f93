//! Logs: to standard error and to a rolling file beside the plan.

use std::path::Path;

use openbacklog_plan::make_private_folder;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Begins logging. `OPENBACKLOG_LOG` takes the usual filter directives.
pub(crate) fn begin(data_folder: Option<&Path>) {
    let filter = EnvFilter::try_from_env("OPENBACKLOG_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,openbacklog_app=info"));
    let file = data_folder.and_then(|folder| {
        let logs = folder.join("logs");
        // Before anyone else makes it: the folder is its owner's alone.
        make_private_folder(&logs).ok()?;
        Builder::new()
            .rotation(Rotation::DAILY)
            .max_log_files(7)
            .filename_prefix("app")
            .filename_suffix("log")
            .build(logs)
            .ok()
    });
    let to_file = file.map(|file| {
        tracing_subscriber::fmt::layer().with_ansi(false).with_writer(std::sync::Mutex::new(file))
    });
    // A second initialisation happens only in tests, and changes nothing.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(tracing_subscriber::fmt::layer().with_writer(std::io::stderr))
        .with(to_file)
        .try_init();
}
