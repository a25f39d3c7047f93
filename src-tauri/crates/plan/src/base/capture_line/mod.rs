//! The quick-capture line: what one typed or pasted text means.
//!
//! ```text
//! Retry sync after sleep #offline !p1 @code // seen twice today
//! - [ ] keep the queue on disk
//! > a restart sends what was waiting
//! ```
//!
//! The same parser serves the capture window, the app, the CLI and the inbox. It does not
//! guess: a token is recognised or stays text, and whatever was typed ends in the text, the
//! note, a step, a check or a chip. The rules are the table in `cases.jsonl`.

mod below;
mod resolve;
mod scan;
#[cfg(test)]
mod tests;
mod tokens;

use serde::Serialize;
use specta::Type;

use self::below::Below;
use self::tokens::Reader;

/// Something a token can mean.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Name {
    /// The id of the entity.
    pub id: String,
    /// The short ref, such as `P-7`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The name as shown.
    pub name: String,
}

/// Everything a token of one product can mean.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
pub struct Names {
    /// What `#` can mean.
    pub projects: Vec<Name>,
    /// What `~` can mean.
    pub bets: Vec<Name>,
    /// What `+` can mean.
    pub personas: Vec<Name>,
    /// What `*` can mean.
    pub problems: Vec<Name>,
}

/// What a line becomes when it is saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Makes {
    /// A task of the project that the line names.
    Task,
    /// A thought not yet placed.
    #[default]
    Capture,
    /// A problem: the line began with `? `.
    Problem,
    /// Evidence: the line began with `" `, straight or curly, or with `\ `.
    Evidence,
    /// A decision: the line began with `= `.
    Decision,
}

/// What a recognised token sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ChipKind {
    /// `#name`
    Project,
    /// `~name`
    Bet,
    /// `+name`
    Persona,
    /// `*name`
    Problem,
    /// `!p1` to `!p3`, or `!1` to `!3`
    Priority,
    /// `@blocked` or `@blocked(reason)`
    Blocked,
    /// `@doing`
    Status,
    /// `@code`, `@test`, `@docs` or `@design`
    TaskKind,
    /// Any other `@word`
    Label,
}

/// A recognised token.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Chip {
    /// The token as typed.
    pub token: String,
    /// Where the token starts in the input, in UTF-16 code units.
    pub start: u32,
    /// Where the token ends in the input, in UTF-16 code units.
    pub end: u32,
    /// What it sets.
    pub kind: ChipKind,
    /// What it was matched to: `P-7 Offline sync`, `P1`, `code`.
    pub shown: String,
}

/// A token that could mean several things, and so stayed text.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct Choice {
    /// The token as typed.
    pub token: String,
    /// Where the token starts in the input, in UTF-16 code units.
    pub start: u32,
    /// Where the token ends in the input, in UTF-16 code units.
    pub end: u32,
    /// What it would set.
    pub kind: ChipKind,
    /// What it could mean, in the order the names were given, at most 20.
    pub candidates: Vec<Name>,
}

/// What a line means.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
pub struct ParsedLine {
    /// What the line becomes. A line without text is always a capture, which its caller refuses.
    pub makes: Makes,
    /// The first line without its tokens.
    pub text: String,
    /// What followed `//`, and the lines below that are neither steps nor checks.
    pub note: String,
    /// The lines below that began with `- `.
    pub steps: Vec<String>,
    /// The lines below that began with `> `.
    pub checks: Vec<String>,
    /// The recognised tokens, in the order typed. Of two that set the same thing the last counts.
    pub chips: Vec<Chip>,
    /// What the person should know, as plain sentences.
    pub messages: Vec<String>,
    /// The tokens that could mean several things, in the order typed.
    pub choices: Vec<Choice>,
    /// The project that counts.
    #[serde(skip)]
    pub project: Option<Name>,
    /// The bet that counts.
    #[serde(skip)]
    pub bet: Option<Name>,
    /// The persona that counts.
    #[serde(skip)]
    pub persona: Option<Name>,
    /// The problem that counts.
    #[serde(skip)]
    pub problem: Option<Name>,
    /// The priority, 1 (first) to 3.
    #[serde(skip)]
    pub priority: Option<u8>,
    /// Why it is blocked; empty when no reason was given.
    #[serde(skip)]
    pub blocked: Option<String>,
    /// Whether work on it has begun.
    #[serde(skip)]
    pub doing: bool,
    /// `code`, `test`, `docs` or `design`.
    #[serde(skip)]
    pub task_kind: Option<String>,
    /// The labels as typed, each once.
    #[serde(skip)]
    pub labels: Vec<String>,
}

/// Reads a typed or pasted text. The first line that is not blank holds the text and its tokens;
/// the lines below it are steps, checks and note. Takes time linear in the input.
#[must_use]
pub fn parse(line: &str, names: &Names) -> ParsedLine {
    let mut lines = line.split_inclusive('\n');
    let mut start = 0;
    let first = loop {
        match lines.next() {
            None => return ParsedLine::default(),
            Some(blank) if scan::is_blank(blank) => start += blank.encode_utf16().count(),
            Some(first) => break first,
        }
    };
    let first = Reader::new(first.trim_end_matches(['\r', '\n']), start, names).read();
    let below = Below::read(lines, first.note);

    let mut parsed = first.parsed;
    if scan::is_blank(&parsed.text) {
        parsed.text.clear();
    }
    parsed.makes = match first.kind {
        _ if parsed.text.is_empty() => Makes::Capture,
        Some(kind) => kind,
        None if parsed.project.is_some() => Makes::Task,
        None => Makes::Capture,
    };
    parsed.note = below.note;
    parsed.steps = below.steps;
    parsed.checks = below.checks;
    if below.ticked {
        parsed.messages.push("Steps that were ticked are added unticked.".into());
    }
    parsed
}
