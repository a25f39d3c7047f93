//! Finding what a `#name` means: by ref, by name, by the beginning of the name or of one of
//! its words, and last by a near spelling. The first way that finds anything decides.

use std::iter::once;

use super::Name;
use super::scan::{is_invisible, is_punctuated};

/// What a name was found to mean.
pub(super) enum Match<'a> {
    One(&'a Name),
    Several(Vec<&'a Name>),
    Nothing,
}

/// The names of one kind, prepared for matching.
pub(super) struct Index<'a>(Vec<Entry<'a>>);

struct Entry<'a> {
    name: &'a Name,
    folded: Folded,
}

impl<'a> Index<'a> {
    pub(super) fn new(names: &'a [Name]) -> Self {
        Self(names.iter().map(|name| Entry { name, folded: Folded::new(&name.name) }).collect())
    }

    /// What `wanted` means, without its sigil.
    pub(super) fn find(&self, wanted: &str) -> Match<'a> {
        let spelled: String = wanted.chars().filter(|c| !is_invisible(*c)).collect();
        let folded = Folded::new(&spelled).text;
        if folded.is_empty() {
            return Match::Nothing;
        }
        let allowed = if is_punctuated(&spelled) { 0 } else { allowed_slips(&folded) };
        let ways: [&dyn Fn(&Entry<'_>) -> bool; 5] = [
            &|entry| entry.name.reference.eq_ignore_ascii_case(&spelled),
            &|entry| entry.folded.text == folded,
            &|entry| entry.folded.text.starts_with(&folded),
            &|entry| entry.folded.word_beginnings().any(|rest| rest.starts_with(&folded)),
            &|entry| allowed > 0 && entry.folded.is_near(&folded, allowed),
        ];
        for way in ways {
            let found: Vec<_> = self.0.iter().filter(|e| way(e)).map(|e| e.name).collect();
            match found[..] {
                [] => {}
                [name] => return Match::One(name),
                _ => return Match::Several(found),
            }
        }
        Match::Nothing
    }
}

/// How many slips of the finger are forgiven: none in a short word, where one letter makes
/// another word.
fn allowed_slips(folded: &str) -> usize {
    match folded.chars().count() {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    }
}

/// A name as it is compared: small letters, no spaces, hyphens or invisible characters, so
/// that `#offline-sync` and `#OfflineSync` both mean "Offline sync".
struct Folded {
    text: String,
    /// Byte offsets at which a word begins, the first word included.
    words: Vec<usize>,
}

impl Folded {
    fn new(name: &str) -> Self {
        let mut text = String::with_capacity(name.len());
        let mut words = Vec::new();
        let mut after_space = true;
        let mut after_mark = false;
        for character in name.chars().filter(|c| !is_invisible(*c)) {
            if character.is_whitespace() || matches!(character, '-' | '_') {
                after_space = true;
                continue;
            }
            if after_space || (after_mark && character.is_alphanumeric()) {
                words.push(text.len());
            }
            after_space = false;
            after_mark = character.is_ascii_punctuation() && character != '\'';
            // A sigma at the end of a Greek word is the same letter as any other.
            let lower = character.to_lowercase();
            text.extend(lower.map(|c| if c == 'ς' { 'σ' } else { c }));
        }
        Self { text, words }
    }

    /// The rest of the name from each word on.
    fn word_beginnings(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|from| &self.text[*from..])
    }

    /// Whether the name or one of its words is at most `allowed` slips away from `wanted`.
    /// Digits never slip: "v2" is not "v3".
    fn is_near(&self, wanted: &str, allowed: usize) -> bool {
        let ends = self.words.iter().skip(1).copied().chain(once(self.text.len()));
        let words = self.words.iter().zip(ends).map(|(from, to)| &self.text[*from..to]);
        once(self.text.as_str()).chain(words).any(|candidate| {
            candidate.chars().count().abs_diff(wanted.chars().count()) <= allowed
                && digits(candidate).eq(digits(wanted))
                && strsim::osa_distance(candidate, wanted) <= allowed
        })
    }
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| character.is_numeric())
}
