//! Everything OpenBacklog knows about a plan.
//!
//! A plan answers, before any code is written, who a product is for, what work
//! there is and why each piece of it is worth doing. This crate holds the words,
//! the rules and the one file; it knows nothing of windows, HTTP or MCP.
//!
//! # The words
//!
//! ```text
//! Vision
//!   └─ Pillar (we will / we won't)
//!        └─ Outcome (12 % → 40 %)                 Persona ──Pain── Problem ◄── Evidence
//!             └─ Bet (now · 2 weeks) ─────────────────┴───────────────┘
//!                  └─ Project (why · what · out)   ◄── Decision
//!                       └─ Task (steps · checks)
//! ```
//!
//! A [`Product`] is the thing being built; its *vision* says what changes for
//! people if it works. Who hurts and from what is the diagnosis: a [`Persona`], a
//! [`Problem`], the [`Pain`] one causes the other, and [`Evidence`] of it. What to
//! win on is the policy: a [`Pillar`] says what is refused for it, an [`Outcome`]
//! gives the number that shows it works. What is done about it is the action: a
//! [`Bet`] gives a problem area a fixed time, a [`Project`] is a piece of work with
//! its *why*, a [`Task`] one step of it, small enough for one sitting, with *steps*
//! (how) and *checks* (how one knows it is done). A [`Decision`] may be about any
//! of these, and a [`Capture`] is a thought not yet placed.
//!
//! Only a name is ever required. What is missing is shown as a [`Gap`], never
//! enforced; limits are soft and explain themselves.
//!
//! Four things are computed, never stored: the [why-chain](Plan::why) from a task up
//! to the vision, the [brief](Plan::brief) that puts the whole reason of a piece of
//! work on one page, the [gaps](Plan::gaps), and [what is next](Plan::next), with
//! its reasons in words.
//!
//! # The one path of a change
//!
//! A click, an AI's call, a terminal command and a captured line differ only in
//! the door. Behind it each calls one use case, such as [`Plan::move_task`]:
//!
//! 1. the use case opens a change, which takes the file's write lock;
//! 2. rules are checked and rows written;
//! 3. SQLite itself, by generated triggers, logs before and after of every row,
//!    and refuses any write outside a change;
//! 4. the commit gives each touched entity its next `rev` and wakes the
//!    [feed](Plan::subscribe) of this and every other process.
//!
//! Undo, history, activity, live windows and "what changed since" are readers of
//! that one log. [`Plan::undo_set`] takes back any change set, not only the last:
//! what nobody touched since is put back, what was changed later is kept.
//!
//! # Errors
//!
//! [`Error`] is one sentence that says what is wrong and how to mend it. A use
//! case that fails has changed nothing.

mod acts;
mod base;
mod concepts;
mod insights;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod whole;

use std::path::Path;
use std::sync::{Arc, Weak};

