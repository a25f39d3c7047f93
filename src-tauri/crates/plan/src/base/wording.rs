//! Words made fit for a sentence.

use crate::base::clean::clean;

/// What a program says of itself: one line, cut rather than refused.
pub(crate) fn cut_to_line(text: &str, most: usize) -> String {
    let text = clean(text).replace(['\n', '\t', '\u{2028}', '\u{2029}'], " ");
    text.trim().chars().take(most).collect::<String>().trim_end().to_owned()
}

/// Words as the beginning of a sentence.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A field's name in a sentence.
pub(crate) fn spoken(field: &str) -> String {
    field.replace('_', " ")
}

/// `a`, `a and b` or `a, b and c`.
pub(crate) fn and_joined<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        words => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined_as_one_says_them() {
        assert_eq!(and_joined::<&str>(&[]), "");
        assert_eq!(and_joined(&["a"]), "a");
        assert_eq!(and_joined(&["a", "b"]), "a and b");
        assert_eq!(and_joined(&["a", "b", "c"]), "a, b and c");
    }
}
