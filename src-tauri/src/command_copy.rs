//! A copy of the `openbacklog` command at one stable path, for client
//! configurations to point to: bundles move, and an `AppImage` is mounted
//! somewhere else each time.

use std::path::{Path, PathBuf};
use std::{fs, io};

const NAME: &str = if cfg!(windows) { "openbacklog.exe" } else { "openbacklog" };

/// Where the copy is, or will be.
pub(crate) fn path(data_folder: &Path) -> PathBuf {
    data_folder.join("bin").join(NAME)
}

/// Renews the copy from the command beside this executable when the two differ.
pub(crate) fn renew(data_folder: &Path) -> io::Result<()> {
    let source = std::env::current_exe()?.with_file_name(NAME);
    let copy = path(data_folder);
    if !source.exists() || is_same(&source, &copy)? {
        return Ok(());
    }
    let folder = data_folder.join("bin");
    fs::create_dir_all(&folder)?;
    // A rename leaves running servers with the file they started from.
    let fresh = folder.join(format!("{NAME}.{}", std::process::id()));
    fs::copy(&source, &fresh)?;
    set_time_of(&source, &fresh)?;
    fs::rename(&fresh, &copy)
}

fn is_same(source: &Path, copy: &Path) -> io::Result<bool> {
    let (Ok(source), Ok(copy)) = (fs::metadata(source), fs::metadata(copy)) else {
        return Ok(false);
    };
    Ok(source.len() == copy.len() && source.modified()? == copy.modified()?)
}

fn set_time_of(source: &Path, copy: &Path) -> io::Result<()> {
    let modified = fs::metadata(source)?.modified()?;
    fs::OpenOptions::new().write(true).open(copy)?.set_modified(modified)
}
