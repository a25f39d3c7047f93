//! What became of an entity by one actor's changes, as one verb.

use super::sql::{ChangeRow, Happening};
use crate::base::action::Action;

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

/// All that happened to one entity by one actor, oldest first.
#[derive(Debug, Default)]
pub(super) struct Edits {
    happenings: Vec<Happening>,
    undo: Option<Deed>,
}

impl Edits {
    pub(super) fn take(&mut self, change: &ChangeRow, happening: Happening) {
        self.happenings.push(happening);
        if change.undoes.is_some() {
            let redo = change.action == Action::Redo;
            self.undo = Some(if redo { Deed::PutBack } else { Deed::TookBack });
        }
    }

    /// What it comes to; `None` when nothing is left that is worth telling.
    pub(super) fn deed(&self) -> Option<Deed> {
        use Happening as H;
        let has = |happening| self.happenings.contains(&happening);
        let last = |of: &[H]| self.happenings.iter().rfind(|h| of.contains(h)).copied();
        let removed = matches!(
            last(&[H::Gone, H::Trashed, H::Restored]),
            Some(Happening::Gone | Happening::Trashed)
        );
        let stands = last(&[H::Finished, H::Dropped, H::Started, H::Closed, H::Reopened]);
        if removed && has(H::Made) {
            return None;
        }
        if self.undo.is_some() {
            return self.undo;
        }
        [
            (removed, Deed::Removed),
            (stands == Some(H::Finished), Deed::Finished),
            (stands == Some(H::Dropped), Deed::Dropped),
            (stands == Some(H::Closed), Deed::Closed),
            (has(H::Made), Deed::Added),
            (has(H::Restored), Deed::Restored),
            (has(H::Placed), Deed::Placed),
            (stands == Some(H::Started), Deed::Started),
            (has(H::Edited) || stands == Some(H::Reopened), Deed::Changed),
            (has(H::Moved), Deed::Moved),
            (has(H::Pinned), Deed::Pinned),
        ]
        .into_iter()
        .find_map(|(holds, deed)| holds.then_some(deed))
    }
}
