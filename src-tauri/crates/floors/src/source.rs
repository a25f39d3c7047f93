//! The files of one crate, read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::paths::{Module, Place, read};

/// The source of one crate, as far as it says who uses whom.
#[derive(Debug, Default)]
pub struct Source {
    pub(crate) modules: BTreeMap<Place, Module>,
    /// The path of each file below the folder, by its module.
    files: BTreeMap<Place, String>,
    tests: BTreeSet<Place>,
}

/// A source that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    /// A file or folder is missing or closed to us.
    #[error("{0} cannot be read: {1}")]
    File(PathBuf, std::io::Error),
    /// A file is not Rust.
    #[error("{0} is not Rust: {1}")]
    Text(String, proc_macro2::LexError),
}

impl Source {
    /// Reads every Rust file below `folder`, the `src` of a crate.
    pub fn read(folder: &Path) -> Result<Self, Unread> {
        let mut found = Vec::new();
        collect(folder, &mut found)?;
        let mut files = Vec::new();
        for path in found {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Unread::File(path.clone(), error))?;
            let below = path.strip_prefix(folder).unwrap_or(&path);
            let words: Vec<_> = below.iter().map(|word| word.to_string_lossy()).collect();
            files.push((words.join("/"), text));
        }
        let files: Vec<_> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        Self::of(&files)
    }

    /// Reads files given as their path below the folder and their text.
    pub(crate) fn of(files: &[(&str, &str)]) -> Result<Self, Unread> {
        let mut source = Self::default();
        for (name, text) in files {
            let place = place_of(name);
            // Beside a library, the main file is a crate of its own.
            if source.files.contains_key(&place) {
                continue;
            }
            let reading =
                read(&place, text).map_err(|error| Unread::Text((*name).to_owned(), error))?;
            source.files.insert(place, (*name).to_owned());
            source.modules.extend(reading.modules);
            source.tests.extend(reading.tests);
        }
        Ok(source)
    }

    /// The module of the file in which a module stands.
    pub(crate) fn file_of(&self, place: &Place) -> Option<Place> {
        (0..=place.len())
            .rev()
            .map(|n| place[..n].to_vec())
            .find(|file| self.files.contains_key(file))
    }

    /// The path of a module's file, as a sentence names it.
    pub(crate) fn name_of(&self, file: &Place) -> String {
        self.files.get(file).cloned().unwrap_or_else(|| file.join("/"))
    }

    /// The modules that have a file and are built into the product.
    pub(crate) fn built(&self) -> impl Iterator<Item = &Place> {
        self.files.keys().filter(|place| !place.is_empty() && !self.only_for_tests(place))
    }

    pub(crate) fn only_for_tests(&self, place: &Place) -> bool {
        (0..=place.len()).any(|n| self.tests.contains(&place[..n]))
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Unread> {
    let unread = |error| Unread::File(folder.to_owned(), error);
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}

/// The module of a file: `a/b.rs` and `a/b/mod.rs` are both `a::b`.
fn place_of(name: &str) -> Place {
    let mut place: Place = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    let root = place.len() == 1 && matches!(place[0].as_str(), "lib" | "main");
    if root || place.last().is_some_and(|word| word == "mod") {
        place.pop();
    }
    place
}
