//! What a capture is, and what it may become.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;
use crate::base::change::Written;
use crate::base::ids::{CaptureId, ProductId, ProjectId};
use crate::base::refs::{Kind, Link};
use crate::base::word_enum::word_enum;

word_enum! {
    /// The door a capture came through.
    CaptureSource {
        /// The global shortcut.
        Hotkey = "hotkey",
        /// The tray's menu.
        Tray = "tray",
        /// The terminal.
        Cli = "cli",
        /// An AI client.
        Ai = "ai",
        /// Pasted text.
        Paste = "paste",
        /// A link.
        Link = "link",
        /// The window.
        App = "app",
    }
}

/// A thought not yet placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Capture {
    /// Its id.
    pub id: CaptureId,
    /// Its product.
    pub product_id: ProductId,
    /// Its short ref, `K-3`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The thought.
    pub text: String,
    /// What belongs to it.
    pub note: String,
    /// The door it came through.
    pub source: CaptureSource,
    /// Free labels.
    pub labels: Vec<String>,
    /// Grows by one with each change.
    pub rev: u32,
    /// When it was captured.
    pub created_at: DateTime<Utc>,
    /// Who captured it.
    pub created_by: ActorName,
    /// Up to three open projects whose names share words with it, best first.
    pub looks_like: Vec<Link>,
    /// What its line names, then up to three open bets and problems whose names
    /// share words with it, best first.
    pub suggested: Vec<Link>,
}

/// What a capture becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum CaptureTarget {
    /// A task in this project.
    Task {
        /// The project.
        project_id: ProjectId,
    },
    /// A project.
    Project,
    /// A persona.
    Persona,
    /// A problem.
    Problem,
    /// A pillar.
    Pillar,
    /// An outcome.
    Outcome,
    /// A bet.
    Bet,
    /// A piece of evidence.
    Evidence,
    /// A decision.
    Decision,
}

impl CaptureTarget {
    /// The kind of what it makes.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Task { .. } => Kind::Task,
            Self::Project => Kind::Project,
            Self::Persona => Kind::Persona,
            Self::Problem => Kind::Problem,
            Self::Pillar => Kind::Pillar,
            Self::Outcome => Kind::Outcome,
            Self::Bet => Kind::Bet,
            Self::Evidence => Kind::Evidence,
            Self::Decision => Kind::Decision,
        }
    }
}

/// What a captured or placed line made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Captured {
    /// The change.
    pub written: Written,
    /// What it made: a capture, or what the line or its placing says.
    pub made: Link,
    /// What the line's reader should know, one sentence each.
    pub messages: Vec<String>,
}
