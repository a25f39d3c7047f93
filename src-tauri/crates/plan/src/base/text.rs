//! Text on its way in: limits that protect the machine, invisible characters
//! that could mislead a reader, and the guard over long texts.

use crate::base::bounds;
use crate::base::clean::clean;
use crate::base::error::{Error, Result};
use crate::base::reason::Reason;
use crate::base::wording::spoken;

/// Texts longer than this many characters are guarded against replacement.
const GUARDED: usize = 200;

/// A name: one line of 1 to 200 characters, trimmed.
pub(crate) fn name(field: &'static str, text: &str) -> Result<String> {
    let text = clean(text);
    let text = text.trim();
    let noun = if field == "what" { "decision" } else { field };
    if text.is_empty() {
        return Err(Error::invalid(field, format!("The {noun} is empty."), "Give it a few words."));
    }
    if text.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        return Err(Error::invalid(
            field,
            format!("The {noun} must be one line."),
            "Put the rest into a longer text of it.",
        ));
    }
    limited(field, text, bounds::NAME)
}

/// One line of at most `most` characters, trimmed, its line breaks folded into
/// spaces; may be empty.
pub(crate) fn line(field: &'static str, text: &str, most: usize) -> Result<String> {
    let text = clean(text).replace(['\n', '\u{2028}', '\u{2029}'], " ");
    limited(field, text.trim(), most)
}

/// A short text of at most 2,000 characters, trimmed; may be empty.
pub(crate) fn short(field: &'static str, text: &str) -> Result<String> {
    line(field, text, bounds::LINE)
}

/// Markdown of at most 64 KiB, kept as written; may be empty.
pub(crate) fn markdown(field: &'static str, text: &str) -> Result<String> {
    let text = clean(text);
    if text.len() > bounds::MARKDOWN {
        return Err(Error::invalid(
            field,
            format!(
                "The {} is {} KiB; it can hold {} KiB.",
                spoken(field),
                text.len().div_ceil(1024),
                bounds::MARKDOWN / 1024
            ),
            "Shorten it or split it up.",
        ));
    }
    Ok(text)
}

/// At most 200 lines; empty ones are left out.
pub(crate) fn list(field: &'static str, items: &[String]) -> Result<Vec<String>> {
    let items: Vec<String> = items
        .iter()
        .map(|item| short(field, item))
        .filter(|item| item.as_ref().map_or(true, |text| !text.is_empty()))
        .collect::<Result<_>>()?;
    if items.len() > bounds::LIST {
        return Err(Error::invalid(
            field,
            format!(
                "The list of {} has {} items; it can hold {}.",
                spoken(field),
                items.len(),
                bounds::LIST
            ),
            "Leave some out.",
        ));
    }
    Ok(items)
}

/// One line of a list, which may not be empty.
pub(crate) fn item(field: &'static str, text: &str) -> Result<String> {
    let text = short(field, text)?;
    if text.is_empty() {
        return Err(Error::invalid(
            field,
            "The text is empty.",
            "Write what it is, in a few words.",
        ));
    }
    Ok(text)
}

/// Refuses to let a short or hollow text take the place of a long one, unless
/// the writer says that this is meant.
pub(crate) fn guard(field: &str, old: &str, new: &str, replace: bool) -> Result<()> {
    let (before, after) = (old.chars().count(), new.chars().count());
    if replace || old == new || before <= GUARDED {
        return Ok(());
    }
    if after * 10 >= before * 6 && !is_placeholder(new) {
        return Ok(());
    }
    Err(Error::Refused(Reason::Guarded { field: field.to_owned(), before, after }))
}

/// Whether a text stands for another: a file path, an ellipsis, a note that the
/// rest is unchanged.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let one_word = !text.contains(char::is_whitespace);
    let path = one_word
        && (text.starts_with(['/', '~', '.', '@']) || text.contains(['/', '\\']))
        && text.contains('.');
    let lower = text.to_lowercase();
    path || ["[unchanged]", "(unchanged)", "[...]", "[…]", "<same as before>", "todo", "tbd"]
        .iter()
        .any(|mark| lower == *mark)
}

fn limited(field: &'static str, text: &str, most: usize) -> Result<String> {
    let count = text.chars().count();
    if count > most {
        return Err(Error::invalid(
            field,
            format!("The {} has {count} characters; it can hold {most}.", spoken(field)),
            "Shorten it, or put the rest into a longer text.",
        ));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_at_most_200_characters() {
        assert_eq!(name("name", "  Ship it \n").unwrap(), "Ship it");
        for (text, says) in [("  ", "empty"), ("a\nb", "one line")] {
            assert!(name("name", text).unwrap_err().to_string().contains(says));
        }
        let huge = "x".repeat(10 * 1024 * 1024);
        assert!(name("name", &huge).unwrap_err().to_string().contains("it can hold 200"));
        assert_eq!(name("name", &"é".repeat(200)).unwrap().chars().count(), 200);
    }

    #[test]
    fn a_long_text_is_not_replaced_by_a_short_or_hollow_one() {
        let long = "word ".repeat(60);
        assert!(guard("why", &long, "short", false).is_err());
        assert!(guard("why", &long, "docs/why.md", false).is_err());
        assert!(guard("why", &long, "short", true).is_ok());
        assert!(guard("why", &long, &"other ".repeat(45), false).is_ok());
        assert!(guard("why", "a short one", "", false).is_ok());
    }
}
