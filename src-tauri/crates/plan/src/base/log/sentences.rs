//! The sentences activity and history show: what a change did, in words.

use super::{Effect, Touched};
use crate::base::action::Action;
use crate::base::refs::Kind;
use crate::base::wording;

/// One sentence for everything a change set touched, without its author:
/// `added 6 tasks in P-7` · `changed why of P-7` · `moved T-3 and 2 more`.
pub(crate) fn sentence(action: Action, entities: &[Touched]) -> String {
    if let Some(fixed) = fixed(action) {
        return fixed.to_owned();
    }
    let (claimed, entities) = match action {
        Action::ClaimTask => entities.iter().partition(|e| is_claimed(e)),
        _ => (Vec::new(), entities.iter().collect::<Vec<_>>()),
    };
    let mut parts = Vec::new();
    match claimed.as_slice() {
        [] => {}
        [only] => parts.push(format!("claimed {}", called(only))),
        several => parts.push(format!("claimed {}", counted(several))),
    }
    for (effect, verb) in
        [(Effect::Created, "added"), (Effect::Removed, "removed"), (Effect::Updated, "changed")]
    {
        let of: Vec<&Touched> = entities.iter().copied().filter(|e| e.effect == effect).collect();
        if !of.is_empty() {
            parts.push(clause(action, effect, verb, &of));
        }
    }
    let what = if parts.is_empty() { "changed nothing".to_owned() } else { parts.join(", ") };
    match action {
        Action::Undo | Action::UndoSet => format!("took back: {what}"),
        Action::Redo => format!("put back: {what}"),
        _ => what,
    }
}

/// A claim begins a task, or leaves a line in the log of one that was begun.
fn is_claimed(entity: &Touched) -> bool {
    entity.kind == Kind::Task
        && matches!(entity.fields.as_slice(), [f] if f == "status" || f == "notes")
}

fn fixed(action: Action) -> Option<&'static str> {
    match action {
        Action::CreateConnection => Some("made a token for a client"),
        Action::SetConnectionMode => Some("changed what a client may do"),
        Action::RevokeConnection => Some("revoked a client's token"),
        _ => None,
    }
}

fn clause(action: Action, effect: Effect, verb: &str, of: &[&Touched]) -> String {
    let [only] = of else {
        return format!("{verb} {}", counted(of));
    };
    if effect != Effect::Updated {
        return format!("{verb} {}", called(only));
    }
    match (action, only.fields.as_slice()) {
        (_, [rank]) if rank == "rank" => format!("moved {}", only.reference),
        (Action::CompleteTask, _) => format!("finished {}", called(only)),
        (Action::CloseBet, _) => format!("closed {}", called(only)),
        (Action::ReopenBet, _) => format!("reopened {}", called(only)),
        (Action::IgnoreGap, _) => format!("ignored a gap of {}", only.reference),
        (Action::HeedGap, _) => format!("heeded a gap of {} again", only.reference),
        (Action::PinTask, _) => format!("pinned {}", called(only)),
        (Action::UnpinTask, _) => format!("unpinned {}", called(only)),
        (Action::SkipTask, _) => format!("skipped {} until tomorrow", called(only)),
        (Action::UnskipTask, _) => format!("stopped skipping {}", called(only)),
        (Action::PlaceCapture, _) => format!("placed {}", only.reference),
        (_, fields) => format!("changed {} of {}", listed(fields), only.reference),
    }
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
fn counted(of: &[&Touched]) -> String {
    let first = of.first();
    let one_kind = first.filter(|f| of.iter().all(|e| e.kind == f.kind));
    let Some(first) = one_kind else {
        return referred(of);
    };
    let count = format!("{} {}", of.len(), first.kind.plural());
    match &first.within {
        Some(project) if of.iter().all(|e| e.within.as_ref() == Some(project)) => {
            format!("{count} in {}", project.reference)
        }
        _ if of.len() <= 3 => referred(of),
        _ => count,
    }
}

fn referred(of: &[&Touched]) -> String {
    let named = if of.len() > 3 { 2 } else { 3 };
    let mut names: Vec<String> = of.iter().take(named).map(|e| e.reference.clone()).collect();
    names.extend((of.len() > 3).then(|| format!("{} more", of.len() - named)));
    wording::and_joined(&names)
}

fn listed(fields: &[String]) -> String {
    let words: Vec<String> =
        fields.iter().filter(|f| *f != "rank").map(|f| f.replace('_', " ")).collect();
    if words.is_empty() { "the order".to_owned() } else { wording::and_joined(&words) }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= 60 {
        return name.to_owned();
    }
    name.chars().take(59).chain(['…']).collect()
}
