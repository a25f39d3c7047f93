//! The code folders of products, and which product a folder belongs to.
//!
//! A plan may be written on one system and read on another, so a path is judged
//! by its own form. One with a drive (`C:\code`, `C:/code`) or a share (`\\host\code`)
//! is a Windows path: `/` and `\` both part its names, and letter case does not
//! matter. Any other begins with `/`; there letter case matters, except on macOS,
//! whose file systems ignore it unless they are set up otherwise.

use std::path::Path;

use super::sql;
use crate::base::change::Change;
use crate::base::error::{Error, Result};
use crate::base::ids::ProductId;
use crate::base::text;

/// The folders of one product.
#[derive(sqlx::FromRow)]
pub(super) struct Owned {
    id: ProductId,
    name: String,
    #[sqlx(json)]
    folders: Vec<String>,
}

/// Whether letter case tells two `/` paths apart.
#[derive(Clone, Copy)]
enum Case {
    Matters,
    Ignored,
}

const HERE: Case = if cfg!(target_os = "macos") { Case::Ignored } else { Case::Matters };

/// The folders as they are kept: trimmed, each once, absolute, and none that
/// another product has.
pub(super) async fn checked(
    change: &mut Change,
    id: &ProductId,
    given: &[String],
) -> Result<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    let mut seen = Vec::new();
    let others = sql::folders(change.conn()).await?;
    for folder in text::list("folders", given)? {
        let names = names(&folder, HERE).ok_or_else(|| {
            Error::invalid(
                "folders",
                format!("“{folder}” is not a whole path."),
                "Write it from the root, such as /home/me/code or C:\\code.",
            )
        })?;
        if let Some(other) = others.iter().find(|o| o.id != *id && o.has(&names)) {
            return Err(Error::invalid(
                "folders",
                format!("“{folder}” belongs to “{}”.", other.name),
                "Take it away there first, or choose another folder.",
            ));
        }
        if !seen.contains(&names) {
            seen.push(names);
            kept.push(folder);
        }
    }
    Ok(kept)
}

/// The product with the nearest folder at or above this one.
pub(super) fn owner(owned: &[Owned], folder: &str) -> Option<ProductId> {
    let wanted = names(folder, HERE)?;
    let mut nearest: Option<(usize, &ProductId)> = None;
    for product in owned {
        for names in product.folders.iter().filter_map(|f| names(f, HERE)) {
            let nearer = nearest.is_none_or(|(depth, _)| names.len() > depth);
            if nearer && wanted.starts_with(&names) {
                nearest = Some((names.len(), &product.id));
            }
        }
    }
    nearest.map(|(_, id)| id.clone())
}

/// The same where the folders really are, since one may be reached through a link.
pub(super) fn owner_by_links(mut owned: Vec<Owned>, folder: &Path) -> Option<ProductId> {
    let folder = std::fs::canonicalize(folder).ok()?;
    for folder in owned.iter_mut().flat_map(|product| &mut product.folders) {
        if let Ok(real) = std::fs::canonicalize(&*folder) {
            *folder = real.to_string_lossy().into_owned();
        }
    }
    owner(&owned, &folder.to_string_lossy())
}

/// When a product's row is put back: it loses the folders that another product
/// was given meanwhile.
pub(crate) async fn yield_folders(change: &mut Change, id: &str) -> Result<()> {
    let all = sql::folders(change.conn()).await?;
    let Some(own) = all.iter().find(|o| o.id.as_str() == id) else { return Ok(()) };
    let taken = |folder: &&String| {
        names(folder, HERE).is_some_and(|n| all.iter().any(|o| o.id != own.id && o.has(&n)))
    };
    let kept: Vec<String> = own.folders.iter().filter(|f| !taken(f)).cloned().collect();
    if kept.len() < own.folders.len() {
        sql::set_folders(change, &own.id, &kept).await?;
    }
    Ok(())
}

impl Owned {
    fn has(&self, wanted: &[String]) -> bool {
        self.folders.iter().filter_map(|f| names(f, HERE)).any(|n| n == wanted)
    }
}

/// The names along an absolute path from its root, which is the first, as they
/// are compared; `None` for any other text.
fn names(path: &str, case: Case) -> Option<Vec<String>> {
    let path = path.trim();
    let verbatim = path.strip_prefix(r"\\?\").unwrap_or(path);
    let share = match verbatim.strip_prefix(r"UNC\") {
        Some(share) if verbatim.len() < path.len() => Some(share),
        _ => verbatim.strip_prefix(r"\\"),
    };
    let drive = verbatim.split_once(':').filter(|(drive, rest)| {
        drive.len() == 1
            && drive.starts_with(|c: char| c.is_ascii_alphabetic())
            && rest.starts_with(['/', '\\'])
    });
    let (root, rest, marks): (String, &str, &[char]) = match (share, drive) {
        (Some(share), _) => (r"\\".to_owned(), share, &['/', '\\']),
        (None, Some((drive, rest))) => (format!("{drive}:"), rest, &['/', '\\']),
        (None, None) => ("/".to_owned(), verbatim.strip_prefix('/')?, &['/']),
    };
    let ignored = marks.len() > 1 || matches!(case, Case::Ignored);
    let folded = |name: &str| if ignored { name.to_lowercase() } else { name.to_owned() };
    let mut names = vec![folded(&root)];
    for name in rest.split(marks) {
        match name {
            "" | "." => {}
            ".." => names.truncate(names.len().saturating_sub(1).max(1)),
            name => names.push(folded(name)),
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str, case: Case) -> bool {
        let (one, other) = (names(one, case), names(other, case));
        one.is_some() && one == other
    }

    #[test]
    fn a_path_is_judged_by_its_own_form() {
        for (one, other) in [
            ("/home/me/code", "/home/me/code/"),
            ("/home/me/code", "/home/me//./code"),
            ("/home/me/code", "/home/me/old/../code"),
            (r"C:\Code\Acme", "c:/code/acme/"),
            (r"C:\Code\Acme", r"\\?\C:\code\acme"),
            (r"\\host\share\Acme", r"\\HOST\share\acme"),
            (r"\\host\share\Acme", r"\\?\UNC\host\share\acme"),
            ("/", "/.."),
        ] {
            assert!(same(one, other, Case::Matters), "{one} {other}");
        }
        for (one, other) in [
            ("/home/me/code", "/home/me/Code"),
            ("/home/me/code", r"/home/me\code"),
            (r"C:\code", r"D:\code"),
            (r"C:\code", r"\\c\code"),
            ("/home/me", "/home"),
        ] {
            assert!(!same(one, other, Case::Matters), "{one} {other}");
        }
        assert!(same("/Users/me/Code", "/users/me/code", Case::Ignored));
    }

    #[test]
    fn a_path_that_does_not_begin_at_a_root_is_none() {
        for path in ["", "code", "./code", "~/code", "C:code", "C:", "file:///code", r"\code"] {
            assert_eq!(names(path, Case::Matters), None, "{path}");
        }
    }
}
