//! Long texts told in a line. What a person wrote stays their words; it only
//! loses what would let it run over the line it is told in.

/// How much of a long text a line tells, in characters.
const GIST: usize = 300;

/// The first paragraph of a text as one line.
pub(super) fn gist(text: &str) -> String {
    let paragraph: Vec<&str> = text
        .lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty())
        .collect();
    short(&paragraph.join(" "), GIST)
}

/// A text as one line of at most `most` characters.
pub(super) fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        None => line,
        Some(_) => line.chars().take(most - 1).collect::<String>().trim_end().to_owned() + "…",
    }
}

/// The points of a text: its lines, without the marks of a list.
pub(super) fn points(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.trim().trim_start_matches(['-', '*', '•', '+', '#', '>']).trim())
        .filter(|line| !line.is_empty())
        .map(|line| short(line, GIST))
        .collect()
}

/// A list in markdown.
pub(super) fn bullets<T: AsRef<str>>(items: &[T]) -> String {
    items.iter().map(|i| format!("- {}", i.as_ref())).collect::<Vec<_>>().join("\n")
}

/// A list under a word of its own, or nothing.
pub(super) fn under<T: AsRef<str>>(title: &str, items: &[T]) -> String {
    if items.is_empty() { String::new() } else { format!("{title}:\n{}", bullets(items)) }
}

/// A numbered list in markdown.
pub(super) fn numbered(items: impl Iterator<Item = String>) -> String {
    items.enumerate().map(|(i, item)| format!("{}. {item}", i + 1)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gist_is_the_first_paragraph_on_one_line() {
        assert_eq!(
            gist("\n\n We believe\nMaya\twrites more. \n\nBecause …"),
            "We believe Maya writes more."
        );
        assert_eq!(gist(&"a ".repeat(400)).chars().count(), 300);
    }

    #[test]
    fn the_points_of_a_text_lose_their_marks() {
        assert_eq!(
            points("- no account\n\n* no server\n> ever"),
            ["no account", "no server", "ever"]
        );
    }
}
