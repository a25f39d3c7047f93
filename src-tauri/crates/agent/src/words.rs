//! The words an agent may use for the plan's own, in one table. They are
//! accepted in any letter case, with spaces, `-` and `_` ignored, and never
//! answered with. A word that is in no table is refused with the nearest valid one.

use openbacklog_plan::{Kind, Priority, ProjectKind, ProjectStatus, TaskKind, TaskStatus};
use serde_json::json;

use crate::refusal::Refusal;

/// One meaning: the word the plan uses and the others it understands.
pub(crate) struct Word<T: 'static> {
    pub(crate) means: T,
    pub(crate) says: &'static str,
    also: &'static [&'static str],
}

pub(crate) const fn word<T>(
    means: T,
    says: &'static str,
    also: &'static [&'static str],
) -> Word<T> {
    Word { means, says, also }
}

pub(crate) const KINDS: &[Word<Kind>] = &[
    word(Kind::Product, "product", &["workspace"]),
    word(Kind::Project, "project", &["initiative", "strategic_initiative", "epic"]),
    word(Kind::Task, "task", &["ticket", "issue", "todo", "story"]),
    word(Kind::Capture, "capture", &[]),
];

pub(crate) const TASK_STATUSES: &[Word<TaskStatus>] = &[
    word(TaskStatus::Todo, "todo", &["backlog", "idea", "ready", "open"]),
    word(TaskStatus::Doing, "doing", &["in_progress", "building", "started"]),
    word(TaskStatus::Done, "done", &["complete", "completed", "closed"]),
    word(TaskStatus::Dropped, "dropped", &["archived", "cancelled", "canceled"]),
];

pub(crate) const PROJECT_STATUSES: &[Word<ProjectStatus>] = &[
    word(ProjectStatus::Idea, "idea", &["backlog"]),
    word(ProjectStatus::Ready, "ready", &["todo", "open"]),
    word(ProjectStatus::Building, "building", &["in_progress", "doing", "started"]),
    word(ProjectStatus::Done, "done", &["complete", "completed", "closed"]),
    word(ProjectStatus::Dropped, "dropped", &["archived", "cancelled", "canceled"]),
];

pub(crate) const TASK_KINDS: &[Word<TaskKind>] = &[
    word(TaskKind::Code, "code", &[]),
    word(TaskKind::Test, "test", &[]),
    word(TaskKind::Docs, "docs", &[]),
    word(TaskKind::Design, "design", &[]),
    word(TaskKind::Other, "other", &[]),
];

pub(crate) const PROJECT_KINDS: &[Word<ProjectKind>] = &[
    word(ProjectKind::Feature, "feature", &[]),
    word(ProjectKind::Fix, "fix", &[]),
    word(ProjectKind::Research, "research", &[]),
    word(ProjectKind::Chore, "chore", &[]),
];

pub(crate) const PRIORITIES: &[Word<Priority>] = &[
    word(Priority::P1, "P1", &["1"]),
    word(Priority::P2, "P2", &["2"]),
    word(Priority::P3, "P3", &["3"]),
    word(Priority::None, "none", &[]),
];

/// Field names of an item that stand for one of its own.
pub(crate) const FIELDS: &[(&str, &str)] = &[
    ("acceptance_criteria", "checks"),
    ("definition_of_done", "checks"),
    ("checklist", "checks"),
    ("product_vision", "vision"),
    ("goal", "vision"),
];

/// A word stripped of everything that does not matter.
pub(crate) fn normal(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// What `said` means, or the words that would do.
pub(crate) fn choose<T: Copy>(field: &str, said: &str, words: &[Word<T>]) -> Result<T, Refusal> {
    let wanted = normal(said);
    let hit = words
        .iter()
        .find(|w| normal(w.says) == wanted || w.also.iter().any(|a| normal(a) == wanted));
    if let Some(word) = hit {
        return Ok(word.means);
    }
    let spellings = words.iter().flat_map(|w| {
        std::iter::once((w.says, w.says)).chain(w.also.iter().map(|also| (*also, w.says)))
    });
    let nearest = nearest(&wanted, spellings);
    let allowed: Vec<&str> = words.iter().map(|w| w.says).collect();
    let meant = nearest.map_or_else(String::new, |word| format!("Did you mean {word}? "));
    Err(Refusal::invalid(
        field,
        format!("{field} cannot be “{said}”."),
        format!("{meant}Use one of: {}.", allowed.join(", ")),
    )
    .with("allowed", json!(allowed))
    .with("nearest", json!(nearest)))
}

/// The answer beside the spelling most like `wanted`, when one is like it at all.
pub(crate) fn nearest<'a>(
    wanted: &str,
    spellings: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Option<&'a str> {
    // Below this similarity a suggestion misleads more than it helps.
    const ALIKE: f64 = 0.65;
    spellings
        .into_iter()
        .map(|(spelling, answer)| {
            (strsim::normalized_damerau_levenshtein(&normal(spelling), wanted), answer)
        })
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, answer)| answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_tools_words_are_understood_in_any_spelling() {
        for said in ["EPIC", "strategic initiative", "Strategic-Initiative", "project"] {
            assert_eq!(choose("type", said, KINDS).ok(), Some(Kind::Project), "{said}");
        }
        assert_eq!(choose("status", "IN_PROGRESS", TASK_STATUSES).ok(), Some(TaskStatus::Doing));
        assert_eq!(choose("status", "TO_DO", PROJECT_STATUSES).ok(), Some(ProjectStatus::Ready));
        assert_eq!(choose("priority", "p1", PRIORITIES).ok(), Some(Priority::P1));
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_nearest_one() {
        let refusal = choose("status", "in-progres", TASK_STATUSES).err();
        assert_eq!(
            refusal.map(|r| r.text()),
            Some(
                "status cannot be “in-progres”.\nDid you mean doing? Use one of: todo, doing, done, dropped."
                    .to_owned()
            )
        );
    }

    #[test]
    fn a_far_off_word_is_not_guessed() {
        let refusal = choose("status", "zzz", TASK_STATUSES).err();
        assert_eq!(
            refusal.map(|r| r.repair),
            Some("Use one of: todo, doing, done, dropped.".to_owned())
        );
    }

    #[test]
    fn no_word_means_two_things() {
        fn once<T>(words: &[Word<T>]) {
            let mut seen = std::collections::HashSet::new();
            for w in words {
                for spelling in std::iter::once(&w.says).chain(w.also) {
                    assert!(seen.insert(normal(spelling)), "{spelling} twice");
                }
            }
        }
        once(KINDS);
        once(TASK_STATUSES);
        once(PROJECT_STATUSES);
        once(TASK_KINDS);
        once(PROJECT_KINDS);
        once(PRIORITIES);
    }
}
