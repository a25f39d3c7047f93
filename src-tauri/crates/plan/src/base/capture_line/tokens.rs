//! The first line: its kind, its tokens and its text.

use std::collections::{HashMap, HashSet};

use super::resolve::{Index, Match};
use super::scan::{ScannedWord, brackets, is_blank, is_invisible, is_punctuated, words};
use super::{Chip, ChipKind, Choice, Makes, Name, Names, ParsedLine};

/// More candidates than this are no choice; another letter narrows them.
const MAX_CANDIDATES: usize = 20;
/// The longest token that a message repeats in full, in characters.
const MAX_QUOTED: usize = 40;

/// What the first line says.
pub(super) struct FirstLine<'a> {
    /// What `? `, `" `, `\ ` or `= ` at its start says it is.
    pub(super) kind: Option<Makes>,
    /// What follows `//`.
    pub(super) note: &'a str,
    /// Everything but `makes`, `note`, `steps` and `checks`.
    pub(super) parsed: ParsedLine,
}

/// Reads the first line word by word.
pub(super) struct Reader<'a> {
    line: &'a str,
    words: Vec<ScannedWord<'a>>,
    closing: HashMap<usize, usize>,
    projects: Index<'a>,
    bets: Index<'a>,
    personas: Index<'a>,
    problems: Index<'a>,
    parsed: ParsedLine,
    /// Where the last word of the text ended, unless a token followed it.
    text_end: Option<usize>,
    /// The chip that counts, for each kind that has one value.
    counting: HashMap<ChipKind, usize>,
    said: HashSet<String>,
    labelled: HashSet<String>,
}

impl<'a> Reader<'a> {
    /// `start` is where `line` begins in the input, in UTF-16 units.
    pub(super) fn new(line: &'a str, start: usize, names: &'a Names) -> Self {
        Self {
            line,
            words: words(line, start),
            closing: brackets(line),
            projects: Index::new(&names.projects),
            bets: Index::new(&names.bets),
            personas: Index::new(&names.personas),
            problems: Index::new(&names.problems),
            parsed: ParsedLine::default(),
            text_end: None,
            counting: HashMap::new(),
            said: HashSet::new(),
            labelled: HashSet::new(),
        }
    }

