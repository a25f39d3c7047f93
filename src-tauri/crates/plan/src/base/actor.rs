//! Who makes a change. No anonymous writes exist.

use serde::{Deserialize, Serialize};

use crate::base::bounds;
use crate::base::wording;

/// What sort of actor stands behind a change.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type, sqlx::Type,
)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
pub enum ActorKind {
    /// The person, by window, capture line or terminal.
    You,
    /// A named AI client.
    Ai,
    /// An import.
    Importer,
}

/// Whoever makes a change, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// What sort of actor.
    pub kind: ActorKind,
    /// The name shown beside the change: a connection's label, or `You`.
    pub name: String,
    /// The name and version the client claims for itself.
    pub client: Option<String>,
    /// The client's own session id, when it tells.
    pub session: Option<String>,
    /// The folder the client was started in.
    pub folder: Option<String>,
}

impl Actor {
    /// The person.
    #[must_use]
    pub fn you() -> Self {
        Self {
            kind: ActorKind::You,
            name: "You".to_owned(),
            client: None,
            session: None,
            folder: None,
        }
    }

    /// An AI client known by this label, on one line of at most 200 characters.
    #[must_use]
    pub fn ai(label: &str) -> Self {
        let name = match wording::cut_to_line(label, bounds::NAME) {
            name if name.is_empty() => "AI".to_owned(),
            name => name,
        };
        Self { kind: ActorKind::Ai, name, ..Self::you() }
    }

    /// The actor as the log can keep it: what clients claim is cut to one short
    /// line each.
    pub(crate) fn as_kept(&self) -> Self {
        let kept = |claimed: &Option<String>, most: usize| {
            let claimed = claimed.as_deref().map(|claimed| wording::cut_to_line(claimed, most));
            claimed.filter(|claimed| !claimed.is_empty())
        };
        Self {
            kind: self.kind,
            name: self.name.clone(),
            client: kept(&self.client, bounds::NAME),
            session: kept(&self.session, bounds::NAME),
            folder: kept(&self.folder, bounds::FOLDER),
        }
    }

    /// The actor as shown.
    #[must_use]
    pub fn shown(&self) -> ActorName {
        ActorName { kind: self.kind, name: self.name.clone() }
    }
}

/// An actor as shown beside what they did.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
pub struct ActorName {
    /// What sort of actor.
    pub kind: ActorKind,
    /// Their name.
    pub name: String,
}

impl ActorName {
    /// The stored form: `you`, `ai Claude Code`, `importer Backlog.md`.
    pub(crate) fn stored(&self) -> String {
        match self.kind {
            ActorKind::You => "you".to_owned(),
            ActorKind::Ai => format!("ai {}", self.name),
            ActorKind::Importer => format!("importer {}", self.name),
        }
    }
}

impl From<String> for ActorName {
    fn from(stored: String) -> Self {
        let (kind, name) = match stored.split_once(' ') {
            Some(("ai", name)) => (ActorKind::Ai, name),
            Some(("importer", name)) => (ActorKind::Importer, name),
            _ => (ActorKind::You, "You"),
        };
        Self { kind, name: name.to_owned() }
    }
}

/// As agents and the terminal read it, to whom "you" would be somebody else.
impl std::fmt::Display for ActorName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            ActorKind::You => f.write_str("the person"),
            ActorKind::Ai | ActorKind::Importer => f.write_str(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_says_of_itself_is_one_short_clean_line() {
        let mut actor = Actor::ai(" Ro\u{202E}bo\nthe\u{200B} second ");
        actor.client = Some("x".repeat(10_000));
        actor.session = Some("\u{0}\n".to_owned());
        actor.folder = Some("/home/me\u{1b}[2J".to_owned());
        let kept = actor.as_kept();
        assert_eq!(kept.name, "Robo the second");
        assert_eq!(kept.client.map(|client| client.len()), Some(200));
        assert_eq!(kept.session, None);
        assert_eq!(kept.folder.as_deref(), Some("/home/me[2J"));
        assert_eq!(Actor::ai("\u{200B}").name, "AI");
    }
}
