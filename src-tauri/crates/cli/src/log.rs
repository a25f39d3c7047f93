//! The log: a file per day beside the plan, the last week kept. Standard output
//! belongs to answers and to the protocol.

use std::path::Path;

use openbacklog_plan::make_private_folder;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;

const DAYS_KEPT: usize = 7;

/// Starts logging for a process that serves. Failing to log is no reason to
/// refuse to serve.
pub(crate) fn start(data_dir: &Path) {
    // The log may be the first thing in the plan's folder.
    let folder = data_dir.join("logs");
    if make_private_folder(&folder).is_err() {
        return;
    }
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("openbacklog")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(folder);
    let Ok(file) = file else { return };
    // rmcp logs whole requests at debug level; plan text does not belong in a log.
    let filter = EnvFilter::try_from_env("OPENBACKLOG_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,rmcp=error,sqlx=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false);
    let _ = log.with_writer(file).try_init();
}
