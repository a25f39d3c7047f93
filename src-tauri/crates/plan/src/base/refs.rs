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
    /// A lasting way to win, and what is refused for it.
    Pillar,
    /// A number that shows it is working.
    Outcome,
    /// A problem area worth a fixed time.
    Bet,
    /// One specific person it is for.
    Persona,
    /// What gets in their way.
    Problem,
    /// What a problem costs a persona.
    Pain,
    /// A piece of work.
    Project,
    /// One step of a project.
    Task,
    /// A thought not yet placed.
    Capture,
    /// Something a user said or did, or a number measured.
    Evidence,
    /// What was chosen, over what, and why.
    Decision,
    /// A setting of the person's.
    Setting,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 13] = [
        Kind::Product,
        Kind::Pillar,
        Kind::Outcome,
        Kind::Bet,
        Kind::Persona,
        Kind::Problem,
        Kind::Pain,
        Kind::Project,
        Kind::Task,
        Kind::Capture,
        Kind::Evidence,
        Kind::Decision,
        Kind::Setting,
    ];

    /// The kinds a plan is made of, in the order in which it is thought.
    pub(crate) const OF_A_PLAN: [Kind; 12] = [
        Kind::Product,
        Kind::Pillar,
        Kind::Outcome,
        Kind::Persona,
        Kind::Problem,
        Kind::Pain,
        Kind::Bet,
        Kind::Project,
        Kind::Task,
        Kind::Evidence,
        Kind::Decision,
        Kind::Capture,
    ];

    /// The word for this kind, as the screen and an AI see it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Product => "product",
            Kind::Pillar => "pillar",
            Kind::Outcome => "outcome",
            Kind::Bet => "bet",
            Kind::Persona => "persona",
            Kind::Problem => "problem",
            Kind::Pain => "pain",
            Kind::Project => "project",
            Kind::Task => "task",
            Kind::Capture => "capture",
            Kind::Evidence => "evidence",
            Kind::Decision => "decision",
            Kind::Setting => "setting",
        }
    }

    /// Words of other tools for this kind.
    pub(crate) const fn also(self) -> &'static [&'static str] {
        match self {
            Kind::Product => &["workspace"],
            Kind::Pillar => &["strategic_pillar", "principle"],
            Kind::Outcome => &["product_outcome", "metric", "key_result"],
            Kind::Persona => &["hero", "person", "user", "customer"],
            Kind::Problem => &["villain", "pain_point", "obstacle"],
            Kind::Pain => &["conflict", "tension"],
            Kind::Bet => &["theme", "roadmap_theme", "strategic_bet", "focus_area", "opportunity"],
            Kind::Project => &["initiative", "strategic_initiative", "epic"],
            Kind::Task => &["ticket", "issue", "todo", "story"],
            Kind::Evidence | Kind::Decision | Kind::Capture | Kind::Setting => &[],
        }
    }

    /// The word for one of this kind, with its article.
    #[must_use]
    pub const fn one(self) -> &'static str {
        match self {
            Kind::Product => "a product",
            Kind::Pillar => "a pillar",
            Kind::Outcome => "an outcome",
            Kind::Bet => "a bet",
            Kind::Persona => "a persona",
            Kind::Problem => "a problem",
            Kind::Pain => "a pain",
            Kind::Project => "a project",
            Kind::Task => "a task",
            Kind::Capture => "a capture",
            Kind::Evidence => "a piece of evidence",
            Kind::Decision => "a decision",
            Kind::Setting => "a setting",
        }
    }

    /// The word for several of this kind.
    #[must_use]
    pub fn plural(self) -> String {
        match self {
            Kind::Evidence => "pieces of evidence".to_owned(),
            kind => format!("{}s", kind.word()),
        }
    }

    /// The letter of this kind's refs. Products and settings have none, and a
    /// pain is called by its persona and problem.
    #[must_use]
    pub const fn letter(self) -> Option<char> {
        match self {
            Kind::Pillar => Some('L'),
            Kind::Outcome => Some('O'),
            Kind::Bet => Some('B'),
            Kind::Persona => Some('U'),
            Kind::Problem => Some('X'),
            Kind::Project => Some('P'),
            Kind::Task => Some('T'),
            Kind::Capture => Some('K'),
            Kind::Evidence => Some('E'),
            Kind::Decision => Some('D'),
            Kind::Product | Kind::Pain | Kind::Setting => None,
        }
    }

    /// The table whose rows are the entities of this kind.
    pub(crate) const fn table(self) -> &'static str {
        match self {
            Kind::Product => "products",
            Kind::Pillar => "pillars",
            Kind::Outcome => "outcomes",
            Kind::Bet => "bets",
            Kind::Persona => "personas",
            Kind::Problem => "problems",
            Kind::Pain => "pains",
            Kind::Project => "projects",
            Kind::Task => "tasks",
            Kind::Capture => "captures",
            Kind::Evidence => "evidence",
            Kind::Decision => "decisions",
            Kind::Setting => "settings",
        }
    }

    /// The column that holds what an entity of this kind is called.
    pub(crate) const fn name_column(self) -> &'static str {
        match self {
            Kind::Capture | Kind::Evidence => "text",
            Kind::Decision => "what",
            Kind::Setting => "id",
            _ => "name",
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
        let kind = Kind::ALL.into_iter().find(|k| k.letter() == Some(letter))?;
        let number = digits.parse().ok().filter(|n| *n > 0)?;
        Some(Ref { kind, number })
    }

    /// Reads what a ref begins with, `T`, `t-` or `T-1`: its kind and digits.
    pub(crate) fn beginning(text: &str) -> Option<(Kind, &str)> {
        let mut rest = text.trim().chars();
        let letter = rest.next()?.to_ascii_uppercase();
        let kind = Kind::ALL.into_iter().find(|k| k.letter() == Some(letter))?;
        let digits = match rest.as_str() {
            "" => "",
            rest => rest.strip_prefix('-')?,
        };
        digits.bytes().all(|b| b.is_ascii_digit()).then_some((kind, digits))
    }

    /// Reads the ref of a pain: its persona and problem, `U-1×X-2` or `U-1 x X-2`,
    /// in either order.
    #[must_use]
    pub fn parse_pain(text: &str) -> Option<(Ref, Ref)> {
        let (one, other) = text.split_once(['×', '*']).or_else(|| split_at_x(text))?;
        let (one, other) = (Ref::parse(one)?, Ref::parse(other)?);
        match (one.kind, other.kind) {
            (Kind::Persona, Kind::Problem) => Some((one, other)),
            (Kind::Problem, Kind::Persona) => Some((other, one)),
            _ => None,
        }
    }
}

