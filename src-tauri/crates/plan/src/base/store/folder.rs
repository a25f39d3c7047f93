//! The folder a plan lives in: where it is, who may read it, who holds it.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::base::error::{Error, Result};

/// Rewritten after each commit, so that other processes learn of it by watching
/// one small file instead of asking.
pub(crate) const NUDGE_FILE: &str = "plan.nudge";

/// How long to wait for another process that is opening or migrating the plan.
const LOCK_TRIES: u32 = 1_000;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

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
///
/// # Errors
/// When it cannot be made.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Opens a file to write, readable by its owner alone when it is new. On Windows
/// the local application data folder is private to its user already.
pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the folder, and holds it against every other process that is opening
/// the plan, until the file is dropped.
pub(super) async fn hold(folder: &Path, lock: &Path) -> Result<File> {
    make_private_folder(folder).map_err(|e| unusable(folder, &e))?;
    let file = private_file(lock).map_err(|e| unusable(lock, &e))?;
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(LOCK_PAUSE).await,
            Err(TryLockError::Error(error)) => return Err(unusable(lock, &error)),
        }
    }
    Err(Error::Busy)
}

/// A database that is missing or empty beside the traces of one is a loss, not a
/// first start.
pub(super) fn refuse_a_vanished_database(folder: &Path, file: &Path) -> Result<()> {
    if file.metadata().is_ok_and(|found| found.len() > 0) {
        return Ok(());
    }
    let mut wal = file.as_os_str().to_owned();
    wal.push("-wal");
    let left = Path::new(&wal).metadata().is_ok_and(|found| found.len() > 0);
    if left || folder.join("backups").exists() {
        return Err(Error::Damaged {
            cause: format!(
                "The plan is missing from {} although traces of it remain.",
                folder.display()
            ),
            repair: "Put plan.db back, or restore a backup; no new plan was started in its place.",
        });
    }
    Ok(())
}

/// Which file an open plan is, so that neither a missing one nor another in its
/// place is taken for it: what is written to a deleted file is lost, and what is
/// read from another belongs to another plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    #[cfg(unix)]
    place: (u64, u64),
}

impl Identity {
    pub(super) fn of(file: &Path) -> io::Result<Self> {
        let found = file.metadata()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Ok(Self { place: (found.dev(), found.ino()) })
        }
        // Elsewhere an open file can be neither moved nor deleted.
        #[cfg(not(unix))]
        {
            let _ = found;
            Ok(Self {})
        }
    }

    /// Refuses when the path does not mean this file any more.
    pub(super) fn refuse_another(self, file: &Path) -> Result<()> {
        if Self::of(file).is_ok_and(|found| found == self) {
            return Ok(());
        }
        Err(Error::Damaged {
            cause: format!(
                "The plan that was open, {}, was moved, deleted or replaced.",
                file.display()
            ),
            repair: "Nothing was changed. Put it back, or reconnect to go on with what is there.",
        })
    }
}

fn unusable(path: &Path, error: &io::Error) -> Error {
    Error::ReadOnly(format!("{} ({error})", path.display()))
}
