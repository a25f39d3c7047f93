//! What each kind is made of, as an AI or a script says it: the one list that the
//! batch reads by, and that a guide shows.

use std::collections::BTreeMap;

use crate::base::bounds;
use crate::base::error::{Error, Result};
use crate::base::kinds::{Direction, EvidenceKind, ProblemKind, ProjectKind, TaskKind};
use crate::base::refs::Kind;
use crate::base::statuses::{
    BetResult, Horizon, PainState, Priority, ProblemState, ProjectStatus, TaskStatus,
};
use crate::base::vocabulary::{self, PlanWord};

/// One field of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// What it is called in a batch and in an answer.
    pub name: &'static str,
    /// What the concept's own types call it.
    pub key: &'static str,
    /// What people read it as.
    pub label: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What to write there, in a few words.
    pub about: &'static str,
    /// Whether it can be given only to what exists already.
    pub(crate) later: bool,
    /// Other names that are understood.
    pub(crate) also: &'static [&'static str],
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// One line, which may not be empty.
    Name,
    /// Markdown, which may not be empty.
    Text,
    /// One line.
    Line,
    /// Markdown.
    Markdown,
    /// A number, or none.
    Number,
    /// A whole number between two bounds, or none.
    Whole {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// Yes or no.
    Flag,
    /// A day, or none.
    Date,
    /// A day; today unless said.
    Day,
    /// One of these words.
    Word(&'static [PlanWord]),
    /// One of these words, or none.
    WordOrNone(&'static [PlanWord]),
    /// Short lines.
    Lines,
    /// Short lines that are added at the end of those there are.
    Added,
    /// The reason why work is stopped, or none.
    Blocked,
    /// What was measured on which day; each is added to those there are.
    Readings,
    /// The one thing of this kind without which it cannot be made.
    Parent(Kind),
    /// One thing of this kind, or none.
    Link(Kind),
    /// Things of this kind.
    Links(Kind),
    /// Things of any of these kinds.
    About(&'static [Kind]),
}

const fn field(name: &'static str, holds: Holds, about: &'static str) -> Field {
    Field { name, key: name, label: name, holds, about, later: false, also: &[] }
}

impl Field {
    const fn kept_as(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    const fn read_as(mut self, label: &'static str) -> Self {
        self.label = label;
        self
    }

    const fn or(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }

    /// Whether it takes several values.
    #[must_use]
    pub const fn is_list(&self) -> bool {
        matches!(
            self.holds,
            Holds::Lines | Holds::Added | Holds::Readings | Holds::Links(_) | Holds::About(_)
        )
    }

    /// Whether it takes free text.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        matches!(self.holds, Holds::Name | Holds::Text | Holds::Line | Holds::Markdown)
    }

    const fn later(mut self) -> Self {
        self.later = true;
        self
    }
}

const NAME: Field = field("name", Holds::Name, "one line").or(&["title"]);
const LABELS: Field = field("labels", Holds::Lines, "your own words to find it by").or(&["tags"]);
const WHY_LINE: Field =
    field("why_line", Holds::Line, "why in one line of 160 characters").read_as("why in one line");
const CONSTRAINTS: Field = field("constraints", Holds::Lines, "what must hold");
const APPETITE: Field = field(
    "appetite_days",
    Holds::Whole { least: 1, most: bounds::APPETITE },
    "days it is worth, not an estimate",
)
.read_as("appetite")
.or(&["appetite"]);
const BRANCH: Field = field("branch", Holds::Line, "the branch it is worked on");
const STATUS_REASON: Field =
    field("status_reason", Holds::Line, "why it was dropped or opened again")
        .read_as("reason for the status")
        .later();

const PRODUCT: &[Field] = &[
    NAME,
    field("icon", Holds::Line, "an emoji or a few letters"),
    field("vision", Holds::Markdown, "what changes for people if this works")
        .or(&["product_vision", "goal"]),
    field("about", Holds::Markdown, "context that every brief may use")
        .or(&["context", "description"]),
    field("folders", Holds::Lines, "the folders of its code on this machine"),
    LABELS,
];

const PILLAR: &[Field] = &[
    NAME,
    field("we_will", Holds::Markdown, "how you win").read_as("we will").or(&["description"]),
    field("we_wont", Holds::Markdown, "what you refuse to do for it").read_as("we won’t"),
    LABELS,
];

const OUTCOME: &[Field] = &[
    NAME,
    field("metric", Holds::Line, "what is counted"),
    field("unit", Holds::Line, "%, minutes, people"),
    field("baseline", Holds::Number, "the number when it began").or(&["now", "start"]),
    field("target", Holds::Number, "the number that means it works"),
    field("direction", Holds::Word(Direction::WORDS), "which way the number is to go"),
    field("due", Holds::Date, "by when").read_as("by").or(&["due_date", "deadline"]),
    field("primary", Holds::Flag, "the one that counts most"),
    field("pillars", Holds::Links(Kind::Pillar), "the pillars it shows to hold"),
    field("readings", Holds::Readings, "numbers measured, each with its date")
        .or(&["reading", "current"]),
    LABELS,
];

const PERSONA: &[Field] = &[
    NAME,
    field("about", Holds::Markdown, "one specific person").or(&["description"]),
    field("wants", Holds::Markdown, "what they want").or(&["goals"]),
    field("today", Holds::Markdown, "how they cope now"),
    field("primary", Holds::Flag, "the one you build for first"),
    LABELS,
];

const PROBLEM: &[Field] = &[
    NAME,
    field("kind", Holds::Word(ProblemKind::WORDS), "where it comes from"),
    field("severity", Holds::Whole { least: 1, most: 5 }, "1 a nuisance, 5 they give up"),
    field("description", Holds::Markdown, "what gets in their way, and when"),
    field("state", Holds::Word(ProblemState::WORDS), "where it stands").or(&["status"]),
    LABELS,
];

const PAIN: &[Field] = &[
    field("persona", Holds::Parent(Kind::Persona), "who feels it")
        .read_as("who feels it")
        .kept_as("persona_id"),
    field("problem", Holds::Parent(Kind::Problem), "what hurts").kept_as("problem_id"),
    field("impact", Holds::Markdown, "what the problem costs them"),
    field("stakes", Holds::Markdown, "what is lost if it stays, won if it goes"),
    field("state", Holds::Word(PainState::WORDS), "where it stands").or(&["status"]),
    field("solved_by", Holds::Link(Kind::Project), "the project that ends it").read_as("solved by"),
    LABELS,
];

const BET: &[Field] = &[
    NAME,
    field("belief", Holds::Markdown, "we believe … will … because …")
        .or(&["hypothesis", "description"]),
    field("horizon", Holds::Word(Horizon::WORDS), "when it is to be taken").or(&["status"]),
    field("horizon_reason", Holds::Line, "why it was parked or taken up")
        .read_as("reason for the horizon"),
    APPETITE,
    field("signals", Holds::Markdown, "what would show that it works, or does not"),
    field("review_on", Holds::Date, "when to look at it again").read_as("look at again"),
    field("result", Holds::WordOrNone(BetResult::WORDS), "how it ended; this closes it").later(),
    field("learned", Holds::Markdown, "what was learned").later(),
    field("closed", Holds::Flag, "whether it is over").later(),
    field("outcomes", Holds::Links(Kind::Outcome), "the numbers it is to move"),
    field("problems", Holds::Links(Kind::Problem), "the problems it takes on"),
    field("personas", Holds::Links(Kind::Persona), "for whom"),
    LABELS,
];

const PROJECT: &[Field] = &[
    NAME,
    field("kind", Holds::Word(ProjectKind::WORDS), "what sort of work"),
    field("status", Holds::Word(ProjectStatus::WORDS), "where it stands"),
    STATUS_REASON,
    field("bet", Holds::Link(Kind::Bet), "the bet it serves").kept_as("bet_id").or(&["parent"]),
    field("pillar", Holds::Link(Kind::Pillar), "the pillar it is built on").kept_as("pillar_id"),
    WHY_LINE,
    field("why", Holds::Markdown, "why it is worth doing"),
    field("what", Holds::Markdown, "what it is").or(&["description"]),
    CONSTRAINTS,
    field("in", Holds::Lines, "what it covers").kept_as("in_scope"),
    field("out", Holds::Lines, "what it leaves out").kept_as("out_of_scope"),
    field("questions", Holds::Lines, "what is not known yet").or(&["open_questions"]),
    APPETITE,
    BRANCH,
    field("result", Holds::Markdown, "what came of it"),
    field("personas", Holds::Links(Kind::Persona), "for whom"),
    field("problems", Holds::Links(Kind::Problem), "the problems it takes on"),
    field("depends_on", Holds::Links(Kind::Project), "the projects it waits for")
        .read_as("waits for"),
    LABELS,
];

const TASK: &[Field] = &[
    NAME,
    field("parent", Holds::Parent(Kind::Project), "the project it is a step of")
        .read_as("project")
        .kept_as("project_id")
        .or(&["project"]),
    field("kind", Holds::Word(TaskKind::WORDS), "what sort of work"),
    field("status", Holds::Word(TaskStatus::WORDS), "where it stands"),
    STATUS_REASON,
    field("description", Holds::Markdown, "what to do"),
    WHY_LINE,
    CONSTRAINTS,
    field("priority", Holds::Word(Priority::WORDS), "how urgent"),
    field("blocked", Holds::Blocked, "why it cannot go on"),
    BRANCH,
    field("commits", Holds::Lines, "commits that belong to it").later(),
    field("depends_on", Holds::Links(Kind::Task), "the tasks it waits for").read_as("waits for"),
    field("steps", Holds::Added, "how, line by line"),
    field("checks", Holds::Added, "how one knows it is done, line by line")
        .read_as("done when")
        .or(&["acceptance_criteria", "definition_of_done", "checklist", "done_when"]),
    LABELS,
];

const EVIDENCE: &[Field] = &[
    field("text", Holds::Text, "what was said, done or measured").or(&["name", "quote"]),
    field("kind", Holds::Word(EvidenceKind::WORDS), "where it comes from"),
    field("source", Holds::Line, "who, or what"),
    field("url", Holds::Line, "where to read it").or(&["link"]),
    field("date", Holds::Day, "when; today unless said"),
    field("strength", Holds::Whole { least: 0, most: 4 }, "0 an opinion, 4 a number moved"),
    field(
        "about",
        Holds::About(&[Kind::Problem, Kind::Outcome, Kind::Bet]),
        "the problems, outcomes and bets it speaks of",
    ),
    field("problems", Holds::Links(Kind::Problem), "the problems it speaks of"),
    field("outcomes", Holds::Links(Kind::Outcome), "the outcomes it speaks of"),
    field("bets", Holds::Links(Kind::Bet), "the bets it speaks of"),
    LABELS,
];

const DECISION: &[Field] = &[
    field("what", Holds::Name, "what you chose, in one line").or(&["name", "title", "decision"]),
    field("why", Holds::Markdown, "why"),
    field("instead_of", Holds::Markdown, "what you did not choose").read_as("instead of"),
    field("revisit_on", Holds::Date, "when to look at it again").read_as("look again"),
    field("about", Holds::About(ANY), "whatever it concerns"),
    LABELS,
];

const CAPTURE: &[Field] = &[
    field("text", Holds::Text, "the thought").or(&["name"]),
    field("note", Holds::Markdown, "what belongs to it"),
];

/// What a decision may be about.
const ANY: &[Kind] = &[
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
];

/// The fields of a kind, in the order in which they are thought of.
#[must_use]
pub const fn fields_of(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Product => PRODUCT,
        Kind::Pillar => PILLAR,
        Kind::Outcome => OUTCOME,
        Kind::Bet => BET,
        Kind::Persona => PERSONA,
        Kind::Problem => PROBLEM,
        Kind::Pain => PAIN,
        Kind::Project => PROJECT,
        Kind::Task => TASK,
        Kind::Capture => CAPTURE,
        Kind::Evidence => EVIDENCE,
        Kind::Decision => DECISION,
        Kind::Setting => &[],
    }
}

/// What people read the rest of an entity as, and the settings, by the log's words
/// and the columns' names.
const MORE_LABELS: [(&str, &str); 20] = [
    ("created", "added"),
    ("removed", "removed"),
    ("trash", "in the trash"),
    ("rank", "place in the list"),
    ("value", "set to"),
    ("blocked_reason", "blocked because"),
    ("started_at", "started"),
    ("finished_at", "finished"),
    ("skipped", "skipped until"),
    ("skipped_until", "skipped until"),
    ("became", "placed as"),
    ("answered_by", "answered by"),
    ("is_primary", "primary"),
    ("appetite", "appetite"),
    ("ignored", "ignored gaps"),
    ("about_id", "about"),
    ("theme", "theme"),
    ("single_letter_keys", "single-letter keys"),
    ("capture_shortcut", "capture shortcut"),
    ("server_port", "port"),
];

/// What people read each field as, by its name and by its key.
#[must_use]
pub fn field_labels() -> BTreeMap<&'static str, &'static str> {
    let fields = Kind::OF_A_PLAN.into_iter().flat_map(fields_of);
    let labels = fields.flat_map(|f| [(f.name, f.label), (f.key, f.label)]);
    labels.chain(MORE_LABELS).collect()
}

/// The field of a kind that goes by this name.
pub fn field_of(kind: Kind, said: &str) -> Result<&'static Field> {
    let wanted = vocabulary::normal(said);
    let fields = fields_of(kind);
    let own = fields.iter().find(|f| vocabulary::normal(f.name) == wanted);
    let also = || fields.iter().find(|f| f.also.iter().any(|a| vocabulary::normal(a) == wanted));
    own.or_else(also).ok_or_else(|| {
        let spellings = fields
            .iter()
            .flat_map(|f| std::iter::once(&f.name).chain(f.also).map(|s| (*s, f.name)));
        Error::Field {
            kind,
            said: said.to_owned(),
            nearest: vocabulary::nearest(&wanted, spellings),
            allowed: fields.iter().map(|f| f.name).collect(),
        }
    })
}

/// The field that a concept keeps under this key, as a batch calls it.
#[must_use]
pub fn name_of(kind: Kind, key: &str) -> Option<&'static str> {
    fields_of(kind).iter().find(|f| f.key == key).map(|f| f.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_as_the_same_words_wherever_it_is() {
        let labels = field_labels();
        for field in Kind::OF_A_PLAN.into_iter().flat_map(fields_of) {
            assert_eq!([labels[field.name], labels[field.key]], [field.label; 2], "{}", field.name);
        }
        assert!(labels.values().all(|label| !label.is_empty() && !label.contains('_')));
    }
}
