//! Kinds of entities and their short refs: `T-12`, `P-7`, `K-3`.

use serde::{Deserialize, Serialize};

/// A kind of entity that has an identity, a rev and a history.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    specta::Type,
    sqlx::Type,
)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
pub enum Kind {
    /// The thing being built.
    Product,
    /// A piece of work.
    Project,
    /// One step of a project.
    Task,
    /// A thought not yet placed.
    Capture,
    /// A setting of the person's.
    Setting,
}

impl Kind {
    /// The kinds that have a short ref.
    pub const WITH_REF: [Kind; 3] = [Kind::Project, Kind::Task, Kind::Capture];

    /// The word for this kind, as the screen and an AI see it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Product => "product",
            Kind::Project => "project",
            Kind::Task => "task",
            Kind::Capture => "capture",
            Kind::Setting => "setting",
        }
    }

    /// The letter of this kind's refs; products and settings have none.
    #[must_use]
    pub fn letter(self) -> Option<char> {
        match self {
            Kind::Project => Some('P'),
            Kind::Task => Some('T'),
            Kind::Capture => Some('K'),
            Kind::Product | Kind::Setting => None,
        }
    }
}

/// A short ref, unique for ever within its product and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ref {
    /// What it refers to.
    pub kind: Kind,
    /// Counts from 1 and is never used again.
    pub number: u32,
}

impl Ref {
    /// Reads `T-12` in any letter case, with surrounding space; `None` when the
    /// text is no ref of a known kind.
    #[must_use]
    pub fn parse(text: &str) -> Option<Ref> {
        let (letter, digits) = text.trim().split_once('-')?;
        let mut letters = letter.chars();
        let letter = letters.next()?.to_ascii_uppercase();
        if letters.next().is_some() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let kind = Kind::WITH_REF.into_iter().find(|k| k.letter() == Some(letter))?;
        let number = digits.parse().ok().filter(|n| *n > 0)?;
        Some(Ref { kind, number })
    }
}

impl std::fmt::Display for Ref {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind.letter() {
            Some(letter) => write!(f, "{letter}-{}", self.number),
            None => f.write_str(self.kind.word()),
        }
    }
}

/// A pointer to an entity with enough to show it: a breadcrumb, a search row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Link {
    /// What it points to.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its short ref; a product's name.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its name; a capture's text.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refs_are_read_in_any_letter_case() {
        let task = Ref { kind: Kind::Task, number: 1000 };
        assert_eq!(Ref::parse("t-1000"), Some(task));
        assert_eq!(Ref::parse(" T-1000 "), Some(task));
        assert_eq!(task.to_string(), "T-1000");
    }

    #[test]
    fn what_is_no_ref_is_not_guessed() {
        for text in ["", "T", "T-", "T-0", "T--1", "TT-1", "Z-1", "T-1x", "12", "T-99999999999"] {
            assert_eq!(Ref::parse(text), None, "{text}");
        }
    }
}
