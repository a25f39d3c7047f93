//! Cutting the line into words, and the characters that count as spaces or as nothing.

use std::collections::HashMap;

/// A run of characters between spaces.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScannedWord<'a> {
    pub(super) text: &'a str,
    /// Byte offsets into the line.
    pub(super) from: usize,
    pub(super) to: usize,
    /// UTF-16 offsets into the whole input.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'a> ScannedWord<'a> {
    /// The word without the invisible characters around it.
    pub(super) fn bare(&self) -> &'a str {
        self.text.trim_matches(is_invisible)
    }
}

/// The words of `line`, whose first character is `start` UTF-16 units into the input.
pub(super) fn words(line: &str, start: usize) -> Vec<ScannedWord<'_>> {
    let mut words = Vec::new();
    let mut begun: Option<(usize, usize)> = None;
    let mut at = start;
    for (byte, character) in line.char_indices() {
        if !character.is_whitespace() {
            begun.get_or_insert((byte, at));
        } else if let Some((from, start)) = begun.take() {
            words.push(ScannedWord { text: &line[from..byte], from, to: byte, start, end: at });
        }
        at += character.len_utf16();
    }
    if let Some((from, start)) = begun {
        words.push(ScannedWord { text: &line[from..], from, to: line.len(), start, end: at });
    }
    words
}

/// Where each `(` is closed, by byte offset. One pass, so that a line of nothing but
/// unclosed brackets costs no more than any other.
pub(super) fn brackets(line: &str) -> HashMap<usize, usize> {
    let mut open = Vec::new();
    let mut closed = HashMap::new();
    for (byte, character) in line.char_indices() {
        match character {
            '(' => open.push(byte),
            ')' => closed.extend(open.pop().map(|from| (from, byte))),
            _ => {}
        }
    }
    closed
}

/// Whether a character takes no room on screen: zero-width and direction marks. They come
/// along unseen when text is pasted, so they neither make nor break a token.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

/// Whether there is nothing to see.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_invisible(character))
}

/// Whether `text` holds punctuation that no label has. `@types/node`, `@ui,` and
/// `@someone.com` are words of a sentence; `-` and `_` join the words of a label.
pub(super) fn is_punctuated(text: &str) -> bool {
    text.chars().any(|character| {
        character.is_control()
            || !character.is_alphanumeric()
                && !matches!(character, '-' | '_')
                && matches!(
                    character,
                    '!'..='~' | '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{205e}'
                        | '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff65}'
                )
    })
}
