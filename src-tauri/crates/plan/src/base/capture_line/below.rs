//! The lines below the first: steps, checks and the rest of the note.

use super::scan::{is_blank, is_invisible};

/// What the lines below the first say.
pub(super) struct Below {
    pub(super) note: String,
    pub(super) steps: Vec<String>,
    pub(super) checks: Vec<String>,
    /// Whether a step was written as done already.
    pub(super) ticked: bool,
}

impl Below {
    /// Reads `lines` and continues `note` with those that are neither steps nor checks.
    pub(super) fn read<'a>(lines: impl Iterator<Item = &'a str>, note: &str) -> Self {
        let mut below = Self { note: note.into(), steps: vec![], checks: vec![], ticked: false };
        let mut after_item = false;
        for line in lines.map(|line| line.trim_end_matches(['\r', '\n'])) {
            let item = Item::read(line);
            // A blank line that sets a list apart belongs to the list.
            let apart = after_item && is_blank(line);
            after_item = apart || !matches!(item, Item::Note(_));
            match item {
                Item::Step { text, ticked } => {
                    below.steps.push(text.into());
                    below.ticked |= ticked;
                }
                Item::Check(text) => below.checks.push(text.into()),
                Item::Note(_) if apart || (below.note.is_empty() && is_blank(line)) => {}
                Item::Note(text) => {
                    if !below.note.is_empty() {
                        below.note.push('\n');
                    }
                    below.note.push_str(text);
                }
            }
        }
        below.note.truncate(below.note.trim_end().len());
        below
    }
}

enum Item<'a> {
    Step { text: &'a str, ticked: bool },
    Check(&'a str),
    Note(&'a str),
}

impl<'a> Item<'a> {
    fn read(line: &'a str) -> Self {
        let bare = line.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if let Some(item) = Self::marked(bare) {
            return item;
        }
        match bare.strip_prefix('\\') {
            Some(escaped) if Self::marked(escaped).is_some() => Self::Note(escaped),
            _ => Self::Note(line),
        }
    }

    /// A step or a check. A marker with nothing after it is neither.
    fn marked(line: &'a str) -> Option<Self> {
        if let Some(text) = line.strip_prefix('>').and_then(after_space) {
            return Some(Self::Check(text));
        }
        let text = line.strip_prefix('-').and_then(after_space)?;
        match tick_box(text) {
            None => Some(Self::Step { text, ticked: false }),
            Some((_, "")) => None,
            Some((ticked, rest)) => after_space(rest).map(|text| Self::Step { text, ticked }),
        }
    }
}

/// What follows a marker and a space, if anything does.
fn after_space(rest: &str) -> Option<&str> {
    let text = rest.strip_prefix(char::is_whitespace)?.trim();
    (!is_blank(text)).then_some(text)
}

/// Whether the box at the start of `text` is ticked, and what follows it.
fn tick_box(text: &str) -> Option<(bool, &str)> {
    let inside = text.strip_prefix('[')?;
    let mark = inside.chars().next()?;
    let rest = inside[mark.len_utf8()..].strip_prefix(']')?;
    let stands_alone = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (stands_alone && (mark.is_whitespace() || matches!(mark, 'x' | 'X')))
        .then_some((!mark.is_whitespace(), rest))
}
