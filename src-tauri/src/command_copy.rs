//! A copy of the `openbacklog` command at one stable path, for client
//! configurations to point to: bundles move, and an `AppImage` is mounted
//! somewhere else each time.

use std::path::{Path, PathBuf};
use std::{fs, io};

use openbacklog_plan::make_private_folder;

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
    make_private_folder(&folder)?;
    remove_leftovers(&folder);
    let fresh = folder.join(format!("{NAME}.new-{}", std::process::id()));
    fs::copy(&source, &fresh)?;
    set_time_of(&source, &fresh)?;
    // A server that runs keeps the file it was started from. Windows lets such a
    // file be renamed but not replaced.
    if fs::rename(&fresh, &copy).is_err() {
        fs::rename(&copy, folder.join(format!("{NAME}.old-{}", std::process::id())))?;
        fs::rename(&fresh, &copy)?;
    }
    Ok(())
}

/// Removes what earlier renewals left; what still runs on Windows stays.
fn remove_leftovers(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let leftover = name.to_str().and_then(|name| name.strip_prefix(NAME));
        if leftover.is_some_and(|rest| rest.starts_with(".old-") || rest.starts_with(".new-")) {
            let _ = fs::remove_file(entry.path());
        }
    }
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
