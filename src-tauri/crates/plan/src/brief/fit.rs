//! Makes a brief fit its budget: what matters least is cut first, and a line
//! says what was cut.

use std::fmt::Write as _;

/// A section is not shortened below this many tokens.
const SHORTEST: usize = 16;

/// One part of a brief.
pub(super) struct Section {
    title: Option<&'static str>,
    body: String,
    /// 0 goes first; `None` stays, and is shortened only when all else is gone.
    cut: Option<u8>,
}

impl Section {
    /// A part without a title that always stays.
    pub(super) fn fixed(body: String) -> Self {
        Self { title: None, body, cut: None }
    }

    /// A part that stays as long as it can.
    pub(super) fn titled(title: &'static str, body: String) -> Self {
        Self { title: Some(title), body, cut: None }
    }

    /// A part that is cut before others; the lowest number goes first.
    pub(super) fn cut_first(title: &'static str, body: String, order: u8) -> Self {
        Self { title: Some(title), body, cut: Some(order) }
    }

    fn render(&self) -> String {
        match self.title {
            Some(title) => format!("## {title}\n{}\n", self.body.trim_end()),
            None => format!("{}\n", self.body),
        }
    }
}

/// How many tokens the characters of a text add, one after the other. The real
/// tokenizer is 2 MB of tables; this stays above it for prose and code in any
/// script, and a test holds it to that.
fn costs(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut run = 0;
    text.char_indices().map(move |(at, c)| {
        let word = c.is_ascii_alphanumeric();
        let cost = match c {
            _ if word => usize::from(run % 3 == 0),
            ' ' => 0,
            _ if c.is_ascii() => 1,
            _ => 2,
        };
        run = if word { run + 1 } else { 0 };
        (at + c.len_utf8(), cost)
    })
}

/// An estimate that is not below the real count of o200k tokens.
pub(super) fn tokens(text: &str) -> usize {
    costs(text).map(|(_, cost)| cost).sum()
}

/// The sections as one page within `budget` tokens. Empty ones are left out.
pub(super) fn fit(mut sections: Vec<Section>, budget: usize, reference: &str) -> String {
    sections.retain(|s| s.title.is_none() || !s.body.trim().is_empty());
    let mut cut: Vec<&str> = Vec::new();
    let size = |sections: &[Section]| sections.iter().map(|s| tokens(&s.render())).sum::<usize>();
    let room = budget.saturating_sub(60);
    for order in 0..=2 {
        if size(&sections) <= budget {
            break;
        }
        if let Some(at) = sections.iter().position(|s| s.cut == Some(order)) {
            cut.extend(sections.remove(at).title.map(str::trim));
        }
    }
    while budget < usize::MAX && size(&sections) > room {
        let over = size(&sections) - room;
        let mut lengths: Vec<usize> = sections.iter().map(|s| tokens(&s.body)).collect();
        lengths.sort_unstable();
        let [.., second, first] = lengths[..] else { break };
        if first <= SHORTEST {
            break;
        }
        // No shorter than the next one, so that no section pays for all.
        let keep = first.saturating_sub(over + 2).max(second * 9 / 10).max(SHORTEST).min(first - 1);
        let Some(longest) = sections.iter_mut().find(|s| tokens(&s.body) == first) else { break };
        shorten(&mut longest.body, keep);
        if let Some(title) = longest.title
            && !cut.contains(&title)
        {
            cut.push(title);
        }
    }
    let mut page = sections.iter().map(Section::render).collect::<Vec<_>>().join("\n");
    if !cut.is_empty() {
        let _ = writeln!(
            page,
            "\nCut to fit: {}. plan_brief {reference} detail full has all of it.",
            cut.join(", ").to_lowercase()
        );
    }
    page
}

/// Keeps the beginning of a text, up to whole lines where there are several.
fn shorten(text: &mut String, most: usize) {
    let mut used = 0;
    let mut end = 0;
    for (after, cost) in costs(text) {
        used += cost;
        if used > most {
            break;
        }
        end = after;
    }
    let kept = &text[..end];
    let end = kept.rfind('\n').filter(|line| *line > end / 2).unwrap_or(end);
    text.truncate(end);
    text.push_str(" …");
}
