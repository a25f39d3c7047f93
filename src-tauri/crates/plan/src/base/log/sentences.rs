//! The sentences activity and history show: what became of what a change touched,
//! in words. They follow what changed, whatever door it came through.

use super::{Effect, Told, Touched};
use crate::base::action::Action;
use crate::base::refs::Kind;
use crate::base::wording::{self, spoken};

/// One sentence for everything that was touched, without its author:
/// `added 6 tasks in P-7` · `finished T-1 “Retry”, changed notes of T-1` · `moved
/// T-3 and T-4`.
pub(super) fn sentence(action: Action, entities: &[Told]) -> String {
    if let Some(fixed) = action.sentence() {
        return match entities.iter().find(|e| e.touched.kind == Kind::Product) {
            Some(product) => format!("{fixed} {}", called(&product.touched)),
            None => fixed.to_owned(),
        };
    }
    let mut groups: Vec<(Deed, Vec<&Told>)> = Vec::new();
    for entity in entities {
        let deed = Deed::of(entity);
        match groups.iter_mut().find(|(known, _)| *known == deed) {
            Some((_, of)) => of.push(entity),
            None => groups.push((deed, vec![entity])),
        }
    }
    // What only lost or found a link again goes without saying.
    if groups.len() > 1 {
        groups.retain(|(deed, of)| *deed != Deed::Changed || !of.iter().all(|e| is_aside(e)));
    }
    groups.sort_by_key(|(deed, _)| *deed);
    let parts: Vec<String> = groups.iter().map(|(deed, of)| clause(*deed, of)).collect();
    if parts.is_empty() { "changed nothing".to_owned() } else { parts.join(", ") }
}

fn is_aside(entity: &Told) -> bool {
    matches!(
        entity.action,
        Action::Archive
            | Action::ArchiveProject
            | Action::ArchiveTask
            | Action::ArchiveCapture
            | Action::Restore
    )
}

/// What became of an entity, as one verb; in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    Claimed,
    Finished,
    Dropped,
    Closed,
    MadeProduct,
    Added,
    Removed,
    Restored,
    Placed,
    Started,
    Stopped,
    Reopened,
    Readied,
    Blocked,
    Unblocked,
    Pinned,
    Unpinned,
    Skipped,
    Unskipped,
    Ticked,
    Noted,
    Ignored,
    Heeded,
    Moved,
    Set,
    Changed,
}

impl Deed {
    fn of(entity: &Told) -> Self {
        match (entity.touched.effect, entity.touched.kind) {
            (Effect::Created, Kind::Product) => Self::MadeProduct,
            (Effect::Created, _) => Self::Added,
            (Effect::Removed, _) => Self::Removed,
            (Effect::Restored, _) => Self::Restored,
            (Effect::Updated, Kind::Setting) => Self::Set,
            (Effect::Updated, _) => Self::of_fields(entity),
        }
    }

    fn of_fields(entity: &Told) -> Self {
        let only =
            |fields: &[&str]| entity.touched.fields.iter().all(|f| fields.contains(&f.as_str()));
        // A claim begins a task, or leaves a line in the log of one that was begun.
        let claimed = entity.action == Action::ClaimTask && entity.touched.kind == Kind::Task;
        if claimed && only(&["status", "notes"]) {
            return Self::Claimed;
        }
        if let Some(deed) = entity.said.iter().filter_map(super::Said::deed).min() {
            return deed;
        }
        match entity.action {
            Action::IgnoreGap => Self::Ignored,
            Action::HeedGap => Self::Heeded,
            _ if only(&["rank"]) => Self::Moved,
            _ if only(&["notes"]) => Self::Noted,
            _ if entity.touched.fields.iter().any(|f| f == "became") => Self::Placed,
            _ => Self::Changed,
        }
    }

    fn verb(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Finished => "finished",
            Self::Dropped => "dropped",
            Self::Closed => "closed",
            Self::MadeProduct => "made the product",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Restored => "restored",
            Self::Placed => "placed",
            Self::Started => "started",
            Self::Stopped => "stopped",
            Self::Reopened => "reopened",
            Self::Readied => "readied",
            Self::Blocked => "said what blocks",
            Self::Unblocked => "unblocked",
            Self::Pinned => "pinned",
            Self::Unpinned => "unpinned",
            Self::Skipped => "skipped",
            Self::Unskipped => "stopped skipping",
            Self::Ticked => "ticked a check of",
            Self::Noted => "left a note on",
            Self::Ignored => "ignored gaps of",
            Self::Heeded => "heeded again gaps of",
            Self::Moved => "moved",
            Self::Set => "changed the setting",
            Self::Changed => "changed",
        }
    }

    /// The fields that the verb says, or that follow from it.
    fn says(self) -> &'static [&'static str] {
        match self {
            Self::Finished | Self::Dropped => {
                &["status", "status_reason", "blocked", "blocked_reason", "pinned", "skipped"]
            }
            Self::Started | Self::Stopped | Self::Readied => &["status", "status_reason"],
            Self::Closed | Self::Reopened => {
                &["closed", "result", "learned", "status", "status_reason"]
            }
            Self::Blocked | Self::Unblocked => &["blocked", "blocked_reason"],
            Self::Pinned | Self::Unpinned => &["pinned", "skipped"],
            Self::Skipped | Self::Unskipped => &["skipped", "pinned"],
            Self::Ticked => &["checks"],
            Self::Moved => &["horizon", "horizon_reason"],
            Self::Changed => &[],
            // They say all.
            _ => ALL,
        }
    }
}

