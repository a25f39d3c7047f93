//! Makes a brief fit its budget: what matters least is cut first, and a line
//! says what was cut.

use std::fmt::Write as _;

use crate::base::tokens::{parts_within, tokens};

/// A part is not shortened below this many tokens.
const SHORTEST: usize = 16;
/// Kept free for the line that says what was cut.
const CUT_LINE: usize = 80;
/// Ends a part that was shortened.
const MARK: &str = " …";
/// Closes a block of code that was cut open.
const FENCE: &str = "\n```";

/// What is cut before anything else, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// What was done so far.
    History,
    /// What goes on beside it.
    Siblings,
    /// What is true of the whole product.
    About,
    /// Only when all of the others are gone: the longest first.
    Last,
}

/// A text within a section.
pub(super) struct Part {
    /// What the line about cuts calls it.
    name: &'static str,
    body: String,
    cut: Cut,
}

/// One section of a brief.
pub(super) struct Section {
    title: Option<&'static str>,
    parts: Vec<Part>,
    between: &'static str,
}

/// A part that stays as long as it can.
pub(super) fn part(name: &'static str, body: String) -> Part {
    Part { name, body, cut: Cut::Last }
}

impl Part {
    /// The part, to be cut sooner.
    pub(super) fn cut(self, cut: Cut) -> Self {
        Self { cut, ..self }
    }
}

impl Section {
    /// A line or two without a title.
    pub(super) fn head(body: String) -> Self {
        Self { title: None, parts: vec![part("head", body)], between: "\n" }
    }

    /// A list, from one part or several.
    pub(super) fn list(title: &'static str, parts: impl Into<Vec<Part>>) -> Self {
        Self { title: Some(title), parts: parts.into(), between: "\n" }
    }

    /// Paragraphs, each a part.
    pub(super) fn prose(title: &'static str, parts: impl Into<Vec<Part>>) -> Self {
        Self { title: Some(title), parts: parts.into(), between: "\n\n" }
    }

    fn render(&self) -> String {
        let bodies: Vec<&str> = self.parts.iter().map(|part| part.body.trim_end()).collect();
        let body = bodies.join(self.between);
        match self.title {
            Some(title) => format!("## {title}\n{body}\n"),
            None => format!("{body}\n"),
        }
    }
}

/// The sections with the empty lines between them.
fn page_of(sections: &[Section]) -> String {
    sections.iter().map(Section::render).collect::<Vec<_>>().join("\n")
}

fn size(sections: &[Section]) -> usize {
    tokens(&page_of(sections))
}

/// The sections as one page within `budget` tokens. Empty ones are left out.
pub(super) fn fit(mut sections: Vec<Section>, budget: usize, reference: &str) -> String {
    drop_empty(&mut sections);
    let mut cut: Vec<&str> = Vec::new();
    if size(&sections) > budget {
        let room = budget.saturating_sub(CUT_LINE);
        for order in [Cut::History, Cut::Siblings, Cut::About] {
            cut_to(&mut sections, room, order, &mut cut);
        }
        shorten_longest(&mut sections, room, &mut cut);
    }
    let mut page = page_of(&sections);
    if !cut.is_empty() {
        let _ = writeln!(
            page,
            "\nCut to fit: {}. plan_brief {reference} detail full has all of it.",
            cut.join(", ")
        );
    }
    page
}

fn drop_empty(sections: &mut Vec<Section>) {
    for section in &mut *sections {
        section.parts.retain(|part| !part.body.trim().is_empty());
    }
    sections.retain(|section| !section.parts.is_empty());
}

/// Shortens the parts of one order until the page fits, and leaves out those of
/// which hardly anything would stay.
fn cut_to(sections: &mut Vec<Section>, room: usize, order: Cut, cut: &mut Vec<&'static str>) {
    for at in 0..sections.iter().map(|section| section.parts.len()).sum() {
        let over = size(sections).saturating_sub(room);
        if over == 0 {
            break;
        }
        let mut parts = sections.iter_mut().flat_map(|section| &mut section.parts);
        let Some(part) = parts.nth(at).filter(|part| part.cut == order) else { continue };
        let keep = tokens(&part.body).saturating_sub(over);
        if keep < SHORTEST {
            part.body.clear();
        } else {
            shorten(&mut part.body, keep);
        }
        cut.push(part.name);
    }
    drop_empty(sections);
}

