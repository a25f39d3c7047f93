//! Who makes a change. No anonymous writes exist.

use serde::{Deserialize, Serialize};

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

    /// An AI client known by this label.
    #[must_use]
    pub fn ai(label: &str) -> Self {
        Self { kind: ActorKind::Ai, name: label.to_owned(), ..Self::you() }
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