const ALL: &[&str] = &["*"];

impl super::Said {
    fn deed(&self) -> Option<Deed> {
        let (was, now) = (self.was.as_deref(), self.now.as_deref());
        Some(match (&*self.field, was, now) {
            ("status", _, Some("done")) => Deed::Finished,
            ("status", _, Some("dropped")) => Deed::Dropped,
            ("status", _, Some("doing" | "building")) => Deed::Started,
            ("status", Some("doing" | "building"), _) => Deed::Stopped,
            ("status", Some("done" | "dropped"), _) | ("closed_at", _, None) => Deed::Reopened,
            ("status", _, Some("ready")) => Deed::Readied,
            ("closed_at", _, Some(_)) => Deed::Closed,
            ("horizon", ..) => Deed::Moved,
            ("pinned", _, Some("1")) => Deed::Pinned,
            ("pinned", ..) => Deed::Unpinned,
            ("skipped_until", _, Some(_)) => Deed::Skipped,
            ("skipped_until", ..) => Deed::Unskipped,
            ("blocked", _, Some("1")) => Deed::Blocked,
            ("blocked", ..) => Deed::Unblocked,
            ("checks", _, Some("1")) => Deed::Ticked,
            _ => return None,
        })
    }
}

/// What happened to these, all of them alike.
fn clause(deed: Deed, of: &[&Told]) -> String {
    let [only] = of else {
        return format!("{} {}", deed.verb(), counted(of));
    };
    let entity = &only.touched;
    let rest: Vec<&str> = entity.fields.iter().map(String::as_str).collect();
    match deed {
        Deed::Changed => return format!("changed {} of {}", listed(&rest), entity.reference),
        Deed::Skipped => return format!("skipped {} until tomorrow", called(entity)),
        Deed::Ignored => return format!("ignored a gap of {}", entity.reference),
        Deed::Heeded => return format!("heeded a gap of {} again", entity.reference),
        Deed::Set => return format!("changed the setting “{}”", spoken(&entity.name)),
        _ => {}
    }
    let to = only.said.iter().find(|said| deed == Deed::Moved && said.field == "horizon");
    let to = match to.and_then(|said| said.now.as_deref()) {
        Some(horizon) => format!(" to {}", crate::base::wording::sentence(horizon)),
        None => String::new(),
    };
    let done = format!("{} {}{to}", deed.verb(), called(entity));
    let says = deed.says();
    let rest: Vec<&str> =
        rest.into_iter().filter(|f| says != ALL && !says.contains(f) && *f != "rank").collect();
    if rest.is_empty() { done } else { format!("{done}, changed {}", listed(&rest)) }
}

fn called(entity: &Touched) -> String {
    called_by(entity.kind, &entity.reference, &entity.name)
}

/// `T-3 “Keep the queue on disk”`; a product by its name alone.
pub(crate) fn called_by(kind: Kind, reference: &str, name: &str) -> String {
    match kind {
        Kind::Product | Kind::Setting => format!("“{name}”"),
        _ => format!("{reference} “{}”", shortened(name)),
    }
}

/// `6 tasks in P-7` when all are of one kind, else `P-7, T-1 and 4 more`.
fn counted(of: &[&Told]) -> String {
    let of: Vec<&Touched> = of.iter().map(|told| &told.touched).collect();
    let first = of.first();
    let one_kind = first.filter(|f| of.iter().all(|e| e.kind == f.kind));
    let Some(first) = one_kind else {
        return referred(&of);
    };
    let count = format!("{} {}", of.len(), first.kind.plural());
    match &first.within {
        Some(project) if of.iter().all(|e| e.within.as_ref() == Some(project)) => {
            format!("{count} in {}", project.reference)
        }
        _ if of.len() <= 3 => referred(&of),
        _ => count,
    }
}

fn referred(of: &[&Touched]) -> String {
    let named = if of.len() > 3 { 2 } else { 3 };
    let mut names: Vec<String> = of.iter().take(named).map(|e| e.reference.clone()).collect();
    names.extend((of.len() > 3).then(|| format!("{} more", of.len() - named)));
    wording::and_joined(&names)
}

fn listed(fields: &[&str]) -> String {
    let words: Vec<String> = fields.iter().filter(|f| **f != "rank").map(|f| spoken(f)).collect();
    if words.is_empty() { "the order".to_owned() } else { wording::and_joined(&words) }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= 60 {
        return name.to_owned();
    }
    name.chars().take(59).chain(['…']).collect()
}
