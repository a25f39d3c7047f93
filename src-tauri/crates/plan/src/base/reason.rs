//! Why a rule of the plan forbids a write: as data, and for a reader what is wrong
//! and how to mend it. The words fit a window, a terminal and an AI alike; a door
//! with verbs of its own says the repair in those.

use crate::base::wording;

/// Why the plan refuses what could be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// A short or hollow text would take the place of a long one.
    Guarded {
        /// The field.
        field: String,
        /// Characters it has.
        before: usize,
        /// Characters it would have.
        after: usize,
    },
    /// It, by its ref, is in the trash.
    InTrash(String),
    /// A pain cannot come back while one of its ends is in the trash.
    EndInTrash {
        /// The pain's ref.
        reference: String,
        /// The ref of the end.
        end: String,
    },
    /// It, by its ref or its name in quotation marks, is of another product.
    OtherProduct(String),
    /// Things would wait for each other: their refs, the first at the end again.
    Circle(Vec<String>),
    /// So many checks of a task were not answered.
    OpenChecks {
        /// Its ref.
        reference: String,
        /// How many are open.
        open: usize,
    },
    /// A report would finish a task without answering these of its checks.
    Unanswered {
        /// The task's ref.
        reference: String,
        /// Each with its number.
        checks: Vec<String>,
    },
    /// There is nothing left to do in the task.
    Over {
        /// Its ref.
        reference: String,
        /// Its status.
        status: &'static str,
        /// What was to be done with it.
        doing: &'static str,
    },
    /// A capture, by its ref, has become something.
    Placed(String),
    /// A persona and a problem have a pain already, by its ref.
    PairTaken(String),
    /// Only the person deletes a product.
    PersonOnly,
    /// The change or set is another's.
    NotYours(Undoable),
    /// The change or set was taken back before.
    AlreadyUndone(Undoable),
    /// Others have worked in the product, by its name, since an AI made it.
    OthersWorkedIn(String),
    /// Nothing that was done in this window still stands.
    NothingOfThisWindow,
    /// Nothing of this actor's still stands.
    NothingToUndo,
    /// This actor's latest change is no undo.
    NothingToRedo,
    /// Nothing of an AI still stands.
    NothingOfAi,
    /// All that could be taken back was changed again.
    NothingLeft,
    /// The first answer to this key cannot be given again.
    AnswerLost(String),
    /// The answer to a request with a key cannot be kept; what failed.
    AnswerUnkept(String),
    /// The system gives no random numbers; what failed.
    NoRandomness(String),
    /// There is at most one sample plan.
    SampleLoaded,
    /// There is no sample plan.
    SampleMissing,
}

impl Reason {
    /// What is wrong, and how to mend it.
    #[must_use]
    pub fn cause_and_repair(&self) -> (String, String) {
        match self {
            Self::Guarded { field, before, after } => {
                let field = wording::spoken(field);
                let cause =
                    format!("This would replace {before} characters of {field} by {after}.");
                said(cause, "Say so if that is meant.")
            }
            Self::InTrash(it) => {
                said(format!("{it} is in the trash."), "Restore it before changing it.")
            }
            Self::EndInTrash { reference, end } => said(
                format!("{reference} needs {end}, which is in the trash."),
                format!("Restore {end} first."),
            ),
            Self::OtherProduct(it) => said(
                format!("{it} belongs to another product."),
                "Choose something of the same product.",
            ),
            Self::Circle(path) => said(
                format!("That would be a circle: {}.", path.join(" → ")),
                "Remove one of these links first.",
            ),
            Self::OpenChecks { reference, open } => said(
                format!("{open} of the checks of {reference} are open."),
                "Say of each whether it is met, and how you know.",
            ),
            Self::Unanswered { reference, checks } => said(
                format!(
                    "{reference} is not done until each check is answered: {}.",
                    checks.join(", ")
                ),
                "Say of each whether it is met, and how you know.",
            ),
            Self::Over { reference, status, doing } => {
                said(format!("{reference} is {status}."), format!("Reopen it before {doing} it."))
            }
            Self::Placed(it) => {
                said(format!("{it} was placed already."), "Undo its placing to change it.")
            }
            Self::PairTaken(pain) => said(
                format!("{pain} is there already, and a pair has one pain."),
                "Change that one instead.",
            ),
            Self::PersonOnly => {
                said("Deleting a product is the person's alone.", "Ask them to do it.")
            }
            Self::SampleLoaded => {
                said("The sample plan is here already.", "Remove it to load it afresh.")
            }
            Self::SampleMissing => said(
                "The sample plan is not loaded, so nothing was removed.",
                "Load it to look around in it.",
            ),
            Self::AnswerLost(key) => said(
                format!("The key “{key}” was used before, and its answer can no longer be read."),
                "See what it did before sending it with a new key.",
            ),
            Self::AnswerUnkept(failure) => said(
                format!("The answer could not be kept: {failure}."),
                "Send the request without a key.",
            ),
            Self::NoRandomness(failure) => {
                said(format!("No random numbers are to be had: {failure}."), "Try again later.")
            }
            undo => undo.of_an_undo(),
        }
    }

    /// The reasons that stand in the way of an undo.
    fn of_an_undo(&self) -> (String, String) {
        match self {
            Self::NotYours(what) => said(
                format!("{what} is not yours to undo."),
                "List your own changes and undo one of those.",
            ),
            Self::AlreadyUndone(what) => {
                said(format!("{what} has been undone already."), "Choose another.")
            }
            Self::OthersWorkedIn(name) => said(
                format!(
                    "Others have worked in “{name}” since you made it, so deleting it is the person's alone."
                ),
                "Ask them to do it.",
            ),
            Self::NothingOfThisWindow => said(
                "There is nothing left to undo of what you did in this window.",
                "Earlier work is undone from Activity, and a product is deleted by its name.",
            ),
            Self::NothingToRedo => said(
                "There is nothing to redo.",
                "What you undo can be, until you change something else.",
            ),
            Self::NothingOfAi => said(
                "No AI has changed anything that still stands.",
                "What one changes from now on can be taken back.",
            ),
            Self::NothingLeft => said(
                "Nothing was taken back: all of it was changed again later, or it changed nothing of the plan.",
                "Set back by hand what should be as it was.",
            ),
            _ => said(
                "There is nothing of yours to undo.",
                "What you change from now on can be; the making of a product is undone by its number alone, which puts it into the trash.",
            ),
        }
    }
}

/// What an undo takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undoable {
    /// One change.
    Change(u32),
    /// All changes of a set.
    Set(u32),
}

impl std::fmt::Display for Undoable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Change(seq) => write!(f, "Change {seq}"),
            Self::Set(set) => write!(f, "Change set {set}"),
        }
    }
}

fn said(cause: impl Into<String>, repair: impl Into<String>) -> (String, String) {
    (cause.into(), repair.into())
}
