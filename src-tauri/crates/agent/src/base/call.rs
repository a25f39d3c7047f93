//! Who calls, and on which plan.

use std::path::PathBuf;

use openbacklog_plan::{Actor, Mode, Plan};

/// Who calls, through which connection.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Whoever the log names.
    pub actor: Actor,
    /// What the connection may do.
    pub mode: Mode,
    /// The product the connection is bound to: its name or id.
    pub product: Option<String>,
    /// Where the caller works, the surest first: without a product's name, the
    /// one whose code is there is meant.
    pub folders: Vec<PathBuf>,
}

impl Caller {
    /// A caller bound to no product, who works in no known folder.
    #[must_use]
    pub fn new(actor: Actor, mode: Mode) -> Self {
        Self { actor, mode, product: None, folders: Vec::new() }
    }
}

/// One call of a verb: the plan it works on and who asks.
#[derive(Debug, Clone)]
pub struct Call {
    /// The plan.
    pub plan: Plan,
    /// The caller.
    pub caller: Caller,
}

/// A mode as a word.
#[must_use]
pub fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Read => "read",
        Mode::Build => "build",
        Mode::Plan => "plan",
    }
}
