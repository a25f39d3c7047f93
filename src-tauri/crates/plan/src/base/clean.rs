//! Characters nobody sees: removed where they could mislead, kept where a script
//! or an emoji is written with them.

use std::iter::Peekable;
use std::str::Chars;

/// Removes what a reader cannot see but a program obeys: control characters,
/// bidirectional overrides, zero-width, filler and tag characters, variation
/// selectors. Line breaks of every kind become one, tabs stay.
///
/// Three kinds stay where they shape what is seen, one at a time: joiners between
/// letters of scripts that are joined (Persian, Hindi) and between emoji (a
/// family), the selectors of an emoji's look after an emoji, and those of
/// Mongolian letters after one. Selectors of rare Chinese and Japanese forms go:
/// the letter stays readable, and nothing can hide behind it.
#[must_use]
pub fn clean(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii_graphic() || matches!(c, ' ' | '\n' | '\t')) {
        return text.to_owned();
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            _ if !is_hidden(c) || shapes(c, cleaned.chars().next_back(), &mut rest) => {
                cleaned.push(c);
            }
            _ => {}
        }
    }
    cleaned
}

/// Whether a hidden character changes how its neighbours are written.
fn shapes(c: char, before: Option<char>, rest: &mut Peekable<Chars<'_>>) -> bool {
    let Some(before) = before else { return false };
    let joins = |one: char, other: char| is_joined(one) && is_joined(other);
    match c {
        '\u{200C}' => rest.peek().is_some_and(|next| joins(before, *next)),
        '\u{200D}' => rest
            .peek()
            .is_some_and(|next| joins(before, *next) || (ends_emoji(before) && is_emoji(*next))),
        '\u{FE0E}' | '\u{FE0F}' => {
            is_emoji(before) || matches!(before, '0'..='9' | '#' | '*') && is_keycap(rest)
        }
        '\u{180B}'..='\u{180D}' | '\u{180F}' => matches!(before, '\u{1820}'..='\u{18AA}'),
        _ => false,
    }
}

fn is_keycap(rest: &mut Peekable<Chars<'_>>) -> bool {
    rest.peek() == Some(&'\u{20E3}')
}

/// Everything that is drawn as nothing: controls, and what Unicode calls default
/// ignorable, with what it reserves for more of that.
fn is_hidden(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\t');
    let no_character = u32::from(c) & 0xFFFE == 0xFFFE;
    control
        || no_character
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FDD0}'..='\u{FDEF}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A letter or mark of a script whose letters are joined or stacked: from Arabic
/// and Syriac to Sinhala, Tibetan and Myanmar, Mongolian, Khmer and those of
/// South-East Asia, and their further blocks.
fn is_joined(c: char) -> bool {
    let script = matches!(c,
        '\u{0600}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}' | '\u{0F00}'..='\u{109F}'
        | '\u{1780}'..='\u{1AAF}' | '\u{1B00}'..='\u{1C4F}' | '\u{1CD0}'..='\u{1CFF}'
        | '\u{A8E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}' | '\u{ABC0}'..='\u{ABFF}'
        | '\u{FB50}'..='\u{FDCF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10A00}'..='\u{10FFF}'
        | '\u{11000}'..='\u{11FFF}' | '\u{1E900}'..='\u{1E95F}');
    script && !is_hidden(c)
}

/// A sign that can be an emoji.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{24C2}' | '\u{25A0}'..='\u{27BF}'
        | '\u{2934}' | '\u{2935}' | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}'
        | '\u{3297}' | '\u{3299}' | '\u{1F000}'..='\u{1FAFF}')
}

/// The end of an emoji: the sign itself, with its colour or its look.
fn ends_emoji(c: char) -> bool {
    is_emoji(c) || c == '\u{FE0F}'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn characters_nobody_sees_are_removed() {
        assert_eq!(clean("a\u{202E}b\u{200B}c\u{E0041}d\u{0007}e\u{FEFF}f\0g"), "abcdefg");
        assert_eq!(clean("a\u{2066}b\u{2069}c\u{3164}d\u{FE00}e\u{E0100}f\u{9B}g"), "abcdefg");
        assert_eq!(clean("one\r\ntwo\rthree\u{2028}four\ttab"), "one\ntwo\nthree\nfour\ttab");
    }

    #[test]
    fn what_scripts_and_emoji_are_written_with_is_kept() {
        for text in [
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "👩\u{200D}💻",
            "👩🏽\u{200D}🔬",
            "👨\u{200D}👩\u{200D}👧\u{200D}👦",
            "🏳\u{FE0F}\u{200D}🌈",
            "❤\u{FE0F}",
            "1\u{FE0F}\u{20E3}",
            "ᠠ\u{180B}",
            "naïve 台所 Straße עברית",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn what_shapes_nothing_carries_no_message() {
        assert_eq!(clean("т\u{200D}е\u{200C}к"), "тек");
        assert_eq!(clean("pay\u{200D}pal"), "paypal");
        assert_eq!(clean("می\u{200C}\u{200D}\u{200C}خواهم"), "می\u{200C}خواهم");
        assert_eq!(clean("👩\u{200D}\u{200D}\u{200D}💻"), "👩\u{200D}💻");
        assert_eq!(clean("❤\u{FE0F}\u{FE0E}\u{FE0F}"), "❤\u{FE0F}");
        assert_eq!(clean("a\u{FE0F}b1\u{FE0F}c"), "ab1c");
        assert_eq!(clean("👩\u{200D}"), "👩");
        assert_eq!(clean("\u{200D}👩"), "👩");
        assert_eq!(clean("邊\u{E0102}"), "邊");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }

        #[test]
        fn nothing_hidden_is_left_that_shapes_nothing(
            text in "[\u{200B}-\u{200F}\u{FE00}-\u{FE0F}\u{E0100}-\u{E0110}\u{1}-\u{8}aяم👩❤1]{0,24}"
        ) {
            let cleaned: Vec<char> = clean(&text).chars().collect();
            for (at, c) in cleaned.iter().enumerate() {
                let before = at.checked_sub(1).and_then(|at| cleaned.get(at));
                let follows = before.is_some_and(|b| !is_hidden(*b) || *b == '\u{FE0F}');
                let told = !is_hidden(*c) || follows;
                prop_assert!(told);
            }
        }
    }
}
