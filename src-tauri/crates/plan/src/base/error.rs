//! What can go wrong, each as one clear sentence that says how to mend it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::base::actor::ActorName;
use crate::base::holder::Holder;
use crate::base::reason::Reason;
use crate::base::refs::{Kind, Link};
use crate::base::wording;

/// Why a plan refused or failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A value the plan cannot hold.
    #[error("{}", joined(self))]
    Invalid {
        /// The input field at fault.
        field: &'static str,
        /// What is wrong.
        cause: String,
        /// How to mend it.
        repair: String,
    },
    /// A word where only a few will do.
    #[error("{}", joined(self))]
    Word {
        /// The input field at fault.
        field: &'static str,
        /// What was said.
        said: String,
        /// The word that was probably meant.
        nearest: Option<&'static str>,
        /// The words that would do.
        allowed: Vec<&'static str>,
    },
    /// A field that entities of this kind do not have.
    #[error("{}", joined(self))]
    Field {
        /// The kind.
        kind: Kind,
        /// What was given.
        said: String,
        /// The field that was probably meant.
        nearest: Option<&'static str>,
        /// The fields it has.
        allowed: Vec<&'static str>,
    },
    /// Nothing has this id, ref or name.
    #[error("{}", joined(self))]
    NotFound {
        /// What was asked for, as given.
        wanted: String,
        /// Up to three entities with the nearest names.
        nearest: Vec<Link>,
    },
    /// The field was changed since the rev this write was based on.
    #[error("{0}")]
    Conflict(Box<Conflict>),
    /// The write needs an explicit word, or would break a rule of the plan.
    #[error("{}", joined(self))]
    Refused(Reason),
    /// Tasks would be done with checks still open; the person is asked first.
    #[error("{}", joined(self))]
    OpenChecks(Vec<StillOpen>),
    /// The task cannot be claimed, or none can.
    #[error("{}", joined(self))]
    NotFree(Box<NotFree>),
    /// A local name that no item of the batch goes by.
    #[error("{}", joined(self))]
    Unnamed {
        /// The name, as given.
        local: String,
    },
    /// Items of a batch are wrong; nothing was saved.
    #[error("{}", batch(.0))]
    Batch(Vec<BadItem>),
    /// Another process kept the plan locked for longer than 5 s.
    #[error("{}", joined(self))]
    Busy,
    /// The folder or file cannot be written.
    #[error("{}", joined(self))]
    ReadOnly(String),
    /// The file was written by a newer version.
    #[error("{}", joined(self))]
    Newer {
        /// The file's version.
        found: u32,
        /// The newest version this program knows.
        known: u32,
    },
    /// The database is missing where traces of one remain, or is damaged.
    #[error("{}", joined(self))]
    Damaged {
        /// What is wrong.
        cause: String,
        /// How to mend it.
        repair: &'static str,
    },
    /// A failure of the database itself.
    #[error("{}", joined(self))]
    Database(sqlx::Error),
}

/// An entity that moved on since the writer read it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{by} changed {field} of {reference} meanwhile (rev {rev}). Read it again, then save on top of rev {rev}.",
    by = .first.by.name,
    field = .first.field
)]
pub struct Conflict {
    /// The entity's ref.
    pub reference: String,
    /// The rev now current.
    pub rev: u32,
    /// The first field that both changed.
    pub first: Moved,
    /// The other fields that both changed.
    pub also: Vec<Moved>,
}

/// A field that was changed since the writer read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The field.
    pub field: String,
    /// The value now stored.
    pub current: String,
    /// Who changed it.
    pub by: ActorName,
    /// When.
    pub at: DateTime<Utc>,
}

/// A task that would be done with checks still open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct StillOpen {
    /// The task.
    pub task: Link,
    /// What its open checks say.
    pub checks: Vec<String>,
}

/// Why a task cannot be claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFree {
    /// The task asked for; none when any would have done.
    pub reference: Option<String>,
    /// The reason, as a sentence.
    pub why: String,
    /// Who holds it, when that is the reason.
    pub held: Option<Holder>,
    /// Up to three tasks that are free, best first.
    pub free: Vec<Link>,
}

/// One item of a batch that is wrong.
#[derive(Debug)]
pub struct BadItem {
    /// Its place in the batch, counted from 1.
    pub index: usize,
    /// Its local name, if it has one.
    pub local: Option<String>,
    /// What is wrong with it.
    pub error: Box<Error>,
}

