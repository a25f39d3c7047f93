//! Hints on how a text is written: pure rules, one line each, each answering with
//! the question that mends it.
//!
//! The rules know a few English words (lexicon.rs). They would rather say nothing
//! than be wrong: a text in another language, or one they know too little of, gets
//! no hint.

mod lexicon;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use self::lexicon::{
    ABSTRACT, CROWDS, GENERIC, LINKING, MEASURES, NOUNS, QUALITIES, ROLES, SOLUTIONS, TROUBLE,
    VAGUE, WORKS,
};
use crate::base::refs::Kind;
use crate::insights::coaching::{HintCode, coaching};

impl HintCode {
    /// The question that mends it.
    #[must_use]
    pub fn question(self) -> &'static str {
        coaching().question(self)
    }
}

/// A word on how a text could be stronger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Hint {
    /// Which hint.
    pub code: HintCode,
    /// The field it is about.
    pub field: String,
    /// The text it is about.
    pub text: String,
    /// The question that mends it.
    pub question: String,
}

/// What an entity says, as far as hints look at it; what a kind does not have
/// stays empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, specta::Type, sqlx::FromRow)]
#[serde(default)]
pub struct Wording {
    /// What it is called.
    pub name: String,
    /// What an outcome measures.
    pub metric: String,
    /// The number an outcome starts from.
    pub baseline: Option<f64>,
    /// The number an outcome is to reach.
    pub target: Option<f64>,
    /// A project's why in one line.
    pub why_line: String,
    /// A project's why.
    pub why: String,
    /// A task's checks.
    #[sqlx(json)]
    pub checks: Vec<String>,
}

