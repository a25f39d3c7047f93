//! Conflicts, read from the log: what this change wrote over what was written
//! after its writer last read.

use crate::base::change::Change;
use crate::base::error::{Conflict, Error, Moved, Result};
use crate::base::log::sql::{self, Edited, ValueChange};
use crate::base::log::{self, values};
use crate::base::refs::Kind;

/// Whether two writers can want different values of a column. What is over is pinned
/// no longer, and a place in a list is said by its neighbours.
fn is_contested(column: &str) -> bool {
    !log::follows(column) && !matches!(column, "pinned" | "rank")
}

/// What this change did to a field that was changed since, and who changed it.
#[derive(Debug)]
pub(crate) struct Overwritten {
    pub(crate) own: ValueChange,
    pub(crate) theirs: Edited,
}

/// The rev to compare with, when the entity went on after it.
pub(crate) fn stale(reference: &str, revs: (Option<u32>, u32)) -> Result<Option<u32>> {
    match revs {
        (Some(base), now) if base > now => Err(Error::invalid(
            "rev",
            format!("{reference} is at rev {now}, so rev {base} does not exist yet."),
            "Read it again and use its rev.",
        )),
        (Some(base), now) if base < now => Ok(Some(base)),
        _ => Ok(None),
    }
}

/// The refusal that names these fields, if there are any.
pub(crate) fn refuse(reference: &str, rev: u32, moved: Vec<Moved>) -> Result<()> {
    let mut moved = moved.into_iter();
    let Some(first) = moved.next() else { return Ok(()) };
    let reference = reference.to_owned();
    Err(Error::Conflict(Box::new(Conflict { reference, rev, first, also: moved.collect() })))
}

impl Change {
    /// Refuses when a field that this change wrote was changed after the rev the
    /// writer last read. It is called after the write, which the refusal takes back.
    pub(crate) async fn refuse_conflict(
        &mut self,
        (kind, id): (Kind, &str),
        reference: &str,
        revs: (Option<u32>, u32),
    ) -> Result<()> {
        let Some(base) = stale(reference, revs)? else { return Ok(()) };
        let same = |own: &ValueChange, theirs: &Edited| {
            own.table_name == kind.table()
                && theirs.table_name == kind.table()
                && own.field == theirs.field
                && is_contested(&own.field)
        };
        let mut moved = Vec::new();
        for over in self.overwritten((kind, id), base, same).await? {
            let current = values::before_as_written(self.conn(), &over.own).await?;
            moved.push(over.theirs.moved(values::key_of(kind, &over.own.field), current));
        }
        refuse(reference, revs.1, moved)
    }

    /// What this change wrote over: each row or column that was also written after
    /// `base`, with the latest such edit.
    pub(crate) async fn overwritten(
        &mut self,
        (kind, id): (Kind, &str),
        base: u32,
        same: impl Fn(&ValueChange, &Edited) -> bool,
    ) -> Result<Vec<Overwritten>> {
        let seq = self.seq;
        let edits = sql::edits_since(self.conn(), kind, id, base).await?;
        let mut found: Vec<Overwritten> = Vec::new();
        for own in sql::values_of_change(self.conn(), seq, id).await? {
            let again =
                |o: &Overwritten| (&o.own.row_id, &o.own.field) == (&own.row_id, &own.field);
            if found.iter().any(again) {
                continue;
            }
            if let Some(theirs) = edits.iter().find(|theirs| same(&own, theirs)) {
                found.push(Overwritten { theirs: theirs.clone(), own });
            }
        }
        Ok(found)
    }
}
