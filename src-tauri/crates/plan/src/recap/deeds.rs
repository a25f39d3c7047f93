//! What became of an entity by one actor's changes, as one verb.

use super::sql::{ChangeRow, EditRow};
use crate::refs::Kind;

/// One actor's changes of one entity, all together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Deed {
    Added,
    Removed,
    Restored,
    Finished,
    Dropped,
    Started,
    Closed,
    Placed,
    Pinned,
    Moved,
    Changed,
    TookBack,
    PutBack,
}

impl Deed {
    pub(super) fn verb(self) -> &'static str {
        match self {
            Deed::Added => "added",
            Deed::Removed => "removed",
            Deed::Restored => "restored",
            Deed::Finished => "finished",
            Deed::Dropped => "dropped",
            Deed::Started => "started",
            Deed::Closed => "closed",
            Deed::Placed => "placed",
            Deed::Pinned => "pinned",
            Deed::Moved => "moved",
            Deed::Changed => "changed",
            Deed::TookBack => "took back changes of",
            Deed::PutBack => "put back changes of",
        }
    }
}

/// The edits of one entity by one actor, later ones over earlier ones.
#[derive(Debug, Default)]
pub(super) struct Edits {
    made: bool,
    gone: bool,
    trashed: Option<bool>,
    status: Option<String>,
    closed: Option<bool>,
    placed: bool,
    pinned: bool,
    moved: bool,
    edited: bool,
    undo: Option<Deed>,
}

impl Edits {
    pub(super) fn take(&mut self, change: &ChangeRow, edit: &EditRow) {
        self.made |= edit.made;
        self.gone |= edit.gone;
        self.trashed = edit.trashed.or(self.trashed);
        self.status = edit.status.clone().or(self.status.take());
        self.closed = edit.closed.or(self.closed);
        self.placed |= edit.placed;
        self.pinned |= edit.pinned;
        self.moved |= edit.moved;
        self.edited |= edit.edited;
        if change.undoes.is_some() {
            let redo = change.action == "redo";
            self.undo = Some(if redo { Deed::PutBack } else { Deed::TookBack });
        }
    }

    /// What it comes to; `None` when nothing is left that is worth telling.
    pub(super) fn deed(&self, kind: Kind) -> Option<Deed> {
        let removed = self.gone || self.trashed == Some(true);
        if removed && self.made {
            return None;
        }
        if self.undo.is_some() {
            return self.undo;
        }
        if removed {
            return Some(Deed::Removed);
        }
        match (kind, self.status.as_deref()) {
            (Kind::Task | Kind::Project, Some("done")) => return Some(Deed::Finished),
            (Kind::Task | Kind::Project, Some("dropped")) => return Some(Deed::Dropped),
            _ => {}
        }
        let started = matches!(
            (kind, self.status.as_deref()),
            (Kind::Task, Some("doing")) | (Kind::Project, Some("building"))
        );
        [
            (self.closed == Some(true), Deed::Closed),
            (self.made, Deed::Added),
            (self.trashed == Some(false), Deed::Restored),
            (self.placed, Deed::Placed),
            (started, Deed::Started),
            (self.edited, Deed::Changed),
            (self.moved, Deed::Moved),
            (self.pinned, Deed::Pinned),
        ]
        .into_iter()
        .find_map(|(holds, deed)| holds.then_some(deed))
    }
}
