//! Answers kept within what they may cost a model.

use openbacklog_plan::{parts_within, tokens};

/// The most tokens that any answer costs.
pub(crate) const MOST: usize = 8_000;

/// As many whole lines as cost at most so much; all of them when they fit.
pub(crate) fn first_lines(text: &str, most: usize) -> &str {
    if tokens(text) <= most {
        return text;
    }
    let (mut left, mut end) = (most, 0);
    for line in text.split_inclusive('\n') {
        match left.checked_sub(tokens(line)) {
            Some(less) => left = less,
            None => break,
        }
        end += line.len();
    }
    text.get(..end).unwrap_or_default()
}

/// The text within a budget, with a last line that says how much was cut and
/// which call gets it.
pub(crate) fn capped(text: String, most: usize, remedy: &str) -> String {
    if tokens(&text) <= most {
        return text;
    }
    let room = most.saturating_sub(tokens(remedy) + CUT_LINE);
    let kept = parts_within(&text, room).first().map_or("", |part| part.trim_end());
    let more = text.chars().count() - kept.chars().count();
    format!("{kept}\nCut here, {more} characters before the end. {remedy}")
}

/// Kept free for the line that says what was cut.
const CUT_LINE: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_is_said() {
        let text = "A line of words.\n".repeat(100);
        let cut = capped(text.clone(), 100, "Ask for less.");
        assert!(tokens(&cut) <= 100 && cut.ends_with("the end. Ask for less."), "{cut}");
        assert_eq!(capped(text.clone(), 10_000, "Ask for less."), text);
    }
}