/// Shortens the longest part, no further than to the next one, so that no part
/// pays for all; and again, until the page fits.
fn shorten_longest(sections: &mut [Section], room: usize, cut: &mut Vec<&'static str>) {
    loop {
        let over = size(sections).saturating_sub(room);
        let parts = sections.iter_mut().flat_map(|section| &mut section.parts);
        let mut parts: Vec<(usize, &mut Part)> =
            parts.map(|part| (tokens(&part.body), part)).collect();
        parts.sort_by_key(|(tokens, _)| *tokens);
        let second = parts.len().checked_sub(2).map_or(0, |at| parts[at].0);
        let Some((first, longest)) = parts.pop() else { return };
        if over == 0 || first <= SHORTEST {
            return;
        }
        let keep = first.saturating_sub(over).max(second * 9 / 10).max(SHORTEST).min(first - 1);
        shorten(&mut longest.body, keep);
        if !cut.contains(&longest.name) {
            cut.push(longest.name);
        }
        if tokens(&longest.body) >= first {
            return;
        }
    }
}

/// Keeps the beginning of a text within `most` tokens, up to whole lines where
/// there are several.
fn shorten(text: &mut String, most: usize) {
    let fences = if text.contains("```") { tokens(FENCE) } else { 0 };
    let room = most.saturating_sub(tokens(MARK) + fences);
    let kept = parts_within(text, room).first().map_or(0, |part| part.trim_end().len());
    text.truncate(kept);
    let open = text.lines().filter(|line| line.trim_start().starts_with("```")).count() % 2 == 1;
    text.push_str(MARK);
    if open {
        text.push_str(FENCE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_cuts_is_history_siblings_about_and_then_the_longest() {
        let page = |budget| {
            let list = |word: &str| format!("- {word} one\n").repeat(30);
            let sections = vec![
                Section::head("# T-1 Name".into()),
                Section::prose("Do", [part("description", list("step"))]),
                Section::list(
                    "Do not",
                    [
                        part("do not", "- merge".into()),
                        part("siblings", list("near")).cut(Cut::Siblings),
                    ],
                ),
                Section::list("Notes", [part("notes", list("note")).cut(Cut::History)]),
                Section::prose("About", [part("about", list("about")).cut(Cut::About)]),
            ];
            fit(sections, budget, "T-1")
        };
        let cut = |page: &str| page.lines().last().unwrap_or_default().to_owned();
        let whole = tokens(&page(usize::MAX));
        assert!(!page(whole).contains("Cut to fit"));
        for (budget, says) in [
            (whole - 1, "Cut to fit: notes."),
            (whole - 150, "Cut to fit: notes, siblings."),
            (whole - 300, "Cut to fit: notes, siblings, about."),
            (whole - 450, "Cut to fit: notes, siblings, about, description."),
        ] {
            let page = page(budget);
            assert!(cut(&page).starts_with(says), "{budget}: {}", cut(&page));
            assert!(tokens(&page) <= budget && page.contains("- merge"));
        }
    }

    #[test]
    fn a_block_of_code_that_is_cut_is_closed() {
        let mut text = format!("before\n```rust\n{}\n```\nafter", "let x = 1;\n".repeat(50));
        shorten(&mut text, 100);
        assert!(text.ends_with(" …\n```") && tokens(&text) <= 100, "{text}");
    }

    #[test]
    fn nothing_is_shortened_forever() {
        let sections = (0..40).map(|_| Section::prose("Do", [part("do", "a b c ".repeat(6))]));
        assert!(fit(sections.collect(), 200, "T-1").contains("Cut to fit: do."));
    }
}