/// The result of anything a plan does.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn invalid(
        field: &'static str,
        cause: impl Into<String>,
        repair: impl Into<String>,
    ) -> Self {
        Self::Invalid { field, cause: cause.into(), repair: repair.into() }
    }

    pub(crate) fn damaged(cause: impl Into<String>) -> Self {
        Self::Damaged { cause: cause.into(), repair: "Nothing was changed; restore a backup." }
    }

    pub(crate) fn not_found(wanted: impl Into<String>) -> Self {
        Self::NotFound { wanted: wanted.into(), nearest: Vec::new() }
    }

    /// What is wrong, and how to mend it; nothing for the latter where the former is
    /// about several things, each with its own.
    #[must_use]
    pub fn cause_and_repair(&self) -> (String, String) {
        let meant = |nearest: Option<&str>| {
            nearest.map_or_else(String::new, |nearest| format!("Did you mean {nearest}? "))
        };
        match self {
            Self::Invalid { cause, repair, .. } => (cause.clone(), repair.clone()),
            Self::Word { field, said, nearest, allowed } => (
                format!("{field} cannot be “{said}”."),
                format!("{}Use one of: {}.", meant(*nearest), allowed.join(", ")),
            ),
            Self::Field { kind, said, nearest, allowed } => (
                format!("{} has no {said}.", wording::sentence(kind.one())),
                format!("{}Its fields are {}.", meant(*nearest), allowed.join(", ")),
            ),
            Self::NotFound { wanted, nearest } => {
                (format!("Nothing here is called {wanted}."), nearest_of(nearest))
            }
            Self::Refused(reason) => reason.cause_and_repair(),
            Self::OpenChecks(tasks) => {
                let tasks: Vec<String> = tasks.iter().map(ToString::to_string).collect();
                (
                    format!("Checks are open: {}.", tasks.join("; ")),
                    "Tick them, or say that it is done all the same.".to_owned(),
                )
            }
            Self::NotFree(not_free) => (not_free.why.clone(), not_free.repair()),
            Self::Unnamed { local } => (
                format!("No item of this batch is called {local}."),
                "Give one that local id.".to_owned(),
            ),
            Self::Conflict(_) | Self::Batch(_) => (self.to_string(), String::new()),
            failure => failure.of_the_store(),
        }
    }

    /// What keeps the plan from being read or written, and what to do about it.
    fn of_the_store(&self) -> (String, String) {
        let (cause, repair) = match self {
            Self::ReadOnly(why) => (
                format!("The plan cannot be written: {why}."),
                "Nothing was changed. Check the folder's permissions and free space.",
            ),
            Self::Newer { found, known } => (
                format!(
                    "OpenBacklog was updated: this plan is version {found}, and this program reads up to version {known}."
                ),
                "Reconnect or update it.",
            ),
            Self::Damaged { cause, repair } => (cause.clone(), *repair),
            Self::Database(source) => {
                (format!("The plan's database failed: {source}."), "Nothing was changed.")
            }
            _ => (
                "Another program is using the plan right now.".to_owned(),
                "Nothing was lost; try again.",
            ),
        };
        (cause, repair.to_owned())
    }
}

impl std::fmt::Display for StillOpen {
    /// `T-3 “it survives a restart”, “tests pass”`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let checks: Vec<String> = self.checks.iter().map(|text| format!("“{text}”")).collect();
        write!(f, "{} {}", self.task.reference, checks.join(", "))
    }
}

impl NotFree {
    /// What to claim instead.
    fn repair(&self) -> String {
        let free: Vec<String> =
            self.free.iter().map(|l| format!("{} “{}”", l.reference, l.name)).collect();
        match (free.as_slice(), &self.reference) {
            ([], None) => String::new(),
            ([], Some(_)) => "Nothing else is free now.".to_owned(),
            (free, _) => format!("Free: {}.", free.join(", ")),
        }
    }
}

fn joined(error: &Error) -> String {
    let (cause, repair) = error.cause_and_repair();
    format!("{cause} {repair}").trim_end().to_owned()
}

fn batch(bad: &[BadItem]) -> String {
    let lines: Vec<String> = bad
        .iter()
        .map(|item| {
            let local = item.local.as_deref().map(|l| format!(" ({l})")).unwrap_or_default();
            format!("Item {}{local}: {}", item.index, item.error)
        })
        .collect();
    format!("{} Nothing was saved.", lines.join(" "))
}

fn nearest_of(nearest: &[Link]) -> String {
    if nearest.is_empty() {
        return "Search for it by name.".to_owned();
    }
    let names: Vec<String> =
        nearest.iter().map(|l| format!("{} “{}”", l.reference, l.name)).collect();
    format!("Nearest: {}.", names.join(", "))
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let primary = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .and_then(|c| c.parse::<u32>().ok())
            .map(|code| code & 0xff);
        // https://sqlite.org/rescode.html
        match primary {
            Some(5 | 6) => Self::Busy,
            Some(3 | 8 | 10 | 13 | 14) => Self::ReadOnly(plain(&error)),
            Some(11 | 26) => {
                Self::damaged(format!("The plan's database is damaged: {}.", plain(&error)))
            }
            _ if matches!(error, sqlx::Error::PoolTimedOut) => Self::Busy,
            _ => Self::Database(error),
        }
    }
}

fn plain(error: &sqlx::Error) -> String {
    error.as_database_error().map_or_else(|| error.to_string(), |e| e.message().to_owned())
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(error)
            | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::damaged(format!("The plan could not be brought up to date: {other}.")),
        }
    }
}
