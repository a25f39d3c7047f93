//! How words are read that a batch or a verb may use for the plan's own: the word
//! itself and those of other tools, in any letter case, with spaces, `-` and `_`
//! ignored; the latter are never answered with. A word that means nothing is refused
//! with the nearest that does.

use crate::base::error::{Error, Result};

/// A word of the plan, and others that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanWord {
    /// As it is stored.
    pub word: &'static str,
    /// As it is answered with.
    pub says: &'static str,
    /// Words of other tools for the same.
    pub also: &'static [&'static str],
}

impl PlanWord {
    /// A word as it is stored, with how it is answered with when that differs.
    pub(crate) const fn new(
        spellings: &'static [&'static str],
        also: &'static [&'static str],
    ) -> Self {
        let [word, rest @ ..] = spellings else { return Self { word: "", says: "", also } };
        let says = if let [says, ..] = rest { says } else { word };
        Self { word, says, also }
    }
}

/// A word stripped of everything that does not matter.
#[must_use]
pub fn normal(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// What is meant by `said` in `field`, or a refusal with the words that would do.
pub fn choose<T: Copy>(
    field: &'static str,
    said: &str,
    among: &[T],
    word_for: impl Fn(T) -> PlanWord,
) -> Result<T> {
    let wanted = normal(said);
    let is_meant = |word: PlanWord| {
        normal(word.says) == wanted || word.also.iter().any(|also| normal(also) == wanted)
    };
    if let Some(meant) = among.iter().find(|one| is_meant(word_for(**one))) {
        return Ok(*meant);
    }
    let words: Vec<PlanWord> = among.iter().map(|one| word_for(*one)).collect();
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
