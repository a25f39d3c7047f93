//! Who is at work on a task, as everyone else is told.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::base::actor::ActorName;

/// Who is at work on a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Holder {
    /// Whoever claimed it.
    pub by: ActorName,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when, unless they change something of it; none for the person.
    pub until: Option<DateTime<Utc>>,
}

impl fmt::Display for Holder {
    /// `held by Claude Code until 14:30 UTC`: the same bytes wherever it is read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "held by {}", self.by)?;
        match self.until {
            Some(until) => write!(f, " until {} UTC", until.format("%H:%M")),
            None => Ok(()),
        }
    }
}