pub use acts::claim::{Claim, Claimed};
pub use acts::save::{SaveItem, SaveOptions, SaveTarget, Saved, TextEdit};
pub use acts::undo::Undone;
pub use base::action::Action;
pub use base::actor::{Actor, ActorKind, ActorName};
pub use base::ambient::Ambient;
pub use base::bounds::MOST_ITEMS;
pub use base::capture_line::ParsedLine;
pub use base::change::Written;
pub use base::clean::clean as clean_text;
pub use base::error::{BadItem, Conflict, Error, Moved, NotFree, Result, StillOpen};
pub use base::feed::PlanChanged;
pub use base::holder::Holder;
pub use base::ids::{
    BetId, CaptureId, CheckId, ConnectionId, DecisionId, EvidenceId, OutcomeId, PainId, PersonaId,
    PillarId, ProblemId, ProductId, ProjectId, ReadingId, StepId, TaskId,
};
pub use base::kind_fields::{Field, Holds, field_labels, field_of, fields_of, name_of};
pub use base::links::partners;
pub use base::log::{ChangeRow, ChangeSetRow, Effect, FieldChange, HistoryRow, Touched};
pub use base::rank::Placement;
pub use base::reason::{Reason, Undoable};
pub use base::refs::{Kind, Link, Ref};
pub use base::statuses::statuses_of;
pub use base::store::{data_dir, make_private_folder};
pub use base::tokens::{parts_within, tokens};
pub use base::{capture_line, vocabulary};
pub use concepts::bets::{AppetiteClock, Bet, BetPatch, BetResult, ClosedBet, Horizon, NewBet};
pub use concepts::captures::{Capture, CaptureSource, CaptureTarget, Captured};
pub use concepts::connections;
pub use concepts::connections::{Connection, Mode, NewConnection, looks_like_token};
pub use concepts::decisions::{
    About, Decision, DecisionPage, DecisionPatch, DecisionRow, NewDecision,
};
pub use concepts::evidence::{
    Confidence, ConfidenceBasis, Evidence, EvidenceKind, EvidencePage, EvidencePatch, EvidenceRow,
    NewEvidence,
};
pub use concepts::outcomes::{
    Direction, NewOutcome, NewReading, Outcome, OutcomeList, OutcomePage, OutcomePatch, OutcomeRow,
    Reading, ReadingPatch,
};
pub use concepts::pains::{NewPain, Pain, PainPage, PainPatch, PainRow, PainState};
pub use concepts::personas::{NewPersona, Persona, PersonaPage, PersonaPatch, PersonaRow};
pub use concepts::pillars::{NewPillar, Pillar, PillarList, PillarPage, PillarPatch, PillarRow};
pub use concepts::problems::{
    NewProblem, Problem, ProblemKind, ProblemPage, ProblemPatch, ProblemRow, ProblemState,
};
pub use concepts::products::{NewProduct, Product, ProductPatch, ProductRow, TrashedProduct};
pub use concepts::projects::{NewProject, Project, ProjectKind, ProjectPatch, ProjectStatus};
pub use concepts::settings::{Settings, SettingsPatch, Theme};
pub use concepts::tasks::{
    Blocked, Check, CheckAnswer, Dependency, NewTask, OpenChecks, Priority, Reported, Step,
    StepAnswer, Task, TaskFilter, TaskKind, TaskNote, TaskPatch, TaskReport, TaskRow, TaskStatus,
};
pub use insights::brief::{Detail, WhyLine};
pub use insights::coaching::{
    Coaching, FirstPlan, FirstQuestion, HintCode, KindCoaching, Stage, Trap, coaching,
};
pub use insights::find::{FindQuery, Found, Held, Hit};
pub use insights::gaps::{FixAction, Gap, GapCode, GapCount, GapCounts, GapSort, gap_sorts};
pub use insights::hints::{Hint, Wording, hints};
pub use insights::next::{HeldBack, Next, NextQuery, NextRow, Term, TermName};
pub use insights::pages::bet::{BetBoard, BetCard, BetColumn, BetPage};
pub use insights::pages::project::{
    BoardColumn, ProjectBoard, ProjectCard, ProjectLinks, ProjectPage,
};
pub use insights::pages::task::TaskPage;
pub use insights::progress::Progress;
pub use insights::recap::{Recap, RecapCounts, RecapGroup};
pub use insights::standing::{Counts, Standing};

/// An open plan. Clones share it.
#[derive(Debug, Clone)]
pub struct Plan {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: base::store::Store,
    ambient: Ambient,
    feed: base::feed::Feed,
    index: insights::find::Index,
}

/// A plan that background work may outlive.
pub(crate) struct WeakPlan(Weak<Inner>);

impl WeakPlan {
    pub(crate) fn upgrade(&self) -> Option<Plan> {
        self.0.upgrade().map(|inner| Plan { inner })
    }
}

impl Plan {
    /// Opens the plan kept in `folder`, making both when they are missing.
    pub async fn open(folder: &Path) -> Result<Self> {
        Self::open_with(folder, Ambient::real()).await
    }

    /// Opens the plan kept in `folder`, with time from elsewhere.
    pub async fn open_with(folder: &Path, ambient: Ambient) -> Result<Self> {
        let store = base::store::Store::open(folder).await?;
        let index = insights::find::Index::new(folder);
        Ok(Self { inner: Arc::new(Inner { store, ambient, feed: base::feed::Feed::new(), index }) })
    }

    /// The folder the plan is kept in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.inner.store.folder()
    }

    /// Finishes what is under way and closes the file.
    pub async fn close(&self) {
        self.inner.index.close().await;
        self.inner.store.close().await;
    }

    pub(crate) fn store(&self) -> &base::store::Store {
        &self.inner.store
    }

    pub(crate) fn ambient(&self) -> &Ambient {
        &self.inner.ambient
    }

    pub(crate) fn feed(&self) -> &base::feed::Feed {
        &self.inner.feed
    }

    pub(crate) fn index(&self) -> &insights::find::Index {
        &self.inner.index
    }

    pub(crate) fn downgrade(&self) -> WeakPlan {
        WeakPlan(Arc::downgrade(&self.inner))
    }
}
