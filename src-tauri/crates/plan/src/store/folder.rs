//! The folder a plan lives in: where it is, who may read it, who holds it.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Rewritten after each commit, so that other processes learn of it by watching
/// one small file instead of asking.
pub(crate) const NUDGE_FILE: &str = "plan.nudge";

/// The folder of the plan: `OPENBACKLOG_DATA_DIR`, or the platform's folder for
/// local (never roaming) application data. Debug builds use one of their own.
///
/// `None` when the platform tells no home folder.
#[must_use]
pub fn data_dir() -> Option<PathBuf> {
    if let Some(dir) = std::env::var_os("OPENBACKLOG_DATA_DIR").filter(|d| !d.is_empty()) {
        return Some(PathBuf::from(dir));
    }
    let name = if cfg!(debug_assertions) { "openbacklog-dev" } else { "openbacklog" };
    dirs::data_local_dir().map(|dir| dir.join(name))
}

/// Makes the folder, readable by its owner alone.
pub(super) fn prepare(folder: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|e| unusable(folder, &e))
}

/// Makes the database file, readable by its owner alone; SQLite gives the files
/// beside it the same permissions. On Windows the local application data folder
/// is private to its user already.
pub(super) fn make_owner_only(file: &Path) -> Result<()> {
    if file.exists() {
        return Ok(());
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop).map_err(|e| unusable(file, &e))
}

/// A missing database beside the traces of one is a loss, not a first start.
pub(super) fn refuse_a_vanished_database(folder: &Path, file: &Path) -> Result<()> {
    if file.exists() {
        return Ok(());
    }
    let mut wal = file.as_os_str().to_owned();
    wal.push("-wal");
    if Path::new(&wal).exists() || folder.join("backups").exists() {
        return Err(Error::Damaged(format!(
            "The plan is missing from {} although traces of it remain. Put plan.db back, or restore a backup; no new plan was started in its place.",
            folder.display()
        )));
    }
    Ok(())
}

/// Waits for the folder's lock; it is released when the file is dropped.
pub(super) fn lock(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path).map_err(|e| unusable(path, &e))?;
    file.lock().map_err(|e| unusable(path, &e))?;
    Ok(file)
}

fn unusable(path: &Path, error: &io::Error) -> Error {
    Error::ReadOnly(format!("{} ({error})", path.display()))
}
