//! The words a batch or a verb may use for the plan's own: the word itself and
//! those of other tools. They are read in any letter case, with spaces, `-` and
//! `_` ignored, and never answered with. A word that means nothing is refused with
//! the nearest that does.

use crate::base::error::{Error, Result};

/// One meaning: the word the plan uses, and others that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The plan's own word, as it is answered with.
    pub says: &'static str,
    /// Words of other tools for the same.
    pub also: &'static [&'static str],
}

const fn word(says: &'static str, also: &'static [&'static str]) -> Word {
    Word { says, also }
}

/// The kinds of entities, in the order in which a plan is thought.
pub const KINDS: &[Word] = &[
    word("product", &["workspace"]),
    word("pillar", &["strategic_pillar", "principle"]),
    word("outcome", &["product_outcome", "metric", "key_result"]),
    word("persona", &["hero", "person", "user", "customer"]),
    word("problem", &["villain", "pain_point", "obstacle"]),
    word("pain", &["conflict", "tension"]),
    word("bet", &["theme", "roadmap_theme", "strategic_bet", "focus_area", "opportunity"]),
    word("project", &["initiative", "strategic_initiative", "epic"]),
    word("task", &["ticket", "issue", "todo", "story"]),
    word("evidence", &[]),
    word("decision", &[]),
    word("capture", &[]),
];

/// Where a task stands.
pub const TASK_STATUSES: &[Word] = &[
    word("todo", &["backlog", "idea", "ready", "open"]),
    word("doing", &["in_progress", "building", "started"]),
    word("done", &["complete", "completed", "finished", "closed"]),
    word("dropped", &["archived", "cancelled", "canceled"]),
];

/// Where a project stands.
pub const PROJECT_STATUSES: &[Word] = &[
    word("idea", &["backlog"]),
    word("ready", &["todo", "open"]),
    word("building", &["in_progress", "doing", "started"]),
    word("done", &["complete", "completed", "finished", "closed"]),
    word("dropped", &["archived", "cancelled", "canceled"]),
];

/// Sorts of tasks.
pub const TASK_KINDS: &[Word] = &[
    word("code", &["feature", "coding"]),
    word("test", &["testing", "tests"]),
    word("docs", &["documentation", "doc"]),
    word("design", &[]),
    word("other", &[]),
];

/// Sorts of projects.
pub const PROJECT_KINDS: &[Word] = &[
    word("feature", &[]),
    word("fix", &["bug", "bugfix"]),
    word("research", &["spike"]),
    word("chore", &["maintenance"]),
];

/// How urgent a task is.
pub const PRIORITIES: &[Word] = &[
    word("P1", &["1", "high"]),
    word("P2", &["2", "medium"]),
    word("P3", &["3", "low"]),
    word("none", &[]),
];

/// When a bet is to be taken.
pub const HORIZONS: &[Word] = &[
    word("now", &["current", "active"]),
    word("next", &[]),
    word("later", &["someday", "future"]),
    word("parked", &["on_hold", "paused"]),
];

/// Where a bet stands, to find it by.
pub const BET_STATUSES: &[Word] = &[
    word("now", &["current", "active"]),
    word("next", &[]),
    word("later", &["someday", "future"]),
    word("parked", &["on_hold", "paused"]),
    word("closed", &["done", "complete", "completed", "finished"]),
];

/// Where a capture stands, to find it by.
pub const CAPTURE_STATUSES: &[Word] = &[word("waiting", &["inbox"])];

/// How a bet ended.
pub const BET_RESULTS: &[Word] = &[
    word("won", &["success", "succeeded"]),
    word("lost", &["failure", "failed"]),
    word("unclear", &["mixed", "inconclusive"]),
];

/// Which way a number is to go.
pub const DIRECTIONS: &[Word] =
    &[word("up", &["increase", "higher"]), word("down", &["decrease", "lower"])];

/// Where a problem comes from.
pub const PROBLEM_KINDS: &[Word] = &[
    word("outside", &["external"]),
    word("inside", &["internal"]),
    word("technical", &[]),
    word("workflow", &["process"]),
    word("other", &[]),
];

/// Where a problem stands.
pub const PROBLEM_STATES: &[Word] = &[
    word("open", &["todo", "unsolved"]),
    word("being_solved", &["in_progress", "doing", "started"]),
    word("solved", &["done", "resolved", "closed"]),
];

/// Where a pain stands.
pub const PAIN_STATES: &[Word] = &[
    word("open", &["todo", "unsolved"]),
    word("worse", &[]),
    word("better", &["improved", "eased"]),
    word("solved", &["done", "resolved", "closed"]),
];

/// Sorts of evidence.
pub const EVIDENCE_KINDS: &[Word] = &[
    word("quote", &["interview"]),
    word("count", &["market_data"]),
    word("test", &["prototype", "experiment"]),
    word("live_number", &["measurement", "live"]),
];

/// Words that mean the flag of a task rather than one of its statuses.
pub(crate) fn is_blocked(said: &str) -> bool {
    normal(said) == "blocked"
}

/// A word stripped of everything that does not matter.
#[must_use]
pub fn normal(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// The plan's word for what is said in `field`, or a refusal with the words that
/// would do.
pub fn choose(field: &'static str, said: &str, words: &[Word]) -> Result<&'static str> {
    let wanted = normal(said);
    let hit = words
        .iter()
        .find(|w| normal(w.says) == wanted || w.also.iter().any(|also| normal(also) == wanted));
    if let Some(word) = hit {
        return Ok(word.says);
    }
    let spellings = words.iter().flat_map(|w| {
        std::iter::once((w.says, w.says)).chain(w.also.iter().map(|also| (*also, w.says)))
    });
    Err(Error::Word {
        field,
        said: said.to_owned(),
        nearest: nearest(&wanted, spellings),
        allowed: words.iter().map(|w| w.says).collect(),
    })
}

/// The answer beside the spelling most like `wanted`, when one is like it at all.
#[must_use]
pub fn nearest<'a>(
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
