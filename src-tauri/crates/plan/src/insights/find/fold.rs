//! Text as it is searched: words without letter case and accents, in any script.
//!
//! Folding happens here and not in SQLite's tokenizer, because the same form is
//! needed to compare whole names and to forgive typos; and because `unicode61`
//! takes the vowel signs of Indic and Thai words for gaps. What the index gets is
//! already folded and parted by spaces.
//!
//! Scripts that write without spaces are cut into overlapping pairs of
//! characters, the last one alone: `東京都` is `東京 京都 都`. A run of two or more
//! is found as a phrase of pairs, a single character as the beginning of one.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The most characters of a word that count.
const WORD_LENGTH: usize = 60;
/// The most words of a query that count; a plan answers no essays.
const QUERY_WORDS: usize = 24;
/// The most characters of one text that are searched.
const TEXT_LENGTH: usize = 200_000;

/// One thing a query wants to occur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchTerm {
    /// Its folded text: a word, or a run of a script without spaces.
    pub(super) word: String,
    /// What must follow each other in the index.
    tokens: Vec<String>,
    prefix: bool,
}

impl SearchTerm {
    /// The term as a part of a match expression. Folded words hold no quotes and
    /// no operators.
    pub(super) fn expression(&self) -> String {
        let star = if self.prefix { "*" } else { "" };
        format!("\"{}\"{star}", self.tokens.join(" "))
    }

    /// Whether it is a word in letters, which can be mistyped.
    pub(super) fn is_spelled(&self) -> bool {
        !self.word.chars().any(|c| is_unspaced(c) || !c.is_alphabetic())
    }
}

/// What a query's text asks for. The last word may be unfinished, unless the
/// whole is a ref.
pub(super) fn terms(text: &str, is_ref: bool) -> Vec<SearchTerm> {
    let mut words = words(text);
    words.truncate(QUERY_WORDS);
    let last = words.len().saturating_sub(1);
    let term = |(at, word): (usize, String)| match pairs(&word) {
        Some(mut tokens) if tokens.len() > 1 => {
            tokens.pop();
            tokens.truncate(WORD_LENGTH);
            SearchTerm { word, tokens, prefix: false }
        }
        Some(tokens) => SearchTerm { word, tokens, prefix: true },
        None => SearchTerm { tokens: vec![word.clone()], word, prefix: at == last && !is_ref },
    };
    words.into_iter().enumerate().map(term).collect()
}

/// A text as the index holds it.
pub(super) fn indexed(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for word in words(text) {
        for token in pairs(&word).unwrap_or_else(|| vec![word]) {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(&token);
        }
    }
    all
}

/// A name as names are compared: equal keys are equal names.
pub(super) fn key(name: &str) -> String {
    words(name).join(" ")
}

/// The pairs of a run in a script without spaces; `None` for other words.
fn pairs(word: &str) -> Option<Vec<String>> {
    if !word.starts_with(is_unspaced) {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    let mut pairs: Vec<String> = chars.windows(2).map(|pair| pair.iter().collect()).collect();
    pairs.extend(chars.last().map(char::to_string));
    Some(pairs)
}

/// The folded words of a text, in its order. A run of a script without spaces is
/// one word, and so is a ref: `T-12` is `t12`.
fn words(text: &str) -> Vec<String> {
    let folded = text
        .chars()
        .take(TEXT_LENGTH)
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_dropped(*c))
        .nfc();
    let mut words = Vec::new();
    let mut word = FoldedWord::default();
    let mut chars = folded.peekable();
    while let Some(c) = chars.next() {
        let joins =
            c == '-' && word.is_a_letter() && chars.peek().is_some_and(char::is_ascii_digit);
        if joins {
            continue;
        }
        if is_symbol(c) {
            word.end(&mut words);
            words.push(c.to_string());
        } else if c.is_alphanumeric() || is_combining_mark(c) || is_unspaced(c) {
            word.push(c, &mut words);
        } else {
            word.end(&mut words);
        }
    }
    word.end(&mut words);
    words
}

#[derive(Default)]
struct FoldedWord {
    text: String,
    length: usize,
    unspaced: bool,
}

impl FoldedWord {
    fn push(&mut self, c: char, words: &mut Vec<String>) {
        let unspaced = is_unspaced(c);
        if unspaced != self.unspaced && !is_combining_mark(c) {
            self.end(words);
        }
        if self.text.is_empty() {
            self.unspaced = unspaced;
        }
        // A run is cut into pairs and may be as long as its text.
        if self.unspaced || self.length < WORD_LENGTH {
            self.length += 1;
            match spelled(c) {
                Some(letters) => self.text.push_str(letters),
                None => self.text.push(c),
            }
        }
    }

    fn end(&mut self, words: &mut Vec<String>) {
        let ended = std::mem::take(self);
        if !ended.text.is_empty() {
            words.push(ended.text);
        }
    }

    fn is_a_letter(&self) -> bool {
        self.length == 1 && self.text.starts_with(|c: char| c.is_ascii_alphabetic())
    }
}

/// Letters that are typed as others where a keyboard lacks them.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Accents, and signs without a shape of their own.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Arrows, dingbats, emoji: each is a word.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Thai, Lao, Tibetan, Burmese, Khmer, kana, Han, Hangul.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{E01}'..='\u{EFF}' | '\u{F00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_accents_and_widths_do_not_matter() {
        assert_eq!(key("  Crème   BRÛLÉE "), "creme brulee");
        assert_eq!(key("cre\u{301}me"), "creme");
        assert_eq!(key("ＡＰＩ ÜBER İstanbul STRASSE straße"), "api uber istanbul strasse strasse");
        assert_eq!(key("ΣΊΣΥΦΟΣ"), key("σίσυφος"));
        assert_eq!(key("Ёлка"), key("ЕЛКА"));
    }

    #[test]
    fn words_of_indic_scripts_stay_whole() {
        assert_eq!(key("हिन्दी में"), "हिन्दी में");
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_pairs() {
        assert_eq!(indexed("API東京都 v2"), "api 東京 京都 都 v2");
        let expressions: Vec<String> =
            terms("東京都 京", false).iter().map(SearchTerm::expression).collect();
        assert_eq!(expressions, ["\"東京 京都\"", "\"京\"*"]);
    }

    #[test]
    fn refs_are_one_word_and_operators_are_none() {
        assert_eq!(key("see T-12, not kill -9"), "see t12 not kill 9");
        assert_eq!(key("\"a\" OR b* NEAR(c) {name}:^ \0 - '"), "a or b near c name");
        assert_eq!(key("fire 🔥🚀 now"), "fire 🔥 🚀 now");
        assert!(terms("\"*-", false).is_empty());
    }

    #[test]
    fn huge_texts_make_small_queries() {
        assert_eq!(terms(&"ab ".repeat(30_000), false).len(), QUERY_WORDS);
        assert_eq!(terms(&"x".repeat(65_536), false)[0].word.len(), WORD_LENGTH);
        assert!(terms(&"東京".repeat(10_000), false)[0].expression().len() < 600);
    }
}