    pub(super) fn read(mut self) -> FirstLine<'a> {
        let kind = self.kind();
        let mut note = "";
        let mut next = usize::from(kind.is_some());
        while let Some(&word) = self.words.get(next) {
            if word.bare() == "//" {
                note = self.line[word.to..].trim();
                break;
            }
            next = self.read_word(next, word);
        }
        FirstLine { kind, note, parsed: self.parsed }
    }

    fn kind(&self) -> Option<Makes> {
        let first = self.words.first().filter(|word| word.to < self.line.len())?;
        match first.bare() {
            "?" => Some(Makes::Problem),
            "\\" | "\"" | "“" => Some(Makes::Evidence),
            "=" => Some(Makes::Decision),
            _ => None,
        }
    }

    /// Reads the token or text at word `at` and says which word comes next.
    fn read_word(&mut self, at: usize, word: ScannedWord<'a>) -> usize {
        let bare = word.bare();
        let mut characters = bare.chars();
        let sigil = characters.next();
        let name = characters.as_str();
        match sigil {
            Some('#') => self.read_name(word, name, ChipKind::Project),
            Some('~') => self.read_name(word, name, ChipKind::Bet),
            Some('+') => self.read_name(word, name, ChipKind::Persona),
            Some('*') => self.read_name(word, name, ChipKind::Problem),
            Some('!') => self.read_priority(word, name),
            Some('@') if starts_blocked(name) => return self.read_blocked(at, word),
            Some('@') => self.read_at(word, name),
            Some('\\') if is_escape(name, at == 0) => {
                let (before, after) = word.text.split_once('\\').unwrap_or_default();
                self.keep(word, &[before, after]);
            }
            _ => self.keep(word, &[word.text]),
        }
        at + 1
    }

    fn read_name(&mut self, word: ScannedWord<'a>, name: &str, kind: ChipKind) {
        if name.chars().all(|c| c.is_ascii_punctuation() || is_invisible(c)) {
            return self.keep(word, &[word.text]);
        }
        let (index, noun) = match kind {
            ChipKind::Bet => (&self.bets, "bet"),
            ChipKind::Persona => (&self.personas, "persona"),
            ChipKind::Problem => (&self.problems, "problem"),
            _ => (&self.projects, "project"),
        };
        match index.find(name) {
            Match::One(found) => {
                self.chip(word, kind, format!("{} {}", found.reference, found.name));
                *self.named(kind) = Some(found.clone());
            }
            Match::Several(found) => {
                self.parsed.choices.push(Choice {
                    token: word.text.into(),
                    start: offset(word.start),
                    end: offset(word.end),
                    kind,
                    candidates: found.into_iter().take(MAX_CANDIDATES).cloned().collect(),
                });
                self.say(format!(
                    "More than one {noun} matches {}, so it stays text.",
                    quoted(word)
                ));
                self.keep(word, &[word.text]);
            }
            Match::Nothing => {
                // `~/code` and `**bold**` were never meant as names.
                if !name.starts_with(|c: char| c.is_ascii_punctuation()) {
                    self.say(format!("Nothing is called {}, so it stays text.", quoted(word)));
                }
                self.keep(word, &[word.text]);
            }
        }
    }

    fn named(&mut self, kind: ChipKind) -> &mut Option<Name> {
        match kind {
            ChipKind::Bet => &mut self.parsed.bet,
            ChipKind::Persona => &mut self.parsed.persona,
            ChipKind::Problem => &mut self.parsed.problem,
            _ => &mut self.parsed.project,
        }
    }

    fn read_priority(&mut self, word: ScannedWord<'a>, level: &str) {
        let priority = match level.strip_prefix(['p', 'P']).unwrap_or(level) {
            "1" => 1,
            "2" => 2,
            "3" => 3,
            _ => return self.keep(word, &[word.text]),
        };
        self.chip(word, ChipKind::Priority, format!("P{priority}"));
        self.parsed.priority = Some(priority);
    }

    /// `@blocked`, alone or with a reason that may hold spaces.
    fn read_blocked(&mut self, at: usize, word: ScannedWord<'a>) -> usize {
        let Some(open) = word.text.find('(').map(|byte| word.from + byte) else {
            self.chip(word, ChipKind::Blocked, "blocked".into());
            self.parsed.blocked = Some(String::new());
            return at + 1;
        };
        let Some(&close) = self.closing.get(&open) else {
            self.say("@blocked( needs a closing bracket, so it stays text.".into());
            self.keep(word, &[word.text]);
            return at + 1;
        };
        let last = self.words.partition_point(|word| word.to <= close);
        let token = ScannedWord {
            text: &self.line[word.from..self.words[last].to],
            to: self.words[last].to,
            end: self.words[last].end,
            ..word
        };
        if !is_blank(&self.line[close + 1..token.to]) {
            self.say("@blocked(…) needs a space after it, so it stays text.".into());
            self.keep(word, &[word.text]);
            return at + 1;
        }
        let reason = self.line[open + 1..close].trim();
        let shown = if is_blank(reason) { "blocked".into() } else { format!("blocked: {reason}") };
        self.chip(token, ChipKind::Blocked, shown);
        self.parsed.blocked = Some(reason.into());
        last + 1
    }

    /// `@doing`, a kind of task or a label.
    fn read_at(&mut self, word: ScannedWord<'a>, name: &str) {
        let known = name.to_lowercase();
        match known.as_str() {
            "doing" => {
                self.chip(word, ChipKind::Status, known);
                self.parsed.doing = true;
            }
            "code" | "test" | "docs" | "design" => {
                self.chip(word, ChipKind::TaskKind, known.clone());
                self.parsed.task_kind = Some(known);
            }
            _ => self.read_label(word, name),
        }
    }

    fn read_label(&mut self, word: ScannedWord<'a>, name: &str) {
        // Joiners shape letters and emoji; the other invisible characters only hide.
        let joins = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
        let label: String = name.chars().filter(|c| joins(*c) || !is_invisible(*c)).collect();
        if is_punctuated(&label) || label.chars().all(|c| matches!(c, '-' | '_') || joins(c)) {
            return self.keep(word, &[word.text]);
        }
        self.chip(word, ChipKind::Label, label.clone());
        if self.labelled.insert(label.to_lowercase()) {
            self.parsed.labels.push(label);
        }
    }

    /// Adds a word to the text. A single no-break or full-width space stays as typed; any
    /// other run of spaces becomes one.
    fn keep(&mut self, word: ScannedWord<'a>, parts: &[&str]) {
        if !self.parsed.text.is_empty() {
            let gap = self.text_end.map_or(" ", |end| &self.line[end..word.from]);
            let special = matches!(gap, "\u{a0}" | "\u{202f}" | "\u{3000}");
            self.parsed.text.push_str(if special { gap } else { " " });
        }
        self.parsed.text.extend(parts.iter().copied());
        self.text_end = Some(word.to);
    }

    /// Adds a chip. Of two that set the same thing to different values the last counts.
    fn chip(&mut self, word: ScannedWord<'a>, kind: ChipKind, shown: String) {
        if kind != ChipKind::Label {
            let here = self.parsed.chips.len();
            let before = self.counting.insert(kind, here).map(|at| &self.parsed.chips[at]);
            if let Some(before) = before.filter(|chip| chip.shown != shown) {
                let unused = shortened(&before.token);
                self.say(format!("{unused} does not count, because {} follows.", quoted(word)));
            }
        }
        self.parsed.chips.push(Chip {
            token: word.text.into(),
            start: offset(word.start),
            end: offset(word.end),
            kind,
            shown,
        });
        self.text_end = None;
    }

    fn say(&mut self, message: String) {
        if self.said.insert(message.clone()) {
            self.parsed.messages.push(message);
        }
    }
}

/// Whether what follows `@` is `blocked` or `blocked(…`, and not just a word like `blockedby`.
fn starts_blocked(name: &str) -> bool {
    let (word, rest) = name.split_at_checked("blocked".len()).unwrap_or_default();
    word.eq_ignore_ascii_case("blocked") && (rest.is_empty() || rest.starts_with('('))
}

/// Whether a `\` before `rest` keeps it from being a token, a note or, at the start of the
/// line, a kind.
fn is_escape(rest: &str, first: bool) -> bool {
    rest.starts_with(['#', '~', '+', '*', '!', '@'])
        || rest == "//"
        || first && matches!(rest, "?" | "\\" | "\"" | "“" | "=")
}

fn quoted(word: ScannedWord<'_>) -> String {
    shortened(word.bare())
}

fn shortened(token: &str) -> String {
    let token = token.trim_matches(is_invisible);
    match token.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", &token[..end]),
        None => token.into(),
    }
}

/// The input is far shorter than `u32` counts.
fn offset(units: usize) -> u32 {
    u32::try_from(units).unwrap_or(u32::MAX)
}
