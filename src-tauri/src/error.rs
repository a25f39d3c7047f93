//! Errors on their way to the window: a code to branch on and a sentence to show.

use openbacklog_plan::{Error, Reason, StillOpen};
use serde::Serialize;
use specta::Type;

/// The kinds of failure the window treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ErrorCode {
    /// A value the plan cannot hold.
    Invalid,
    /// Nothing like that is there.
    NotFound,
    /// The field was changed meanwhile.
    Conflict,
    /// Tasks would be done with checks still open: a question to the person.
    OpenChecks,
    /// A rule of the plan.
    Refused,
    /// The guard over long texts, which a write with `replace` passes.
    Guarded,
    /// Another program holds the plan.
    Busy,
    /// The plan cannot be written or opened.
    ReadOnly,
    /// Anything else.
    Internal,
}

/// What was stored meanwhile.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct WireConflict {
    /// The value now stored.
    pub(crate) current: String,
    /// The rev now current.
    pub(crate) rev: u32,
    /// Who changed it.
    pub(crate) by: String,
}

/// A failure, as the window gets it.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct WireError {
    /// What sort of failure.
    pub(crate) code: ErrorCode,
    /// What is wrong and how to mend it.
    pub(crate) message: String,
    /// The input field at fault, when one is.
    pub(crate) field: Option<String>,
    /// For a conflict: what was stored meanwhile.
    pub(crate) conflict: Option<Box<WireConflict>>,
    /// For open checks: the tasks that have them.
    pub(crate) open_checks: Vec<StillOpen>,
}

/// The result of every command.
pub(crate) type Result<T> = std::result::Result<T, WireError>;

impl WireError {
    /// A failure outside the plan.
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::plain(ErrorCode::Internal, message.into())
    }

    fn plain(code: ErrorCode, message: String) -> Self {
        Self { code, message, field: None, conflict: None, open_checks: Vec::new() }
    }
}

impl From<Error> for WireError {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::Invalid { .. } | Error::Word { .. } | Error::Field { .. } => ErrorCode::Invalid,
            Error::NotFound { .. } => ErrorCode::NotFound,
            Error::Conflict(_) => ErrorCode::Conflict,
            Error::Refused(Reason::Guarded { .. }) => ErrorCode::Guarded,
            Error::OpenChecks(_) => ErrorCode::OpenChecks,
            Error::Refused(_) | Error::Batch(_) => ErrorCode::Refused,
            Error::Busy => ErrorCode::Busy,
            Error::ReadOnly(_) | Error::Newer { .. } | Error::Damaged { .. } => ErrorCode::ReadOnly,
            _ => ErrorCode::Internal,
        };
        let plain = Self::plain(code, error.to_string());
        match error {
            Error::Invalid { field, .. } => Self { field: Some(field.to_owned()), ..plain },
            Error::Conflict(conflict) => Self {
                field: Some(conflict.first.field),
                conflict: Some(Box::new(WireConflict {
                    current: conflict.first.current,
                    rev: conflict.rev,
                    by: conflict.first.by.name,
                })),
                ..plain
            },
            Error::OpenChecks(open_checks) => Self { open_checks, ..plain },
            _ => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_guard_may_be_overruled() {
        let code = |reason: Reason| WireError::from(Error::Refused(reason)).code;
        let guarded = Reason::Guarded { field: "why".to_owned(), before: 400, after: 3 };
        assert_eq!(code(guarded), ErrorCode::Guarded);
        assert_eq!(code(Reason::InTrash("T-1".to_owned())), ErrorCode::Refused);
    }

    #[test]
    fn what_a_person_reads_names_no_argument() {
        let guarded = Reason::Guarded { field: "why_line".to_owned(), before: 400, after: 3 };
        assert_eq!(
            WireError::from(Error::Refused(guarded)).message,
            "This would replace 400 characters of why line by 3. Say so if that is meant."
        );
    }
}
