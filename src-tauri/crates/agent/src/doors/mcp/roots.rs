//! Where a client of the handshake era says it works.
//!
//! Asked once the client is ready, and again when it says that its roots changed; a
//! call waits only a moment for the first answer.

// Roots are deprecated from 2026-07-28 on, where nothing asks for them; clients of
// the handshake era have no other way to say where they work.
#![expect(deprecated, reason = "what the handshake era has")]

use std::{path::PathBuf, sync::Arc, time::Duration};

use percent_encoding::percent_decode_str;
use rmcp::{RoleServer, service::Peer};
use tokio::sync::watch;

/// How long a call waits for an answer that is under way.
const PATIENCE: Duration = Duration::from_millis(300);
/// After this an answer is given up.
const GIVEN_UP: Duration = Duration::from_secs(10);
/// More roots than this are not looked at.
const MOST_ROOTS: usize = 32;

#[derive(Debug, Clone, Default)]
enum Known {
    /// Nothing is to be waited for.
    #[default]
    Nothing,
    Asked,
    Told(Vec<PathBuf>),
}

/// The roots of one connection.
#[derive(Debug, Clone)]
pub(super) struct Roots(Arc<watch::Sender<Known>>);

impl Roots {
    pub(super) fn unknown() -> Self {
        Self(Arc::new(watch::Sender::new(Known::Nothing)))
    }

    /// Asks the client, if it said that it has roots; the answer comes later.
    pub(super) fn ask(&self, peer: &Peer<RoleServer>) {
        let has = peer.peer_info().is_some_and(|client| client.capabilities.roots.is_some());
        if !has {
            return;
        }
        self.0.send_if_modified(|known| {
            // What was told last holds until there is something newer.
            let first = matches!(known, Known::Nothing);
            if first {
                *known = Known::Asked;
            }
            first
        });
        let (known, peer) = (self.0.clone(), peer.clone());
        tokio::spawn(async move {
            let answer = tokio::time::timeout(GIVEN_UP, peer.list_roots()).await;
            let told = match answer {
                Ok(Ok(answer)) => {
                    let folders = answer.roots.iter().filter_map(|root| folder(&root.uri));
                    Known::Told(folders.take(MOST_ROOTS).collect())
                }
                Ok(Err(error)) => {
                    tracing::debug!(%error, "the client did not tell its roots");
                    Known::Nothing
                }
                Err(_) => Known::Nothing,
            };
            known.send_if_modified(|now| {
                let newer = matches!(told, Known::Told(_)) || matches!(now, Known::Asked);
                if newer {
                    *now = told;
                }
                newer
            });
        });
    }

    /// The folders told, after a moment's wait when they are under way.
    pub(super) async fn folders(&self) -> Vec<PathBuf> {
        let mut known = self.0.subscribe();
        let answered = known.wait_for(|known| !matches!(known, Known::Asked));
        match tokio::time::timeout(PATIENCE, answered).await {
            Ok(Ok(known)) => match &*known {
                Known::Told(folders) => folders.clone(),
                Known::Nothing | Known::Asked => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}

/// The folder that a `file:` address means; `None` for any other.
fn folder(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once("://")?;
    let (host, path) = rest.split_at(rest.find('/')?);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let drive = path.strip_prefix('/').filter(|path| {
        let mut letters = path.chars();
        letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next() == Some(':')
    });
    Some(match (host, drive) {
        ("" | "localhost", Some(drive)) => drive.into(),
        ("" | "localhost", None) => path.into_owned().into(),
        (host, _) => format!(r"\\{host}{}", path.replace('/', r"\")).into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_the_folder_of_its_own_system() {
        for (uri, expected) in [
            ("file:///home/me/my%20code", "/home/me/my code"),
            ("file://localhost/home/me", "/home/me"),
            ("FILE:///home/me/", "/home/me/"),
            ("file:///C:/code/site", "C:/code/site"),
            ("file:///c%3A/code", "c:/code"),
            ("file://host/share/site", r"\\host\share\site"),
        ] {
            assert_eq!(folder(uri), Some(PathBuf::from(expected)), "{uri}");
        }
        for uri in ["", "https://example.com/a", "file:", "file://", "/home/me", "file:///%FF"] {
            assert_eq!(folder(uri), None, "{uri}");
        }
    }
}
