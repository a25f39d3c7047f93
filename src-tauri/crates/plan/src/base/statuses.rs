//! The words for where things stand, each with those of other tools for the same.

use crate::base::refs::Kind;
use crate::base::vocabulary::PlanWord;
use crate::base::word_enum::word_enum;

/// The words for where entities of a kind stand, to find them by.
#[must_use]
pub fn statuses_of(kind: Kind) -> Vec<PlanWord> {
    // A closed bet keeps its horizon, and a capture waits until it becomes something.
    const CLOSED: PlanWord =
        PlanWord::new(&["closed"], &["done", "complete", "completed", "finished"]);
    const WAITING: PlanWord = PlanWord::new(&["waiting"], &["inbox"]);
    match kind {
        Kind::Task => TaskStatus::WORDS.to_vec(),
        Kind::Project => ProjectStatus::WORDS.to_vec(),
        Kind::Bet => [Horizon::WORDS, &[CLOSED]].concat(),
        Kind::Problem => ProblemState::WORDS.to_vec(),
        Kind::Pain => PainState::WORDS.to_vec(),
        Kind::Capture => vec![WAITING],
        _ => Vec::new(),
    }
}

word_enum! {
    /// Where a project stands. Any move is allowed.
    ProjectStatus {
        /// A thought worth keeping.
        Idea = "idea" | "backlog",
        /// Clear enough to begin.
        Ready = "ready" | "todo" | "open",
        /// Under way.
        Building = "building" | "in_progress" | "doing" | "started",
        /// Finished.
        Done = "done" | "complete" | "completed" | "finished" | "closed",
        /// Given up, with a reason.
        Dropped = "dropped" | "archived" | "cancelled" | "canceled",
    }
}

impl ProjectStatus {
    /// Whether work on it is over.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

word_enum! {
    /// Where a task stands. Any move is allowed. Blocked is a flag, not a status.
    TaskStatus {
        /// Not begun.
        Todo = "todo" | "backlog" | "idea" | "ready" | "open",
        /// Begun.
        Doing = "doing" | "in_progress" | "building" | "started",
        /// Finished.
        Done = "done" | "complete" | "completed" | "finished" | "closed",
        /// Given up, with a reason.
        Dropped = "dropped" | "archived" | "cancelled" | "canceled",
    }
}

impl TaskStatus {
    /// Whether work on it is over.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

word_enum! {
    /// How urgent the person says a task is.
    Priority {
        /// First.
        P1 = "p1" as "P1" | "1" | "high",
        /// Second.
        P2 = "p2" as "P2" | "2" | "medium",
        /// Third.
        P3 = "p3" as "P3" | "3" | "low",
        /// Not said.
        None = "none",
    }
}

word_enum! {
    /// When a bet is meant to be taken: the dividers of the one list of bets.
    Horizon {
        /// Being worked on.
        Now = "now" | "current" | "active",
        /// As soon as there is room.
        Next = "next",
        /// Some day.
        Later = "later" | "someday" | "future",
        /// Not to be thought of, with a reason.
        Parked = "parked" | "on_hold" | "paused",
    }
}

word_enum! {
    /// How a bet ended.
    BetResult {
        /// It did what was believed.
        Won = "won" | "success" | "succeeded",
        /// It did not.
        Lost = "lost" | "failure" | "failed",
        /// Nobody can tell.
        Unclear = "unclear" | "mixed" | "inconclusive",
    }
}

word_enum! {
    /// Where a problem stands. Any move is allowed.
    ProblemState {
        /// Nothing is done about it.
        Open = "open" | "todo" | "unsolved",
        /// Work on it is under way.
        BeingSolved = "being_solved" | "in_progress" | "doing" | "started",
        /// It is gone.
        Solved = "solved" | "done" | "resolved" | "closed",
    }
}

word_enum! {
    /// Where a pain stands.
    PainState {
        /// As it was found.
        Open = "open" | "todo" | "unsolved",
        /// It costs more than before.
        Worse = "worse",
        /// It costs less than before.
        Better = "better" | "improved" | "eased",
        /// It is gone.
        Solved = "solved" | "done" | "resolved" | "closed",
    }
}