/// The hints on a text, in the order of codes. Knows nothing of any plan, so it
/// can be asked while someone types.
#[must_use]
pub fn hints(kind: Kind, wording: &Wording) -> Vec<Hint> {
    let name = wording.name.as_str();
    let hint = |code: HintCode, field: &str, text: &str| Hint {
        code,
        field: field.to_owned(),
        text: text.to_owned(),
        question: code.question().to_owned(),
    };
    let named = |code: HintCode, weak: bool| weak.then(|| hint(code, "name", name));
    match kind {
        Kind::Outcome => {
            let made = named(HintCode::SomethingToMake, is_something_to_make(name));
            made.into_iter().chain(named(HintCode::NoNumber, has_no_number(wording))).collect()
        }
        Kind::Persona => named(HintCode::CrowdOrRole, is_crowd_or_role(name)).into_iter().collect(),
        Kind::Pillar => named(HintCode::Generic, is_generic(name)).into_iter().collect(),
        Kind::Bet => named(HintCode::NamesSolution, is_solution(name)).into_iter().collect(),
        Kind::Project => {
            let (field, why) = match wording.why_line.trim() {
                "" => ("why", wording.why.as_str()),
                line => ("why_line", line),
            };
            let weak = whys_repeat(wording);
            weak.then(|| hint(HintCode::RepeatsName, field, why)).into_iter().collect()
        }
        Kind::Task => {
            let vague = wording.checks.iter().filter(|check| cannot_be_observed(check));
            named(HintCode::NoVerb, has_no_verb(name))
                .into_iter()
                .chain(vague.map(|check| hint(HintCode::Vague, "checks", check)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The words of a text in small letters. Joined ones (`add-on`, `user's`) stay
/// one word.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
        .map(|word| word.trim_matches(['-', '\'', '’']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// Begins with a verb of making, and that verb is not part of a compound such as
/// “build time” or “launch day”.
fn begins_with_making(words: &[String], verbs: &[&str]) -> bool {
    let [first, second, ..] = words else {
        return false;
    };
    is_in(verbs, first) && !MEASURES.contain(second) && !ABSTRACT.contain(second) && second != "to"
}

fn is_something_to_make(name: &str) -> bool {
    begins_with_making(&words(name), &["build", "ship", "add", "launch", "create"])
}

/// Other scripts have numerals of their own, so only Latin text is judged.
fn has_no_number(outcome: &Wording) -> bool {
    let text = [outcome.name.as_str(), outcome.metric.as_str()].concat();
    let latin = text.chars().filter(|c| c.is_alphabetic()).all(|c| c < '\u{250}');
    let numbered = text.chars().any(char::is_numeric);
    latin
        && !numbered
        && !outcome.name.trim().is_empty()
        && outcome.baseline.is_none()
        && outcome.target.is_none()
}

/// Ends what a persona is called.
const CUTS: &[&str] = &["a", "an", "the", "who", "at", "from", "in", "of", "with"];

/// Looks at what stands before a comma, a bracket or “the”: in “Maya, designer”
/// the person has a name.
fn is_crowd_or_role(name: &str) -> bool {
    let called = name.split([',', '(', ':', '–', '—', '/', ';']).next().unwrap_or_default();
    let mut words = words(called);
    if words.first().is_some_and(|w| is_in(&["a", "an", "the"], w)) {
        words.remove(0);
    }
    if let Some(at) = words.iter().position(|w| is_in(CUTS, w)) {
        words.truncate(at);
    }
    let Some(last) = words.last() else {
        return false;
    };
    let one = last.strip_suffix('s').unwrap_or(last);
    CROWDS.contain(last) || ROLES.contain(last) || ROLES.contain(one)
}

fn is_generic(name: &str) -> bool {
    matches!(words(name).as_slice(), [only] if GENERIC.contain(only))
}

/// Begins with a verb of making, or is a short name that ends with a thing one
/// makes, without a word of trouble or a sentence around it.
fn is_solution(name: &str) -> bool {
    let words = words(name);
    let makes = begins_with_making(
        &words,
        &[
            "build",
            "ship",
            "add",
            "launch",
            "create",
            "implement",
            "develop",
            "introduce",
            "rewrite",
            "integrate",
        ],
    );
    let troubled = words.iter().any(|w| TROUBLE.contain(w) || LINKING.contain(w));
    let thing = words.len() <= 3 && words.last().is_some_and(|w| SOLUTIONS.contain(w));
    makes || (thing && !troubled)
}

/// Every why that is given says nothing but the words of the name.
fn whys_repeat(project: &Wording) -> bool {
    let given: Vec<&str> = [project.why_line.as_str(), project.why.as_str()]
        .into_iter()
        .filter(|why| !why.trim().is_empty())
        .collect();
    let name = stems(&project.name);
    let repeats = |why: &&str| {
        let why = stems(why);
        !why.is_empty() && why.iter().all(|word| name.contains(word))
    };
    !given.is_empty() && given.iter().all(repeats)
}

/// The words that carry meaning, without their endings.
fn stems(text: &str) -> Vec<String> {
    words(text)
        .into_iter()
        .filter(|word| !LINKING.contain(word))
        .map(|word| {
            let stem = ["ing", "ed", "er", "es", "s", "e"]
                .iter()
                .find_map(|end| word.strip_suffix(end).filter(|stem| stem.chars().count() >= 3));
            stem.map_or_else(|| word.clone(), str::to_owned)
        })
        .collect()
}

/// Every word is known, none can be a verb, and the last is a noun. What stands
/// before “the” is a verb, whatever else it can be: “screen the users”.
fn has_no_verb(name: &str) -> bool {
    let words = words(name);
    let ordered = words.get(1).is_some_and(|w| is_in(&["a", "an", "the"], w));
    !ordered
        && words.last().is_some_and(|last| NOUNS.contain(last))
        && words.iter().all(|w| NOUNS.contain(w) || QUALITIES.contain(w))
}

/// Ends with a vague phrase and says little else; a number makes it observable.
fn cannot_be_observed(check: &str) -> bool {
    let words = words(check);
    let text = words.join(" ");
    let ends = |phrase: &&&str| {
        text.strip_suffix(**phrase).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    };
    let short = words.len() <= 8 && !check.chars().any(char::is_numeric);
    short && (VAGUE.iter().any(|p| ends(&p)) || is_in(WORKS, &text))
}
