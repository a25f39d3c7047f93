//! The words an agent may use for the plan's own, which are the plan's to
//! read, and those of the verbs' own choices.

use openbacklog_plan::{BetResult, Horizon, Kind, TaskStatus};
use serde_json::json;

pub(crate) use openbacklog_plan::vocabulary::{nearest, normal};

use crate::base::refusal::Refusal;

/// One choice of a verb: the word for it and others that are understood.
pub(crate) struct Choice<T: 'static> {
    means: T,
    says: &'static str,
    also: &'static [&'static str],
}

pub(crate) const fn choice<T>(
    means: T,
    says: &'static str,
    also: &'static [&'static str],
) -> Choice<T> {
    Choice { means, says, also }
}

/// The kind of entity that a word stands for.
///
/// # Errors
/// A [`Refusal`] with the words that would do.
pub fn kind(said: &str) -> Result<Kind, Refusal> {
    kind_in("type", said)
}

/// The kind of entity that a word stands for, said in this argument.
pub(crate) fn kind_in(field: &'static str, said: &str) -> Result<Kind, Refusal> {
    Ok(Kind::parse(field, said)?)
}

/// How a bet ended, as a word says.
///
/// # Errors
/// A [`Refusal`] with the words that would do.
pub fn bet_result(said: &str) -> Result<BetResult, Refusal> {
    Ok(BetResult::parse("result", said)?)
}

/// When a bet is to be taken, as a word says.
pub(crate) fn horizon(said: &str) -> Result<Horizon, Refusal> {
    Ok(Horizon::parse("horizon", said)?)
}

/// The status of a task that a word stands for.
pub(crate) fn task_status(said: &str) -> Result<TaskStatus, Refusal> {
    Ok(TaskStatus::parse("status", said)?)
}

/// What `said` means, or the words that would do.
pub(crate) fn choose<T: Copy>(field: &str, said: &str, words: &[Choice<T>]) -> Result<T, Refusal> {
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
    let allowed: Vec<&str> = words.iter().map(|w| w.says).collect();
    Err(unknown(field, said, nearest(&wanted, spellings), &allowed))
}

/// The refusal of a word that means nothing here.
pub(crate) fn unknown(field: &str, said: &str, nearest: Option<&str>, allowed: &[&str]) -> Refusal {
    let meant = nearest.map_or_else(String::new, |word| format!("Did you mean {word}? "));
    Refusal::invalid(
        field,
        format!("{field} cannot be “{said}”."),
        format!("{meant}Use one of: {}.", allowed.join(", ")),
    )
    .with("allowed", json!(allowed))
    .with("nearest", json!(nearest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_tools_words_are_understood_in_any_spelling() {
        for said in ["EPIC", "strategic initiative", "Strategic-Initiative", "project"] {
            assert_eq!(kind(said).ok(), Some(Kind::Project), "{said}");
        }
        assert_eq!(task_status("IN_PROGRESS").ok(), Some(TaskStatus::Doing));
        assert_eq!(horizon("On hold").ok(), Some(Horizon::Parked));
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_nearest_one() {
        let refusal = task_status("in-progres").err();
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
        let refusal = task_status("zzz").err();
        assert_eq!(
            refusal.map(|r| r.repair),
            Some("Use one of: todo, doing, done, dropped.".to_owned())
        );
    }
}