/// Splits at an `x` that joins two refs and is not the letter of one.
fn split_at_x(text: &str) -> Option<(&str, &str)> {
    let lower = text.to_ascii_lowercase();
    let at = lower.match_indices('x').map(|(at, _)| at).find(|at| {
        let before = lower[..*at].trim_end();
        before.ends_with(|c: char| c.is_ascii_digit())
    })?;
    Some((&text[..at], &text[at + 1..]))
}

/// What a pain is called: by its persona and its problem.
pub(crate) fn pain_reference(persona: u32, problem: u32) -> String {
    format!("U-{persona}×X-{problem}")
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
    fn a_pain_is_called_by_its_persona_and_problem() {
        let pair =
            Some((Ref { kind: Kind::Persona, number: 1 }, Ref { kind: Kind::Problem, number: 2 }));
        for text in ["U-1×X-2", "u-1xx-2", "X-2 × U-1", "x-2 x u-1", "U-1*X-2"] {
            assert_eq!(Ref::parse_pain(text), pair, "{text}");
        }
        for text in ["U-1", "U-1×U-2", "X-2", "T-1×X-2", "x", "×"] {
            assert_eq!(Ref::parse_pain(text), None, "{text}");
        }
    }

    #[test]
    fn the_beginning_of_a_ref_is_told_from_a_word() {
        assert_eq!(Ref::beginning("t"), Some((Kind::Task, "")));
        assert_eq!(Ref::beginning("P-"), Some((Kind::Project, "")));
        assert_eq!(Ref::beginning(" t-12 "), Some((Kind::Task, "12")));
        for text in ["", "z", "ta", "T12", "T-1x", "-1"] {
            assert_eq!(Ref::beginning(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_ref_is_not_guessed() {
        for text in ["", "T", "T-", "T-0", "T--1", "TT-1", "Z-1", "T-1x", "12", "T-99999999999"] {
            assert_eq!(Ref::parse(text), None, "{text}");
        }
    }
}
